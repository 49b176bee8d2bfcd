/** How an objection was met, where a model says so: by words of the own side, soon after it. */
import { type Evidence, type Insight, ReplyManner } from '../../../contract/call.ts';
import { isCustomer } from '../speakers.ts';
import { countWords } from '../text.ts';
import type { Found } from './answer.ts';
import { subjectOfObjection } from './kinds.ts';
import type { Failed, Proof } from './proof.ts';

/** `meets`: line of the objection. */
export type Reply = { meets: number; how: ReplyManner; evidence: Evidence; by: string };

/** So many lines on, a reply may still meet an objection. */
const LATEST_REPLY = 6;
/** "Okay." shows that it was heard, and nothing on it. */
const FEWEST_WORDS = 3;

export const BY_CUSTOMER: Failed = { why: 'these words are of the customer, and our side replies' };
const ELSEWHEN: Failed = { why: `a reply comes within ${LATEST_REPLY} lines after the objection whose line it names` };
const NO_QUESTION: Failed = { why: 'the quote asks nothing' };

export function replyOf({ label, line, reply }: Found, { evidence, speaker }: Proof): { reply: Reply } | Failed {
	if (isCustomer(speaker)) return BY_CUSTOMER;
	if (line <= reply || line > reply + LATEST_REPLY || reply < 1) return ELSEWHEN;
	const how = ReplyManner.parse(label);
	if (how === 'asked' && !evidence.quote.includes('?')) return NO_QUESTION;
	if (countWords(evidence.quote) < FEWEST_WORDS) return { why: 'the quote says too little' };
	return { reply: { meets: reply, how, evidence, by: speaker.name } };
}

/** Each objection with the first reply that meets it. `unused`: replies to what is no objection. */
export function withReplies(
	insights: readonly Insight[],
	replies: readonly Reply[],
	lineOf: ReadonlyMap<Insight, number>,
): { insights: Insight[]; unused: number } {
	const objected = new Set<number>();
	const met = insights.map((insight): Insight => {
		const line = lineOf.get(insight);
		if (insight.kind !== 'objection' || line === undefined) return insight;
		objected.add(line);
		const reply = replies.find(({ meets }) => meets === line);
		if (!reply) return insight;
		const { how, evidence, by } = reply;
		const text = `${insight.party} had a concern about ${subjectOfObjection(insight)}; ${by} ${MANNERS[how]}.`;
		return { ...insight, text, met: true, how, evidence: [...insight.evidence, evidence] };
	});
	return { insights: met, unused: replies.filter(({ meets }) => !objected.has(meets)).length };
}

const MANNERS: Record<ReplyManner, string> = {
	explained: 'explained',
	offered: 'offered something',
	asked: 'asked about it',
	acknowledged: 'took it seriously',
	deferred: 'put it off',
};
