/** Whether an event comes from the engine: Standard Webhooks (standardwebhooks.com), HMAC-SHA256 over id, time and body. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** An event that is older, or from further in the future, was sent by somebody who once listened; s. */
const TOLERANCE_SECONDS = 300;

const PREFIX = 'whsec_';

type Signed = { headers: Record<string, string | string[] | undefined>; body: Buffer };

/** `now`: milliseconds since 1970. Takes the same time wherever a wrong signature differs. */
export function isSigned({ headers, body }: Signed, secret: string, now: number): boolean {
	const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
	if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return false;
	if (!/^\d{1,12}$/.test(timestamp)) return false;
	if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
	const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
	if (key.length === 0) return false;
	const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
	return signatures.split(' ').some((signature) => {
		const [version, text = ''] = signature.split(',');
		const given = Buffer.from(text, 'base64');
		return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
	});
}
