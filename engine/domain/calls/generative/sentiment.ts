/** How the customer took each phase of a call: made of moods, each of which was proven. */
import type { Call, CallPhase, Evidence, Insight, PhaseSentiment } from '../../../contract/call.ts';
import { phaseOf } from '../phase.ts';
import { countWords } from '../text.ts';
import type { Line } from './lines.ts';

const PHASES: readonly CallPhase[] = ['opening', 'middle', 'closing'];

/** By the time of the words; without times by the share of the call's words that stand before their line. */
export function phaseFinder(
	call: Pick<Call, 'durationSeconds' | 'times'>,
	lines: readonly Line[],
): (evidence: Evidence, line: number) => CallPhase | undefined {
	const before = new Map<number, number>();
	let words = 0;
	for (const { id, text } of lines) {
		before.set(id, words);
		words += countWords(text);
	}
	return ({ startMs }, line) =>
		phaseOf(call, startMs) ?? PHASES[Math.floor((PHASES.length * (before.get(line) ?? 0)) / Math.max(1, words))];
}

/** Two sides of a mood, each shown three times: more tell nothing new. */
const MOST_IN_A_PHASE = 6;

/** Of a phase with more moods than that those that are not neutral stay; all other insights stay as they are. */
export function fewerMoods(insights: readonly Insight[]): Insight[] {
	const moods = insights.filter(({ kind }) => kind === 'sentiment');
	const phases = new Set(moods.map(({ phase }) => phase));
	const kept = new Set(
		[...phases].flatMap((phase) =>
			moods
				.filter((mood) => mood.phase === phase)
				.toSorted((one, other) => Number(one.label === 'neutral') - Number(other.label === 'neutral'))
				.slice(0, MOST_IN_A_PHASE),
		),
	);
	return insights.filter((insight) => insight.kind !== 'sentiment' || kept.has(insight));
}

/** The phases that moods tell of, in their order; of moods that somebody disagrees with none. */
export function sentimentByPhase(insights: readonly Insight[]): PhaseSentiment[] {
	return PHASES.flatMap((phase) => {
		const moods = insights.filter((one) => one.kind === 'sentiment' && one.phase === phase && !one.disagreed);
		const label = labelOf(new Set(moods.map((mood) => mood.label)));
		return label ? [{ phase, label, evidence: moods.flatMap(({ evidence }) => evidence) }] : [];
	});
}

function labelOf(labels: ReadonlySet<string | undefined>): PhaseSentiment['label'] | undefined {
	if (labels.has('positive')) return labels.has('negative') ? 'mixed' : 'positive';
	if (labels.has('negative')) return 'negative';
	return labels.has('neutral') ? 'neutral' : undefined;
}
