/** What stands in all e-mails of a customer, as far as they are read. */
import type { CustomerItem } from '../../contract/analysis.ts';
import type { Gap } from '../../contract/coaching.ts';
import { counted } from '../coaching/wording.ts';
import type { Affiliations } from './affiliations.ts';
import { analyzeThread } from './analyze-thread.ts';
import { sentencesOfEmail } from './email-sentences.ts';
import { type CustomerEmail, threadsOf } from './emails.ts';

/** As many as the longest call has; they are read in one go. */
export const MOST_EMAIL_SENTENCES = 50_000;

export type AnalyzedEmails = {
	items: CustomerItem[];
	/** Insights whose quote did not stand in its e-mail. */
	dropped: number;
	/** E-mails that were not looked at. */
	unread: number;
};

/** The newest threads first, and of the one that is too long the newest e-mails, each as a whole. */
export function analyzeEmails(
	emails: CustomerEmail[],
	affiliationOf: Affiliations,
	zone: string,
	mostSentences = MOST_EMAIL_SENTENCES,
): AnalyzedEmails {
	const { threads, unread } = newestThreads(emails, mostSentences);
	const analyzed: AnalyzedEmails = { items: [], dropped: 0, unread };
	for (const thread of threads) {
		const { items, dropped } = analyzeThread(thread, affiliationOf, zone);
		analyzed.items.push(...items);
		analyzed.dropped += dropped;
	}
	return analyzed;
}

/** The threads that are looked at, the newest first, and how many e-mails are not. */
export function newestThreads(
	emails: CustomerEmail[],
	mostSentences = MOST_EMAIL_SENTENCES,
): { threads: CustomerEmail[][]; unread: number } {
	const threads: CustomerEmail[][] = [];
	let [left, unread] = [mostSentences, 0];
	for (const whole of threadsOf(emails).toReversed()) {
		const thread = newestOf(whole, left);
		unread += whole.length - thread.length;
		if (thread.length < whole.length) left = 0;
		if (thread.length === 0) continue;
		threads.push(thread);
		left = Math.max(0, left - sentencesIn(thread));
	}
	return { threads, unread };
}

/** That there were more words than are looked at, where there were. */
export function unreadGaps(unread: number, subject: string): Gap[] {
	const text = `${counted(unread, 'older e-mail')} are not looked at: there are too many words.`;
	return unread > 0 ? [{ kind: 'emails-left-out', subject, text }] : [];
}

const sentencesIn = (thread: CustomerEmail[]): number =>
	thread.reduce((sum, { text }) => sum + sentencesOfEmail(text).length, 0);

/** `thread`: oldest first. Nothing older than what no longer fits. */
function newestOf(thread: CustomerEmail[], mostSentences: number): CustomerEmail[] {
	if (mostSentences === 0) return [];
	let left = mostSentences;
	const tooLong = thread.findLastIndex(({ text }) => {
		left -= sentencesOfEmail(text).length;
		return left < 0;
	});
	return thread.slice(tooLong + 1);
}
