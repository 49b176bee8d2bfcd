/** Stable ids made from a name: the same slug has the same id on every day and every machine. */
import { createHash } from 'node:crypto';

/** A decimal id of exactly `length` digits, never starting with 0. Gong's ids have up to 20, beyond 2^53. */
export function digits(slug: string, length: number): string {
	const hash = BigInt(`0x${createHash('sha256').update(slug).digest('hex')}`);
	const smallest = 10n ** BigInt(length - 1);
	return String(smallest + (hash % (9n * smallest)));
}

/** An id of the form Slack uses: a letter and ten of A-Z and 0-9. */
export function slackId(letter: 'U' | 'D' | 'B' | 'T' | 'A', slug: string): string {
	const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
	const bytes = createHash('sha256').update(`${letter}:${slug}`).digest().subarray(0, 10);
	return `${letter}0${[...bytes].map((byte) => alphabet[byte % alphabet.length]).join('')}`;
}
