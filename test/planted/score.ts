/** Compares what the analysis of a planted call found with what is in it. */
import type { Insight } from '../../engine/contract/call.ts';
import type { PlantedCall, PlantedTruth } from './planted-call.ts';

export const KINDS = ['commitments', 'unanswered_questions', 'objections', 'next_steps'] as const;
export type Kind = (typeof KINDS)[number];

/** A share as its two counts. */
export type Share = { right: number; of: number };

export type Score = {
	/** Truths, without borderline ones. */
	planted: number;
	/** Insights of the kind, without those that name a borderline truth. */
	found: number;
	/** Insights that name a truth which none before them named. */
	right: number;
	/** Insights that name a truth which one before them named already; they count as wrong. */
	repeated: number;
	/** Of the right ones, how many have the planted day (commitments only). */
	dueDates: Share;
	/** Of the right ones, how many say rightly whether the objection was met (objections only). */
	met: Share;
	wrong: Insight[];
	missed: { callId: string; text: string; why: string }[];
};

/** Right over found; 0 where nothing was found, because nothing was shown then. */
export const precision = ({ right, found }: Score) => (found === 0 ? 0 : right / found);

/** Right over planted. */
export const recall = ({ right, planted }: Score) => (planted === 0 ? 0 : right / planted);

type Candidate = PlantedTruth[keyof PlantedTruth][number];

type Rule = {
	isOne: (insight: Insight) => boolean;
	truths: (truth: PlantedTruth) => Candidate[];
	/** Whether the insight says of the one what is planted there; that its quote stands there is asked of all kinds. */
	agrees: (insight: Insight, truth: never, nameOf: (speakerId: string) => string) => boolean;
};

const RULES: Record<Kind, Rule> = {
	commitments: {
		isOne: ({ kind }) => kind === 'commitment',
		truths: ({ commitments }) => commitments,
		agrees: ({ party }, { owners }: PlantedTruth['commitments'][number], nameOf) =>
			owners.some((owner) => nameOf(owner) === party),
	},
	unanswered_questions: {
		isOne: ({ kind, answered }) => kind === 'question' && answered === false,
		truths: ({ unansweredQuestions }) => unansweredQuestions,
		agrees: ({ party }, { asker }: PlantedTruth['unansweredQuestions'][number], nameOf) => nameOf(asker) === party,
	},
	objections: {
		isOne: ({ kind }) => kind === 'objection',
		truths: ({ objections }) => objections,
		agrees: ({ label }, { labels }: PlantedTruth['objections'][number]) => labels.some((one) => one === label),
	},
	next_steps: {
		isOne: ({ kind }) => kind === 'next-step',
		truths: ({ nextSteps }) => nextSteps,
		agrees: ({ label }, { outcome }: PlantedTruth['nextSteps'][number]) => outcome === label,
	},
};

/** Takes the insights of a call in their order: of two that name the same truth, the later one is wrong. */
export function scoreOf(kind: Kind, calls: { planted: PlantedCall; insights: readonly Insight[] }[]): Score {
	const score: Score = {
		planted: 0,
		found: 0,
		right: 0,
		repeated: 0,
		dueDates: { right: 0, of: 0 },
		met: { right: 0, of: 0 },
		wrong: [],
		missed: [],
	};
	for (const { planted, insights } of calls) addCall(score, RULES[kind], planted, insights);
	return score;
}

function addCall(score: Score, rule: Rule, planted: PlantedCall, insights: readonly Insight[]): void {
	const open = new Set(rule.truths(planted.truth).filter(({ borderline }) => !borderline));
	score.planted += open.size;
	for (const insight of insights.filter(rule.isOne)) {
		const named = rule.truths(planted.truth).filter((truth) => names(rule, planted, insight, truth));
		const fresh = named.find((truth) => open.has(truth));
		if (!fresh && named.some(({ borderline }) => borderline)) continue;
		score.found += 1;
		if (fresh) {
			open.delete(fresh);
			score.right += 1;
			compareDetails(score, insight, fresh);
		} else {
			score.repeated += named.length > 0 ? 1 : 0;
			score.wrong.push(insight);
		}
	}
	for (const { sentences, why } of open) {
		const text = sentences.map((index) => planted.sentences[index]?.text).join(' … ');
		score.missed.push({ callId: planted.call.id, text, why });
	}
}

function names(rule: Rule, { call, sentences }: PlantedCall, insight: Insight, truth: Candidate): boolean {
	const nameOf = (id: string) => call.parties.find(({ speakerId }) => speakerId === id)?.name ?? id;
	if (!rule.agrees(insight, truth as never, nameOf)) return false;
	// That there is none can be seen nowhere in particular.
	if ('outcome' in truth && truth.outcome === 'missing') return true;
	const first = insight.evidence[0];
	return truth.sentences.some((index) => {
		const said = sentences[index];
		if (!said || !first || said.speakerId !== first.speakerId) return false;
		return said.startMs >= first.startMs && said.endMs <= first.endMs;
	});
}

function compareDetails(score: Score, { dueDate, met }: Insight, truth: Candidate): void {
	if ('owners' in truth && truth.dueDate !== undefined) {
		score.dueDates.of += 1;
		if ((dueDate ?? null) === truth.dueDate) score.dueDates.right += 1;
	}
	if ('labels' in truth) {
		score.met.of += 1;
		if (met === truth.met) score.met.right += 1;
	}
}
