/** What e-mails of a customer answer to a question: the search of calls, with each e-mail as its sender's turn. */
import type { EmailEvidence, EmailPassage } from '../../contract/analysis.ts';
import type { Evidence } from '../../contract/call.ts';
import { readyTalk, searchTalk } from '../search/search-call.ts';
import type { Affiliations } from './affiliations.ts';
import { newestThreads } from './analyze-emails.ts';
import { verifyEmailQuote } from './email-evidence.ts';
import type { CustomerEmail } from './emails.ts';
import { type ThreadTalk, talkOf } from './thread-talk.ts';

/** Of all e-mails together; calls have eight. */
const MOST_PASSAGES = 4;
/** Weaker than this share of the best, a passage is not shown beside it. */
const WEAKEST_SHARE = 0.25;

export type SearchedEmails = {
	/** Best first. */
	passages: EmailPassage[];
	/** Passages with a quote that did not stand in its e-mail. */
	dropped: number;
	/** E-mails that were not looked at: there are too many words. */
	unread: number;
};

/** The same e-mails and question give the same passages, in whatever order they came. */
export function searchEmails(emails: CustomerEmail[], affiliationOf: Affiliations, question: string): SearchedEmails {
	const { threads, unread } = newestThreads(emails);
	const found = threads.flatMap((thread) => {
		const talk = talkOf(thread, affiliationOf);
		const searched = searchTalk(NOWHERE, readyTalk(talk.call, talk.transcript), question);
		return searched.passages.map(({ score, evidence }) => ({ score, evidence: evidenceIn(talk, evidence) }));
	});
	const proven = found.flatMap(({ score, evidence }): EmailPassage[] => (evidence ? [{ score, evidence }] : []));
	const ranked = proven.toSorted(byRank);
	const least = WEAKEST_SHARE * (ranked[0]?.score ?? 0);
	return {
		passages: ranked.filter(({ score }) => score >= least).slice(0, MOST_PASSAGES),
		dropped: found.length - proven.length,
		unread,
	};
}

const NOWHERE = { id: '', title: '', url: '', started: '', parties: [], rep: { id: '', name: '' } };

/** Undefined where one of the quotes does not stand in its e-mail. */
function evidenceIn({ sentencesOf }: ThreadTalk, turns: readonly Evidence[]): EmailEvidence[] | undefined {
	const proofs = turns.flatMap((turn) => {
		const said = sentencesOf(turn);
		const [first] = said;
		// As one where it stands so; sentences of a list, or of two e-mails, do not.
		const whole = first && verifyEmailQuote(first.email, turn.quote);
		return whole ? [whole] : said.map(({ email, text }) => verifyEmailQuote(email, text));
	});
	const evidence = proofs.filter((proof) => proof !== undefined);
	return evidence.length > 0 && evidence.length === proofs.length ? evidence : undefined;
}

/** The best first; of equals the later e-mail. */
function byRank(one: EmailPassage, other: EmailPassage): number {
	const [first, second] = [one.evidence[0], other.evidence[0]];
	return (
		other.score - one.score ||
		Date.parse(second?.sent ?? '') - Date.parse(first?.sent ?? '') ||
		(first?.emailId ?? '').localeCompare(second?.emailId ?? '', 'en') ||
		(first?.quote ?? '').localeCompare(second?.quote ?? '', 'en')
	);
}
