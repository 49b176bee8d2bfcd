/** Signed links to the page of a run. */
import type { RunPageOf } from '../../ports/page-of.ts';
import type { Signer } from '../../ports/signer.ts';
import { createSignedAddresses } from '../signed-address.ts';

export type RunLinks = {
	/** Addresses of the runs of one tenant. */
	of(tenant: string): RunPageOf;
	/** Throws as the links to calls do: `link-not-valid`, whether there is such a run or not, and `link-expired`. */
	open(runId: string, query: unknown, now: Date): { tenant: string };
};

/** `signer`: of a purpose of its own, so that no link to a call opens a run, nor the other way round. */
export function createRunLinks({ signer, publicUrl }: { signer: Signer; publicUrl: string | undefined }): RunLinks {
	const addresses = createSignedAddresses({ signer, publicUrl, folder: 'runs', fields: {} });
	return {
		of: (tenant) => (runId, from) => addresses.make(tenant, runId, from, {})?.href,
		open: addresses.open,
	};
}
