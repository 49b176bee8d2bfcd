/** Encrypts the secrets of connections: AES-256-GCM (NIST SP 800-38D), bound to tenant and connection. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { TerminalError } from '../../errors.ts';
import type { SecretOwner, Secrets } from '../../ports/secrets.ts';

/** First byte of what is stored: layout and key in use, so that a later key can stand beside this one. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Stored: version (1 byte), nonce (12), tag (16), ciphertext. `key`: 32 bytes. */
export function createSecrets(key: Uint8Array): Secrets {
	if (key.length !== KEY_BYTES) throw new TerminalError('config-not-valid', 'The secret key must have 32 bytes.');
	return {
		encrypt(secret, owner) {
			const nonce = randomBytes(NONCE_BYTES);
			const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
			cipher.setAAD(additionalData(owner));
			const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
			return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), text]);
		},
		decrypt(stored, owner) {
			const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
			const textStart = 1 + NONCE_BYTES + TAG_BYTES;
			if (bytes.length < textStart || bytes[0] !== VERSION) throw new TerminalError('secret-unreadable');
			try {
				const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
				const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
				decipher.setAAD(additionalData(owner));
				decipher.setAuthTag(bytes.subarray(1 + NONCE_BYTES, textStart));
				return decipher.update(bytes.subarray(textStart), undefined, 'utf8') + decipher.final('utf8');
			} catch (error) {
				throw new TerminalError('secret-unreadable', undefined, { cause: error });
			}
		},
	};
}

/** JSON keeps apart what joining would not: tenant `a`, connection `b-c` and tenant `a-b`, connection `c`. */
function additionalData({ tenant, connectionId }: SecretOwner): Buffer {
	return Buffer.from(JSON.stringify([VERSION, tenant, connectionId]));
}
