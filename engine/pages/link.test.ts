import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../test/verifies.ts';
import { createSigner } from '../adapters/secrets/hmac.ts';
import { createCallLinks } from './link.ts';

const DAY_MS = 86_400_000;
const FROM = new Date('2026-11-20T06:00:00.500Z');
const signer = createSigner(new Uint8Array(32).fill(7), 'call page');
const links = createCallLinks({ signer, publicUrl: 'https://sophia.example' });

/** The link as the engine receives it. */
function opened(address: string | undefined, now = FROM, on = links) {
	const url = new URL(address ?? '');
	return on.open(decodeURIComponent(url.pathname.split('/').at(-1) ?? ''), Object.fromEntries(url.searchParams), now);
}

describe('createCallLinks', () => {
	it('makes a link that opens the call of its tenant, for 30 days', () => {
		verifies('pages.link-expires');
		const link = links.of('acme')('77', FROM);
		expect(opened(link)).toEqual({ tenant: 'acme', view: 'coaching' });
		expect(opened(link, new Date(FROM.getTime() + 30 * DAY_MS - 1_000))).toEqual({ tenant: 'acme', view: 'coaching' });
		expect(() => opened(link, new Date(FROM.getTime() + 30 * DAY_MS))).toThrow(
			expect.objectContaining({ code: 'link-expired' }),
		);
	});

	it('makes the same link of the same request', () => {
		verifies('pages.link-deterministic');
		const again = createCallLinks({ signer, publicUrl: 'https://sophia.example/' });
		expect(again.of('acme')('77', new Date(FROM))).toBe(links.of('acme')('77', FROM));
	});

	it('takes whatever tenant and call, and keeps what a proxy puts before the path', () => {
		const behind = createCallLinks({ signer, publicUrl: 'https://example.com/sophia' });
		fc.assert(
			fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }).filter(isPath), (tenant, callId) => {
				const link = behind.of(tenant)(callId, FROM, { view: 'record', startMs: 65_000.4 });
				expect(link).toMatch(/^https:\/\/example\.com\/sophia\/calls\/[^?]+\?.*#t65000$/);
				expect(opened(link, FROM, behind)).toEqual({ tenant, view: 'record' });
			}),
		);
	});

	it('makes none where nobody outside could open it', () => {
		verifies('pages.link-needs-public-url');
		expect(createCallLinks({ signer, publicUrl: undefined }).of('acme')('77', FROM)).toBeUndefined();
	});

	it('opens nothing that was changed anywhere', () => {
		verifies('pages.forged-link', 'walls.tenant-from-signature');
		const link = links.of('acme')('77', FROM) ?? '';
		const { searchParams } = new URL(link);
		const valid = Object.fromEntries(searchParams);
		const others = [
			{ ...valid, tenant: 'other' },
			{ ...valid, view: 'record' },
			{ ...valid, expires: String(Number(valid.expires) + 1) },
			{ ...valid, expires: `0${valid.expires}` },
			{ ...valid, signature: '' },
			{ ...valid, signature: undefined },
			{ ...valid, tenant: ['acme', 'acme'] },
			{ ...valid, signature: signer.sign('acme') },
			{},
			undefined,
			'tenant=acme',
		];
		for (const query of others) {
			expect(() => links.open('77', query, FROM)).toThrow(expect.objectContaining({ code: 'link-not-valid' }));
		}
		expect(() => links.open('78', valid, FROM)).toThrow(expect.objectContaining({ code: 'link-not-valid' }));
		const elsewhere = createCallLinks({ signer: createSigner(new Uint8Array(32), 'call page'), publicUrl: 'http://x' });
		expect(() => elsewhere.open('77', valid, FROM)).toThrow(expect.objectContaining({ code: 'link-not-valid' }));
	});

	it('says of a forged link that it is forged, however old it claims to be', () => {
		const stale = { tenant: 'acme', view: 'coaching', expires: '1', signature: 'A'.repeat(43) };
		expect(() => links.open('77', stale, FROM)).toThrow(expect.objectContaining({ code: 'link-not-valid' }));
	});

	it('lets pass what scanners and chats add to an address', () => {
		expect(opened(`${links.of('acme')('77', FROM)}&utm_source=slack&x=1&x=2`)).toMatchObject({ tenant: 'acme' });
	});
});

/** A call id that is a path of its own is no id of any service. */
function isPath(callId: string): boolean {
	return callId !== '.' && callId !== '..';
}
