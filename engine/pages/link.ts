/** Signed links to the page of a call: whose call it is stands in the link, and counts only with its signature. */
import { z } from 'zod';
import { TerminalError } from '../errors.ts';
import { PAGE_DAYS, type PageOf, type PageView } from '../ports/page-of.ts';
import type { Signer } from '../ports/signer.ts';
import { anchorAt } from './anchor.ts';

const DAY_SECONDS = 86_400;

/** Other fields are let pass: mail scanners and chats add their own to addresses. */
const Query = z.object({
	tenant: z.string().min(1).max(200),
	view: z.enum(['coaching', 'record'] satisfies PageView[]),
	/** Seconds since 1970; written in one way only. */
	expires: z.string().regex(/^[1-9]\d{0,11}$/),
	signature: z.string().length(43),
});

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
	return {
		of:
			(tenant) =>
			(callId, from, { view = 'coaching', startMs } = {}) => {
				if (publicUrl === undefined) return undefined;
				const expires = String(Math.floor(from.getTime() / 1_000) + PAGE_DAYS * DAY_SECONDS);
				const url = new URL(`calls/${encodeURIComponent(callId)}`, publicUrl.replace(/\/*$/, '/'));
				const signature = signer.sign(signedText(callId, { tenant, view, expires }));
				url.search = new URLSearchParams({ tenant, view, expires, signature }).toString();
				if (startMs !== undefined) url.hash = anchorAt(startMs);
				return url.href;
			},
		open(callId, query, now) {
			const link = Query.safeParse(query).data;
			if (!link || !signer.verify(signedText(callId, link), link.signature)) throw new TerminalError('link-not-valid');
			if (now.getTime() >= Number(link.expires) * 1_000) throw new TerminalError('link-expired');
			return { tenant: link.tenant, view: link.view };
		},
	};
}

/** JSON keeps apart what joining would not. */
function signedText(callId: string, { tenant, view, expires }: Omit<z.infer<typeof Query>, 'signature'>): string {
	return JSON.stringify([1, tenant, callId, view, expires]);
}
