/** What `connection test` says of a provider of models. */
import type { ConnectionReport } from '../../../contract/connection.ts';
import { SophiaError } from '../../../errors.ts';

export type ListedAt = {
	/** For people: `OpenAI`. */
	vendor: string;
	/** Where a provider that lists its models has its interface; left out for those that need not list any. */
	ownAddress?: string;
};

/**
 * `list` counts the models that the key may see. Where a provider that has a list shows none, the address is wrong. A
 * server that has none answers all the same, but nothing has looked at the key.
 */
export async function reportOf(
	list: () => Promise<number>,
	{ vendor, ownAddress }: ListedAt,
): Promise<ConnectionReport> {
	const nothing = { works: [], missingScopes: [] };
	try {
		const count = await list();
		return { ok: true, works: [`lists models (${count})`], missingScopes: [] };
	} catch (error) {
		if (!(error instanceof SophiaError)) throw error;
		if (error.code === 'vendor-refused' && error.details?.status === 404) {
			if (ownAddress !== undefined) return { ok: false, ...nothing, problem: wrongAddress(vendor, ownAddress) };
			return { ok: true, works: [UNPROVEN], missingScopes: [] };
		}
		return { ok: false, ...nothing, problem: `${error.message} ${error.action}` };
	}
}

const wrongAddress = (vendor: string, ownAddress: string): string =>
	`Nothing at this address lists the models of ${vendor} (status 404), so neither the address nor the key is proven. ` +
	`Add the connection again: without --address it is ${ownAddress}; of a proxy give what stands there in its place.`;

const UNPROVEN =
	'answers, but has no list of models to ask for: neither the key nor the path of the address is proven before the first question';
