/** From what a model claims about a part of a call to what is shown: each claim is proven, and nothing else is believed. */
import type { Evidence, Insight, Transcript } from '../../../contract/call.ts';
import type { Speakers } from '../speakers.ts';
import { foldWhitespace } from '../text.ts';
import { type Found, LABELS, type PartAnswer } from './answer.ts';
import { isCarried, isNameIn } from './carried.ts';
import { type Claimant, insightOf, type Kind } from './kinds.ts';
import type { Line } from './lines.ts';
import { type Failed, type Proof, prover } from './proof.ts';
import { type Reply, replyOf, withReplies } from './replies.ts';

export type Claimed = {
	insights: Insight[];
	/** Sentences of a summary, each with the words that carry it. */
	summary: { text: string; evidence: Evidence }[];
	/** Claims without proof. */
	dropped: number;
	/** Those among them whose proof may be found yet, each with what is wrong. */
	failed: { found: Found; why: string }[];
};

export type CallToProve = Claimant & { transcript: Transcript; speakers: Speakers };

/** Twice as many as a model is asked for. */
const MOST_CLAIMS = 32;

/** A sentence or a name that says something else than its quote. */
const SAYS_MORE: Failed = { why: 'the label says more or other than the quote: use its words, in their order' };

/** Of one part: `lines` are those that the model has read. What names another line, another kind or label, or no proof is dropped. */
export function claimedIn({ found }: PartAnswer, lines: readonly Line[], call: CallToProve): Claimed {
	const prove = prover(lines, call.transcript, call.speakers);
	const claimed: Claimed = { insights: [], summary: [], dropped: Math.max(0, found.length - MOST_CLAIMS), failed: [] };
	const replies: Reply[] = [];
	/** Of an insight the line that it is from. */
	const lineOf = new Map<Insight, number>();
	for (const one of found.slice(0, MOST_CLAIMS)) {
		const outcome = provenOf(one, prove, call);
		if ('insight' in outcome) {
			claimed.insights.push(outcome.insight);
			lineOf.set(outcome.insight, one.line);
		} else if ('sentence' in outcome) claimed.summary.push(outcome.sentence);
		else if ('reply' in outcome) replies.push(outcome.reply);
		else {
			claimed.dropped += 1;
			if (outcome.why !== undefined) claimed.failed.push({ found: one, why: outcome.why });
		}
	}
	const { insights, unused } = withReplies(claimed.insights, replies, lineOf);
	return { ...claimed, insights, dropped: claimed.dropped + unused };
}

type Outcome = { insight: Insight } | { sentence: Claimed['summary'][number] } | { reply: Reply } | { why?: string };

const isKind = (kind: string): kind is Kind => Object.hasOwn(LABELS, kind);

/** Without `why` where no other quote would help. */
function provenOf(one: Found, prove: (one: Found) => Proof | Failed, call: CallToProve): Outcome {
	const { kind, label } = one;
	if (!isKind(kind)) return {};
	const labels: readonly string[] | undefined = LABELS[kind];
	if (labels && !labels.includes(label)) return {};
	const proof = prove(one);
	if ('why' in proof) return proof;
	if (kind === 'topic' && !isNameIn(label, proof.evidence)) return SAYS_MORE;
	if (kind === 'summary' && !isCarried(label, proof.evidence)) return SAYS_MORE;
	if (kind === 'summary') return { sentence: { text: foldWhitespace(label), evidence: proof.evidence } };
	if (kind === 'reply') return replyOf(one, proof);
	return insightOf(kind, one, proof, call);
}
