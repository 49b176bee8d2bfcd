/** What stands in e-mails that answer each other: the rules for calls, with each e-mail as its sender's turn. */
import { DateTime } from 'luxon';
import type { CustomerItem } from '../../contract/analysis.ts';
import type { Evidence, Insight } from '../../contract/call.ts';
import { analyzeCall } from '../calls/analyze-call.ts';
import { dueDateOf } from '../calls/due.ts';
import type { Affiliations } from './affiliations.ts';
import { verifyEmailQuote } from './email-evidence.ts';
import type { CustomerEmail } from './emails.ts';
import { talkOf } from './thread-talk.ts';

/** What e-mails can prove. How somebody talks, and how a conversation ends, they cannot. */
const KINDS = new Set<Insight['kind']>(['commitment', 'question', 'objection', 'risk', 'decision', 'topic']);
const ABOUT_THE_END = new Set(['no-next-step']);

export type AnalyzedThread = {
	items: CustomerItem[];
	/** Insights whose quote did not stand in its e-mail. */
	dropped: number;
};

/** The e-mails oldest first. Days ("by Friday") are seen from the e-mail that names them, in the IANA zone. */
export function analyzeThread(thread: CustomerEmail[], affiliationOf: Affiliations, zone: string): AnalyzedThread {
	const { call, transcript, sentencesOf } = talkOf(thread, affiliationOf);
	const analyzed = analyzeCall(call, transcript, zone);
	const wanted = analyzed.insights.filter(isWanted);
	const items = wanted.flatMap((insight) => {
		const proofs = insight.evidence.map((proof) => proofIn(sentencesOf(proof)[0]?.email, proof));
		const [first] = proofs;
		if (!first || proofs.some((proof) => proof === undefined)) return [];
		const dueDate = insight.due === undefined ? undefined : dueDateOf(insight.due, first.sent, zone);
		const { evidence: _, span: _span, dueDate: _dueDate, ...what } = insight;
		return {
			...what,
			...(dueDate === undefined ? {} : { dueDate }),
			at: DateTime.fromISO(first.sent, { zone }).toISO({ suppressMilliseconds: true }) ?? first.sent,
			source: 'email' as const,
			evidence: proofs.filter((proof) => proof !== undefined),
		};
	});
	return { items, dropped: analyzed.dropped + wanted.length - items.length };
}

function isWanted({ kind, label, answered }: Insight): boolean {
	if (!KINDS.has(kind) || ABOUT_THE_END.has(label ?? '')) return false;
	return kind !== 'question' || answered === false;
}

function proofIn(email: CustomerEmail | undefined, { quote }: Evidence) {
	return email && verifyEmailQuote(email, quote);
}
