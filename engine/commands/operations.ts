/** What the commands can do, by name, with arguments as they travel over the admin socket. */
import { z } from 'zod';
import type { ConnectionReport } from '../contract/connection.ts';
import { type Connection, Vendor } from '../contract/connection.ts';
import type { TenantSettings } from '../contract/tenant.ts';
import type { Erased } from '../ports/erase-store.ts';

const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;
const Slug = z.string().regex(SLUG, 'must be lower-case letters, digits and dashes, at most 63');
const Email = z.email('must be an e-mail address').max(320);
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 20:00');
const Zone = z.string().refine(isZone, 'must be a time zone such as Europe/Berlin');

/** What is left out stays as it is; at first the defaults of the contract. */
const SettingsChange = z.strictObject({
	zone: Zone.optional(),
	/** Null takes them away. */
	quietHours: z.strictObject({ from: Time, to: Time }).nullable().optional(),
	weekend: z.array(z.number().int().min(1).max(7, 'must be days from 1 (Monday) to 7')).optional(),
	optedOutReps: z.array(Email).optional(),
	language: z
		.string()
		.regex(/^[a-z]{2}$/, 'must be two letters such as en')
		.optional(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;

export const OPERATION_ARGUMENTS = {
	createTenant: z.strictObject({ tenant: Slug, settings: SettingsChange }),
	setTenant: z.strictObject({ tenant: Slug, settings: SettingsChange }),
	createKey: z.strictObject({ tenant: Slug, name: z.string().min(1).max(100) }),
	revokeKey: z.strictObject({ tenant: Slug, key: z.string().min(1).max(100) }),
	addConnection: z.strictObject({
		tenant: Slug,
		vendor: Vendor,
		name: Slug,
		address: z
			.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
			.max(2000)
			.refine(holdsNoSecret, 'must hold no login and no query: it is shown, and the secret is asked for')
			.optional(),
		secret: z.string().min(1).max(10_000),
	}),
	listConnections: z.strictObject({ tenant: Slug }),
	testConnection: z.strictObject({ tenant: Slug, connection: z.string().min(1).max(100) }),
	removeConnection: z.strictObject({ tenant: Slug, connection: z.string().min(1).max(100) }),
	setWebhook: z.strictObject({
		tenant: Slug,
		connection: z.string().min(1).max(100),
		/** PEM or bare base64. */
		publicKey: z.string().min(1).max(10_000),
	}),
	migrate: z.strictObject({}),
	erase: z.strictObject({
		tenant: Slug,
		what: z.discriminatedUnion('of', [
			z.strictObject({ of: z.literal('person'), email: Email }),
			z.strictObject({ of: z.literal('call'), call: z.string().regex(/^[\w-]{1,64}$/, 'must be the id of a call') }),
			z.strictObject({ of: z.literal('tenant') }),
		]),
	}),
};

export type OperationName = keyof typeof OPERATION_ARGUMENTS;
export type Arguments<Name extends OperationName> = z.infer<(typeof OPERATION_ARGUMENTS)[Name]>;

export type OperationResults = {
	createTenant: { tenant: string; settings: TenantSettings };
	setTenant: { tenant: string; settings: TenantSettings };
	/** The only moment in which the key can be read. */
	createKey: { tenant: string; id: string; key: string };
	revokeKey: { tenant: string; id: string };
	addConnection: Connection;
	listConnections: { connections: Connection[] };
	testConnection: ConnectionReport;
	removeConnection: { id: string };
	/** Where the service is to send its word. */
	setWebhook: { connection: string; address: string };
	/** Migrations applied just now. */
	migrate: { applied: string[] };
	erase: { erased: Erased };
};

export type Operations = {
	[Name in OperationName]: (values: Arguments<Name>) => Promise<OperationResults[Name]>;
};

function holdsNoSecret(address: string): boolean {
	const url = URL.parse(address);
	return url === null || url.username + url.password + url.search + url.hash === '';
}

function isZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}
