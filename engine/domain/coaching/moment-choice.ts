/** Which of a rep's coachable moments a message takes up: one that went well, one habit. */
import type { Call, Insight } from '../../contract/call.ts';
import type { AnalyzedCall } from '../calls/analyze-call.ts';
import type { MomentFacts } from '../calls/draft.ts';

export type CoachedCall = { call: Call; analysis: AnalyzedCall };

export type ChosenMoment = { call: Call; insight: Insight; facts: MomentFacts };

type Weighed = ChosenMoment & { weight: number };

/** Praise that would sound hollow beside these habits of the same call. */
const CONTRADICTS: Record<string, string[]> = {
	listening: ['talk-ratio', 'monologue', 'interrupted-customer'],
	'discovery-question': ['talk-ratio'],
	recap: ['interrupted-customer'],
	'next-step-agreed': ['no-next-step', 'undated-next-step'],
	'dated-promise': ['no-next-step', 'undated-next-step'],
};

/** Short quotes say more: a moment whose quote is longer weighs less. */
const HANDY_QUOTE = 240;

/** The weightiest habit, and the weightiest praise that goes with it; of equal ones the first. */
export function chooseMoments(calls: CoachedCall[]): { well?: ChosenMoment; habit?: ChosenMoment } {
	const moments = calls.flatMap(momentsOf).sort((one, other) => other.weight - one.weight);
	const habit = moments.find(({ insight }) => insight.tone === 'habit');
	const well = moments.find((moment) => moment.insight.tone === 'well' && !(habit && clashes(moment, habit)));
	return { well, habit };
}

function momentsOf({ call, analysis }: CoachedCall): Weighed[] {
	return analysis.moments.flatMap(({ insight: position, weight, facts }) => {
		const insight = analysis.insights[position];
		const quote = insight?.evidence[0]?.quote;
		if (!insight || !quote) return [];
		return [{ call, insight, facts, weight: quote.length > HANDY_QUOTE ? weight - 10 : weight }];
	});
}

function clashes(well: ChosenMoment, habit: ChosenMoment): boolean {
	if (well.call.id !== habit.call.id) return false;
	if (well.insight.evidence[0]?.quote === habit.insight.evidence[0]?.quote) return true;
	return CONTRADICTS[well.insight.label ?? '']?.includes(habit.insight.label ?? '') ?? false;
}
