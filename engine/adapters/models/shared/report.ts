/** What `connection test` says of a provider of models. */
import type { ConnectionReport } from '../../../contract/connection.ts';
import { SophiaError } from '../../../errors.ts';

/** `list` counts the models that the key may see. A server that lists none answers all the same. */
export async function reportOf(list: () => Promise<number>): Promise<ConnectionReport> {
	const nothing = { works: [], missingScopes: [] };
	try {
		const count = await list();
		return { ok: true, works: [`lists models (${count})`], missingScopes: [] };
	} catch (error) {
		if (!(error instanceof SophiaError)) throw error;
		if (error.code === 'vendor-refused' && error.details?.status === 404) {
			return { ok: true, works: ['answers; it has no list of models to ask for'], missingScopes: [] };
		}
		return { ok: false, ...nothing, problem: `${error.message} ${error.action}` };
	}
}
