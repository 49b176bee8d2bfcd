import { z } from 'zod';

export const ConnectionKind = z.enum(['calls', 'chat', 'crm', 'models']);
export type ConnectionKind = z.infer<typeof ConnectionKind>;

export const Vendor = z.enum([
	...(['gong', 'slack', 'hubspot'] as const),
	// Models; the last is a server of one's own that speaks OpenAI's wire format.
	...(['openai', 'anthropic', 'perplexity', 'openai-compatible'] as const),
]);
export type Vendor = z.infer<typeof Vendor>;

/** Vendors whose name is that of a provider in the catalog of models: a server of one's own has another. */
export const isVendorOfModels = (name: string): boolean => ['openai', 'anthropic', 'perplexity'].includes(name);

/** A tenant's access to one outside service, as it is shown: without its secret. */
export const Connection = z.object({
	id: z.string(),
	kind: ConnectionKind,
	vendor: Vendor,
	name: z.string(),
	address: z.string(),
});
export type Connection = z.infer<typeof Connection>;

export const ConnectionList = z.object({ connections: z.array(Connection) });

/** What `connection test` found. */
export const ConnectionReport = z.object({
	ok: z.boolean(),
	works: z.array(z.string()),
	missingScopes: z.array(z.string()),
	problem: z.string().optional(),
});
export type ConnectionReport = z.infer<typeof ConnectionReport>;

/** The name under which the catalog has the models of a models connection. */
export const providerOfConnection = ({ vendor, name }: Pick<Connection, 'vendor' | 'name'>): string =>
	vendor === 'openai-compatible' ? name : vendor;
