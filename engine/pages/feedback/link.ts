/** Signed links to the page on which somebody disagrees: call, insight and view count only with the signature. */
import { z } from 'zod';
import type { DisagreeAt, InsightReference } from '../../ports/feedback.ts';
import { PAGE_DAYS, type PageView } from '../../ports/page-of.ts';
import type { Signer } from '../../ports/signer.ts';
import type { OpenedLink } from '../link.ts';
import { createSignedAddresses } from '../signed-address.ts';

const FOLDER = 'feedback';

/** `from`: when it was made, to the second. */
export type DatedLink = OpenedLink & { from: Date };

export type FeedbackLinks = {
	/** Addresses for the insights of one tenant. */
	of(tenant: string): DisagreeAt;
	/** As seen from another page, whatever a proxy has put before the path. Undefined as in `of`. */
	beside(insight: InsightReference, link: DatedLink): string | undefined;
	/** Throws as the links to calls do: `link-not-valid`, `link-expired`. */
	open(id: string, query: unknown, now: Date): DatedLink & InsightReference;
};

/** `signer`: of a purpose of its own, so that no link to a call opens this page, nor the other way round. */
export function createFeedbackLinks(options: { signer: Signer; publicUrl: string | undefined }): FeedbackLinks {
	// As long as the id of a call in a path may be.
	const call = z.string().min(1).max(500);
	const fields = { call, view: z.enum(['coaching', 'record'] satisfies PageView[]) };
	const addresses = createSignedAddresses({ ...options, folder: FOLDER, fields });
	return {
		of:
			(tenant) =>
			({ callId, id }, from, view = 'coaching') =>
				addresses.make(tenant, id, from, { call: callId, view })?.href,
		beside({ callId, id }, { tenant, view, from }) {
			const url = addresses.make(tenant, id, from, { call: callId, view });
			return url && `../${FOLDER}/${encodeURIComponent(id)}${url.search}`;
		},
		open(id, query, now) {
			const { tenant, view, call: callId } = addresses.open(id, query, now);
			return { tenant, view, callId, id, from: madeAt(query) };
		},
	};
}

/** When a link was made, of a query that was opened: how long it holds is signed. */
export function madeAt(query: unknown): Date {
	const { expires } = query as { expires: string };
	return new Date((Number(expires) - PAGE_DAYS * 86_400) * 1_000);
}
