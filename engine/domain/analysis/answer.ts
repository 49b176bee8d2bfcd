/** From what was found in each call to one answer. */
import type { Answer, AnswerPassage } from '../../contract/analysis.ts';
import { byReason } from '../coaching/account.ts';
import { counted } from '../coaching/wording.ts';
import { readQuestion } from '../search/question.ts';
import { MOST_PASSAGES } from '../search/search-call.ts';
import { termReader } from '../search/terms.ts';
import type { AskedOfAccount } from './ask-account.ts';
import type { Scope } from './scope.ts';

/** While other calls have something to say, one call has no more than these of an answer. */
const MOST_OF_ONE_CALL = 3;
/** Weaker than this share of the best, a passage is not shown beside it. */
const WEAKEST_SHARE = 0.25;

/** So that any answer fits into 1 MiB; what it was about is counted in `skipped` all the same. */
const MOST_GAPS = 500;

/** What an answer is made of. */
export type Searched = Scope & {
	question: string;
	/** Of all calls. */
	passages: AnswerPassage[];
	/** How many calls were looked through. */
	calls: number;
	dropped: number;
	/** Where an account was asked. */
	account?: AskedOfAccount;
};

export function toAnswer({ question, passages, calls, skipped, gaps, dropped, account }: Searched): Answer {
	const best = bestOf(passages);
	const emails = account?.emails;
	return {
		question,
		...account?.found,
		said: best.length + (emails?.passages.length ?? 0) > 0,
		passages: best,
		...(emails ? { emailPassages: emails.passages } : {}),
		calls,
		...(emails ? { emails: emails.count } : {}),
		skipped: byReason(skipped),
		gaps: gaps.slice(0, MOST_GAPS),
		dropped: dropped + (emails?.dropped ?? 0),
		summary: [
			headline(question, best, calls, emails),
			...(skipped.length > 0 ? [`Left out ${counted(skipped.length, 'call')}.`] : []),
			...gaps.slice(0, 5).map(({ text }) => text),
		].join('\n'),
	};
}

/** The same whatever the order in which the passages came. */
export function bestOf(passages: AnswerPassage[]): AnswerPassage[] {
	const ranked = passages.toSorted(byRank);
	const least = WEAKEST_SHARE * (ranked[0]?.score ?? 0);
	const perCall = new Map<string, number>();
	const [early, late]: [AnswerPassage[], AnswerPassage[]] = [[], []];
	for (const passage of ranked.filter(({ score }) => score >= least)) {
		const call = passage.evidence[0]?.callId ?? '';
		const before = perCall.get(call) ?? 0;
		perCall.set(call, before + 1);
		(before < MOST_OF_ONE_CALL ? early : late).push(passage);
	}
	return [...early, ...late].slice(0, MOST_PASSAGES).sort(byRank);
}

/** The best first; of equals the later call, then the earlier moment. */
function byRank(one: AnswerPassage, other: AnswerPassage): number {
	const [first, second] = [one.evidence[0], other.evidence[0]];
	return (
		other.score - one.score ||
		Date.parse(other.started) - Date.parse(one.started) ||
		(first?.callId ?? '').localeCompare(second?.callId ?? '', 'en') ||
		(first?.startMs ?? 0) - (second?.startMs ?? 0)
	);
}

function headline(
	question: string,
	best: AnswerPassage[],
	calls: number,
	emails: AskedOfAccount['emails'] | undefined,
): string {
	if (calls === 0 && !emails?.count) return `There was no call ${emails ? 'and no e-mail ' : ''}to look through.`;
	if (best.length + (emails?.passages.length ?? 0) === 0) {
		const asks = readQuestion(question, [], termReader()).terms.length > 0;
		return asks ? 'Not said.' : 'Not said: the question names no subject to look for.';
	}
	const from = new Set(best.map(({ evidence }) => evidence[0]?.callId)).size;
	const ofCalls = `${counted(best.length, 'passage')} of ${counted(from, 'call')}`;
	if (!emails) return `${ofCalls}; ${counted(calls, 'call')} looked through.`;
	const looked = `${counted(calls, 'call')} and ${counted(emails.count, 'e-mail')} looked through`;
	return `${ofCalls}, ${counted(emails.passages.length, 'passage')} of e-mails; ${looked}.`;
}
