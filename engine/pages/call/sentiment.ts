/** How the customer took each phase of the call, above the moods that show it. */
import type { Insight, PhaseSentiment } from '../../contract/call.ts';
import { type Html, html } from '../html.ts';
import type { ShownInsight } from './shown.ts';

const PHASES: readonly [PhaseSentiment['phase'], string][] = [
	['opening', 'At the beginning'],
	['middle', 'In the middle'],
	['closing', 'At the end'],
];

/** Of what nobody disagrees with; undefined where no mood has a phase. */
export function sentimentByPhase(shown: readonly ShownInsight[]): Html | undefined {
	const moods = shown.filter(({ opinion }) => !opinion?.disagreed).map(({ insight }) => insight);
	const phases = PHASES.flatMap(([phase, name]) => {
		const label = labelOf(moods.filter((mood) => mood.phase === phase));
		return label ? [html`<li><span class="tag plain">${name}: ${label}</span></li>`] : [];
	});
	return phases.length > 0
		? html`<ul class="phases" aria-label="Mood of the customer by phase">${phases}</ul>`
		: undefined;
}

/** Neutral gives way to either side, and both are mixed. */
function labelOf(moods: readonly Insight[]): PhaseSentiment['label'] | undefined {
	const labels = new Set(moods.map(({ label }) => label));
	if (labels.has('positive') && labels.has('negative')) return 'mixed';
	return (['positive', 'negative', 'neutral'] as const).find((label) => labels.has(label));
}
