/** Law 1 for e-mails: what is said to stand in one stands in it. */
import type { EmailEvidence } from '../../contract/analysis.ts';
import { verifyQuote } from '../calls/evidence.ts';
import type { Speakers } from '../calls/speakers.ts';
import type { CustomerEmail } from './emails.ts';

const NOBODY: Speakers = (id) => ({ id, name: id, affiliation: 'unknown', rep: false });

/**
 * Compares a quote with the words of the e-mail, as quotes of calls are compared: character for character after white
 * space is folded, from word border to word border. Undefined for what does not match: drop it and count it.
 */
export function verifyEmailQuote(
	{ id, sent, from, subject, text }: CustomerEmail,
	quote: string,
): EmailEvidence | undefined {
	const sentence = { index: 0, speakerId: from, startMs: 0, endMs: 0, text };
	const proof = verifyQuote(
		{ callId: id, sentences: [sentence] },
		{ speakerId: from, first: 0, last: 0, quote },
		NOBODY,
	);
	return proof && { emailId: id, sent, from, subject, quote: proof.quote };
}
