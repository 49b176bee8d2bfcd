/** Signed links to the page of a call. */
import { z } from 'zod';
import type { PageOf, PageView } from '../ports/page-of.ts';
import type { Signer } from '../ports/signer.ts';
import { anchorAt } from './anchor.ts';
import { createSignedAddresses } from './signed-address.ts';

export type OpenedLink = { tenant: string; view: PageView };

export type CallLinks = {
	/** Addresses of the calls of one tenant. */
	of(tenant: string): PageOf;
	/**
	 * Throws `link-not-valid` for whatever the engine has not signed, whether there is such a call or not, and
	 * `link-expired` for what it signed too long ago.
	 */
	open(callId: string, query: unknown, now: Date): OpenedLink;
};

/** `publicUrl`: where people reach the engine, with or without a path of its own; undefined: no links are made. */
export function createCallLinks({ signer, publicUrl }: { signer: Signer; publicUrl: string | undefined }): CallLinks {
	const fields = { view: z.enum(['coaching', 'record'] satisfies PageView[]) };
	const addresses = createSignedAddresses({ signer, publicUrl, folder: 'calls', fields });
	return {
		of:
			(tenant) =>
			(callId, from, { view = 'coaching', startMs } = {}) => {
				const url = addresses.make(tenant, callId, from, { view });
				if (url && startMs !== undefined) url.hash = anchorAt(startMs);
				return url?.href;
			},
		open: addresses.open,
	};
}
