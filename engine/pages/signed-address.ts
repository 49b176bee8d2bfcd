/** Signed, expiring addresses of pages: whose page it is stands in the address, and counts only with its signature. */
import { z } from 'zod';
import { TerminalError } from '../errors.ts';
import { PAGE_DAYS } from '../ports/page-of.ts';
import type { Signer } from '../ports/signer.ts';

const DAY_SECONDS = 86_400;

/** Other fields are let pass: mail scanners and chats add their own to addresses. */
const Query = z.object({
	tenant: z.string().min(1).max(200),
	/** Seconds since 1970; written in one way only. */
	expires: z.string().regex(/^[1-9]\d{0,11}$/),
	signature: z.string().length(43),
});

/** Further fields of the address, all of them signed, each with the values that it may have; in the order of signing. */
export type SignedFields = Record<string, z.ZodType<string>>;
type Values<Fields extends SignedFields> = { [Name in keyof Fields]: z.infer<Fields[Name]> };

export type SignedAddresses<Fields extends SignedFields> = {
	/** Undefined where there is no public address. The same arguments make the same address. */
	make(tenant: string, id: string, from: Date, fields: Values<Fields>): URL | undefined;
	/** Throws `link-not-valid` for whatever was not signed, and `link-expired` for what was signed too long ago. */
	open(id: string, query: unknown, now: Date): { tenant: string } & Values<Fields>;
};

export type SignedAddressOptions<Fields extends SignedFields> = {
	/** For this sort of page alone. */
	signer: Signer;
	/** Where people reach the engine, with or without a path of its own; undefined: no addresses are made. */
	publicUrl: string | undefined;
	/** In which the pages lie, such as `calls`. */
	folder: string;
	fields: Fields;
};

export function createSignedAddresses<Fields extends SignedFields>({
	signer,
	publicUrl,
	folder,
	fields,
}: SignedAddressOptions<Fields>): SignedAddresses<Fields> {
	const Opened = Query.extend(fields);
	// JSON keeps apart what joining would not.
	const signedText = (id: string, given: Record<string, string>) =>
		JSON.stringify([1, given.tenant, id, ...Object.keys(fields).map((name) => given[name]), given.expires]);
	return {
		make(tenant, id, from, values) {
			if (publicUrl === undefined) return undefined;
			const expires = String(Math.floor(from.getTime() / 1_000) + PAGE_DAYS * DAY_SECONDS);
			const signed = { tenant, ...values, expires };
			const url = new URL(`${folder}/${encodeURIComponent(id)}`, publicUrl.replace(/\/*$/, '/'));
			url.search = new URLSearchParams({ ...signed, signature: signer.sign(signedText(id, signed)) }).toString();
			return url;
		},
		open(id, query, now) {
			const link = Opened.safeParse(query).data as (z.infer<typeof Query> & Values<Fields>) | undefined;
			if (!link || !signer.verify(signedText(id, link), link.signature)) throw new TerminalError('link-not-valid');
			if (now.getTime() >= Number(link.expires) * 1_000) throw new TerminalError('link-expired');
			const { signature: _signature, expires: _expires, ...opened } = link;
			return opened as { tenant: string } & Values<Fields>;
		},
	};
}
