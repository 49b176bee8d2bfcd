/** The extractive analysis of one call: no model, the same result every time. */
import type { Call, CallAnalysis, Insight, Transcript } from '../../contract/call.ts';
import { commitmentDrafts, commitmentsOf } from './commitments.ts';
import { decisionDrafts } from './decisions.ts';
import type { Draft, MomentFacts } from './draft.ts';
import { type DayOf, dueDateOf } from './due.ts';
import { verifyQuote } from './evidence.ts';
import { MODEL, type Model } from './learned/model.ts';
import { readingOf } from './learned/reading.ts';
import { momentDrafts } from './moments.ts';
import { nextStepDrafts, nextStepOf } from './next-step.ts';
import { objectionDrafts, objectionsOf } from './objections.ts';
import { questionDrafts, questionsOf } from './questions.ts';
import { riskDrafts } from './risks.ts';
import { type Speakers, speakersOf } from './speakers.ts';
import { repShare, talkStatistics } from './talk.ts';
import { topicDrafts } from './topics.ts';
import { byTime, turnsOf } from './turns.ts';

/**
 * Of each kind of insight at most this many are kept, those with the most weight (of equal weight the earlier), so that
 * the analysis of any call fits into a recorded result of 1 MiB: 9 kinds of 60 with quotes of at most 400 characters.
 */
export const INSIGHTS_PER_KIND = 60;

export type AnalyzedCall = CallAnalysis & {
	/** Verified insights left out because there were more than `INSIGHTS_PER_KIND` of their kind. */
	leftOut: number;
	/** The coachable moments among the insights (by position), how much each matters, and its figures. */
	moments: { insight: number; weight: number; facts: MomentFacts }[];
};

/** Of a call is needed who was on it and when it began. */
export type AnalyzableCall = Pick<Call, 'id' | 'parties' | 'rep' | 'started' | 'times'>;

/**
 * Insights come in the order in which their words were said. Days are those of the IANA zone, seen from the start of the
 * call; a run that an earlier release recorded names no zone.
 */
export function analyzeCall(
	call: AnalyzableCall,
	transcript: Transcript,
	zone = 'UTC',
	model: Model = MODEL,
): AnalyzedCall {
	const speakers = speakersOf(call);
	// Positions are what evidence refers to: they are counted here, not believed.
	const indexed = { ...transcript, sentences: transcript.sentences.map((sentence, index) => ({ ...sentence, index })) };
	const sentences = byTime(indexed.sentences);
	const turns = turnsOf(sentences, speakers);
	const talk = talkStatistics(sentences, turns, speakers, call.times);
	const reading = readingOf(turns, model);
	const questions = questionsOf(turns, reading);
	const commitments = commitmentsOf(turns, reading);
	const objections = objectionsOf(turns, reading);
	const nextStep = nextStepOf(turns, reading);
	const dayOf: DayOf = (words) => dueDateOf(words, call.started, zone);
	const drafts = [
		...questionDrafts(questions),
		...commitmentDrafts(commitments, dayOf),
		...objectionDrafts(objections),
		...nextStepDrafts(nextStep, dayOf),
		...riskDrafts(turns, objections, nextStep, repShare(talk)),
		...decisionDrafts(turns, dayOf),
		...topicDrafts(turns),
		...momentDrafts({ turns, talk, questions, commitments, objections, nextStep }),
	];
	const { insights, dropped } = verified(drafts, indexed, speakers);
	const kept = boundPerKind(insights);
	return {
		callId: call.id,
		analysis: 'extractive',
		talk,
		insights: kept.map(({ insight }) => insight),
		dropped,
		sentences: transcript.sentences.length,
		leftOut: insights.length - kept.length,
		moments: kept.flatMap(({ insight, weight, facts }, position) =>
			insight.kind === 'coachable-moment' ? { insight: position, weight, facts } : [],
		),
	};
}

type Weighed = { insight: Insight; weight: number; facts: MomentFacts };

/** Every insight passes here: one of whose quotes does not match is dropped and counted. */
function verified(
	drafts: Draft[],
	transcript: Transcript,
	speakers: Speakers,
): { insights: Weighed[]; dropped: number } {
	const insights: Weighed[] = [];
	for (const { claims, weight, facts = {}, ...said } of drafts) {
		const evidence = claims.map((quoted) => verifyQuote(transcript, quoted, speakers));
		if (evidence.length === 0 || evidence.some((proof) => proof === undefined)) continue;
		insights.push({ insight: { ...said, evidence: evidence.filter((proof) => proof !== undefined) }, weight, facts });
	}
	return { insights, dropped: drafts.length - insights.length };
}

function boundPerKind(insights: Weighed[]): Weighed[] {
	const counts = new Map<string, number>();
	const kept = new Set<Weighed>();
	for (const weighed of insights.toSorted((one, other) => other.weight - one.weight)) {
		const count = counts.get(weighed.insight.kind) ?? 0;
		if (count >= INSIGHTS_PER_KIND) continue;
		counts.set(weighed.insight.kind, count + 1);
		kept.add(weighed);
	}
	return insights.filter((weighed) => kept.has(weighed)).sort((one, other) => startOf(one) - startOf(other));
}

function startOf({ insight }: Weighed): number {
	return insight.evidence[0]?.startMs ?? 0;
}
