/** Reads the public key of a service as people have it: PEM, or the bare base64 that some pages show. */
import { createPublicKey, type KeyObject } from 'node:crypto';

/** RFC 7518, section 3.3: for RS256 a key of at least this size must be used. */
const LEAST_BITS = 2048;

/** The key as PEM (SubjectPublicKeyInfo), or what is wrong with the text. */
export function readPublicKey(text: string): { pem: string } | { problem: string } {
	if (/PRIVATE KEY/.test(text)) return { problem: 'must be the public key: keep the private one to yourself' };
	const key = parsed(text);
	if (key === undefined) return { problem: 'must be an RSA public key, as PEM or base64' };
	const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
	if (key.asymmetricKeyType !== 'rsa') return { problem: `must be an RSA key, not ${key.asymmetricKeyType}` };
	if (modulusLength < LEAST_BITS) return { problem: `must have at least ${LEAST_BITS} bits, not ${modulusLength}` };
	return { pem: key.export({ type: 'spki', format: 'pem' }) as string };
}

function parsed(text: string): KeyObject | undefined {
	const armored = text.includes('-----BEGIN') ? text : armor(text);
	try {
		return createPublicKey(armored.trim());
	} catch {
		return undefined;
	}
}

function armor(base64: string): string {
	return `-----BEGIN PUBLIC KEY-----\n${base64.replace(/\s/g, '')}\n-----END PUBLIC KEY-----`;
}
