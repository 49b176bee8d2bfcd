/** What stands in e-mails that answer each other: the rules for calls, with each e-mail as its sender's turn. */
import { DateTime } from 'luxon';
import type { CustomerItem } from '../../contract/analysis.ts';
import type { Evidence, Insight, Party, Sentence } from '../../contract/call.ts';
import { type AnalyzableCall, analyzeCall } from '../calls/analyze-call.ts';
import { dueDateOf } from '../calls/due.ts';
import type { Affiliations } from './affiliations.ts';
import { verifyEmailQuote } from './email-evidence.ts';
import { sentencesOfEmail } from './email-sentences.ts';
import type { CustomerEmail } from './emails.ts';

/** What e-mails can prove. How somebody talks, and how a conversation ends, they cannot. */
const KINDS = new Set<Insight['kind']>(['commitment', 'question', 'objection', 'risk', 'decision', 'topic']);
const ABOUT_THE_END = new Set(['no-next-step']);

/** The place of a sentence is told by its time, so that evidence names its e-mail. */
const MS_A_SENTENCE = 1_000;

export type AnalyzedThread = {
	items: CustomerItem[];
	/** Insights whose quote did not stand in its e-mail. */
	dropped: number;
	sentences: number;
};

/** The e-mails oldest first. Days ("by Friday") are seen from the e-mail that names them, in the IANA zone. */
export function analyzeThread(thread: CustomerEmail[], affiliationOf: Affiliations, zone: string): AnalyzedThread {
	const said = thread.flatMap((email) => sentencesOfEmail(email.text).map((text) => ({ email, text })));
	const sentences = said.map(
		({ email, text }, index): Sentence => ({
			index,
			speakerId: email.from.toLowerCase(),
			startMs: index * MS_A_SENTENCE,
			endMs: (index + 1) * MS_A_SENTENCE,
			text,
		}),
	);
	const analyzed = analyzeCall(asCall(thread, affiliationOf), { callId: '', sentences }, zone);
	const wanted = analyzed.insights.filter(isWanted);
	const items = wanted.flatMap((insight) => {
		const proofs = insight.evidence.map((proof) => proofIn(said[positionOf(proof)]?.email, proof));
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
	return { items, dropped: analyzed.dropped + wanted.length - items.length, sentences: sentences.length };
}

function isWanted({ kind, label, answered }: Insight): boolean {
	if (!KINDS.has(kind) || ABOUT_THE_END.has(label ?? '')) return false;
	return kind !== 'question' || answered === false;
}

function positionOf({ startMs }: Evidence): number {
	return Math.floor(startMs / MS_A_SENTENCE);
}

function proofIn(email: CustomerEmail | undefined, { quote }: Evidence) {
	return email && verifyEmailQuote(email, quote);
}

function asCall(thread: CustomerEmail[], affiliationOf: Affiliations): AnalyzableCall {
	const parties = new Map<string, Party>();
	for (const { from, fromName } of thread) {
		const address = from.toLowerCase();
		const named = fromName?.trim() || parties.get(address)?.name || address;
		parties.set(address, { speakerId: address, name: named, email: address, affiliation: affiliationOf(address) });
	}
	const rep = [...parties.values()].find(({ affiliation }) => affiliation === 'internal');
	return {
		id: '',
		parties: [...parties.values()],
		rep: { id: '', name: rep?.name ?? '', ...(rep ? { email: rep.email } : {}) },
		started: thread[0]?.sent ?? '',
		times: 'none',
	};
}
