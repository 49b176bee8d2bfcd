/** Signs links: HMAC-SHA-256 (RFC 2104) under a key derived for one purpose. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { TerminalError } from '../../errors.ts';
import type { Signer } from '../../ports/signer.ts';

const KEY_BYTES = 32;

/**
 * `key`: 32 bytes, the one under which secrets are kept. Its signing keys are derived by HKDF-SHA-256 (RFC 5869) with
 * `purpose` as info: signatures tell nothing about the key, and none of one purpose is worth anything for another.
 */
export function createSigner(key: Uint8Array, purpose: string): Signer {
	if (key.length !== KEY_BYTES) throw new TerminalError('config-not-valid', 'The secret key must have 32 bytes.');
	const derived = Buffer.from(hkdfSync('sha256', key, new Uint8Array(), `sophia signature: ${purpose}`, KEY_BYTES));
	const sign = (text: string) => createHmac('sha256', derived).update(text, 'utf8').digest('base64url');
	return {
		sign,
		verify(text, signature) {
			// As text, not as the bytes it stands for: base64url has several ways to write the same bytes.
			const [expected, given] = [Buffer.from(sign(text)), Buffer.from(signature)];
			return expected.length === given.length && timingSafeEqual(expected, given);
		},
	};
}
