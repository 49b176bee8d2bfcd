import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSigner } from './hmac.ts';

const KEY = new Uint8Array(32).fill(7);
const signer = createSigner(KEY, 'call page');

describe('createSigner', () => {
	it('knows its own signatures, and always makes the same one', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(signer.sign(text)).toBe(createSigner(KEY, 'call page').sign(text));
				expect(signer.verify(text, signer.sign(text))).toBe(true);
				expect(signer.sign(text)).toMatch(/^[\w-]{43}$/);
			}),
		);
	});

	it('derives its key as RFC 5869 says', () => {
		// openssl kdf -keylen 32 -kdfopt digest:SHA2-256 -kdfopt hexkey:(32 times 07) -kdfopt info:"sophia signature: call page" HKDF,
		// then openssl dgst -sha256 -mac HMAC -macopt hexkey:… of the text "abc".
		expect(signer.sign('abc')).toBe('w2K6JQOIJo-33dk-F7v37fnR144okdzb8VkaVrgtX50');
	});

	it('knows no other text, no other purpose, no other key, and no changed signature', () => {
		const signature = signer.sign('acme');
		expect(signer.verify('acme ', signature)).toBe(false);
		expect(createSigner(KEY, 'webhook').verify('acme', signature)).toBe(false);
		expect(createSigner(new Uint8Array(32).fill(8), 'call page').verify('acme', signature)).toBe(false);
		for (let at = 0; at < signature.length; at++) {
			const other = signature[at] === 'A' ? 'B' : 'A';
			expect(signer.verify('acme', signature.slice(0, at) + other + signature.slice(at + 1))).toBe(false);
			expect(signer.verify('acme', signature.slice(0, at))).toBe(false);
		}
		for (const wrong of ['', `${signature}=`, ` ${signature}`, 'é'.repeat(43)]) {
			expect(signer.verify('acme', wrong)).toBe(false);
		}
	});

	it('wants a key of 32 bytes', () => {
		expect(() => createSigner(new Uint8Array(16), 'call page')).toThrow('32 bytes');
	});
});
