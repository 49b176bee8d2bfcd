import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readPublicKey } from './public-key.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
const problemOf = (text: string) => (readPublicKey(text) as { problem: string }).problem;

describe('readPublicKey', () => {
	it('reads PEM and bare base64, however the lines are broken', () => {
		const bare = pem.replace(/-----[^-]+-----/g, '');
		const older = publicKey.export({ type: 'pkcs1', format: 'pem' }) as string;
		for (const text of [pem, pem.replaceAll('\n', '\r\n'), `\n  ${pem}\n`, bare, bare.replaceAll('\n', ''), older]) {
			expect(readPublicKey(text)).toEqual({ pem });
		}
	});

	it('refuses a private key, although a public one could be made of it', () => {
		const text = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
		expect(createPublicKey(text).export({ type: 'spki', format: 'pem' })).toBe(pem);
		expect(problemOf(text)).toContain('public key');
	});

	it('refuses keys with which nobody could be believed', () => {
		const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
		expect(problemOf(short.export({ type: 'spki', format: 'pem' }) as string)).toContain(
			'at least 2048 bits, not 1024',
		);
		const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
		expect(problemOf(curve.export({ type: 'spki', format: 'pem' }) as string)).toContain('not ec');
		for (const text of ['', 'no key', '-----BEGIN PUBLIC KEY-----', 'AAAA']) {
			expect(problemOf(text)).toContain('PEM or base64');
		}
	});
});
