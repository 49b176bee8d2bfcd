/** E-mails of a customer: each once, and those together that answer each other. */
import type { Email } from '../../contract/analysis.ts';
import { foldWhitespace } from '../calls/text.ts';

/** `text`: the sender's own words. `outgoing`: sent by somebody who uses the CRM, where that is known. */
export type CustomerEmail = Email & { outgoing?: boolean };

/** An answer comes within weeks; the same subject a season later is another matter. */
const LONGEST_PAUSE_MS = 30 * 24 * 3_600_000;

/** What mail programs put before the subject of an answer, in the languages of common ones. */
const PREFIX = /^(?:(?:re|fw|fwd|aw|wg|antw|sv|vs|rv|tr|ref)(?:\[\d+\])?\s?:\s*)+/i;

/**
 * Oldest first. An e-mail that was logged twice, with another id but the same words of the same sender under the same
 * subject on the same day (UTC), is one. "Yes, agreed." under another subject is another.
 */
export function distinctEmails<One extends CustomerEmail>(emails: One[]): One[] {
	const known = new Set<string>();
	return emails.toSorted(byTimeSent).filter(({ id, from, sent, subject, text }) => {
		const day = new Date(sent).toISOString().slice(0, 10);
		const words = JSON.stringify([from.toLowerCase(), day, bareSubject(subject), foldWhitespace(text)]);
		const names = [`id ${id}`, `words ${words}`];
		const isNew = names.every((name) => !known.has(name));
		for (const name of names) known.add(name);
		return isNew;
	});
}

/** Of one subject, each at most 30 days after the one before; those without a subject stand alone. Oldest first. */
export function threadsOf<One extends CustomerEmail>(emails: One[]): One[][] {
	const threads: One[][] = [];
	const open = new Map<string, One[]>();
	for (const email of emails.toSorted(byTimeSent)) {
		const subject = bareSubject(email.subject);
		const last = open.get(subject)?.at(-1);
		if (subject !== '' && last && Date.parse(email.sent) - Date.parse(last.sent) <= LONGEST_PAUSE_MS) {
			open.get(subject)?.push(email);
			continue;
		}
		const thread = [email];
		open.set(subject, thread);
		threads.push(thread);
	}
	return threads;
}

function bareSubject(subject: string): string {
	return foldWhitespace(subject).replace(PREFIX, '').toLowerCase();
}

function byTimeSent(one: Email, other: Email): number {
	return Date.parse(one.sent) - Date.parse(other.sent) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}
