/** Which of a rep's coachable moments a message takes up: one that went well, one habit. */
import type { Trend } from '../../contract/analysis.ts';
import type { Call, Insight } from '../../contract/call.ts';
import type { AnalyzedCall } from '../calls/analyze-call.ts';
import type { MomentFacts } from '../calls/draft.ts';
import { variant } from './wording.ts';

export type CoachedCall = {
	call: Call;
	analysis: AnalyzedCall;
	/** Against the rep's own calls before. */
	trend?: Trend;
};

export type ChosenMoment = { call: Call; insight: Insight; facts: MomentFacts; trend?: Trend };

type Weighed = ChosenMoment & { weight: number };

/** Praise that would sound hollow beside these habits of the same call. */
const CONTRADICTS: Record<string, string[]> = {
	listening: ['talk-ratio', 'monologue', 'interrupted-customer'],
	'discovery-question': ['talk-ratio'],
	curiosity: ['talk-ratio'],
	recap: ['interrupted-customer', 'skipped-objection'],
	'acknowledged-concern': ['skipped-objection'],
	'next-step-agreed': ['no-next-step', 'undated-next-step'],
	'dated-promise': ['no-next-step', 'undated-next-step'],
};

/** Short quotes say more: a moment whose quote is longer weighs less. */
const HANDY_QUOTE = 240;

/** Praise within this weight of the weightiest is as good, and mornings should differ. */
const AS_GOOD = 12;

/**
 * The weightiest habit; and praise that goes with it: one of the weightiest, each of another kind, which of them the
 * seed decides.
 */
export function chooseMoments(calls: CoachedCall[], seed: string): { well?: ChosenMoment; habit?: ChosenMoment } {
	const moments = calls.flatMap(momentsOf).sort((one, other) => other.weight - one.weight);
	const habit = moments.find(({ insight }) => insight.tone === 'habit');
	const praise = moments.filter((moment) => moment.insight.tone === 'well' && !(habit && clashes(moment, habit)));
	const best = praise.filter(
		({ weight, insight: { label } }, position) =>
			weight + AS_GOOD >= (praise[0]?.weight ?? 0) &&
			praise.findIndex(({ insight }) => insight.label === label) === position,
	);
	return { well: best[variant(seed, best.length)], habit };
}

function momentsOf({ call, analysis, trend }: CoachedCall): Weighed[] {
	return analysis.moments.flatMap(({ insight: position, weight, facts }) => {
		const insight = analysis.insights[position];
		const quote = insight?.evidence[0]?.quote;
		// Whoever has said that it is not right is not told it again.
		if (!insight || !quote || insight.disagreed) return [];
		return [{ call, insight, facts, trend, weight: quote.length > HANDY_QUOTE ? weight - 10 : weight }];
	});
}

function clashes(well: ChosenMoment, habit: ChosenMoment): boolean {
	if (well.call.id !== habit.call.id) return false;
	if (well.insight.evidence[0]?.quote === habit.insight.evidence[0]?.quote) return true;
	return CONTRADICTS[well.insight.label ?? '']?.includes(habit.insight.label ?? '') ?? false;
}
