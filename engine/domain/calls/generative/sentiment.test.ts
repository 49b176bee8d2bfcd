import { expect, it } from '@jest/globals';
import type { Insight } from '../../../contract/call.ts';
import { fewerMoods, sentimentByPhase } from './sentiment.ts';

const mood = (label: string, phase: Insight['phase'], startMs: number): Insight => ({
	...{ kind: 'sentiment', label, text: `Carl was ${label}.` },
	...(phase ? { phase } : {}),
	evidence: [
		{ callId: 'c', speakerId: 'carl', speaker: 'Carl', startMs, endMs: startMs, quote: `${label} at ${startMs}` },
	],
});

it('keeps six moods of a phase, those that are not neutral first, and everything else', () => {
	const neutral = Array.from({ length: 8 }, (_, at) => mood('neutral', 'opening', at));
	const others = [mood('negative', 'opening', 9), mood('neutral', 'closing', 20)];
	const risk: Insight = { ...mood('timing', undefined, 30), kind: 'risk' };
	const kept = fewerMoods([...neutral, ...others, risk]);
	expect(kept).toEqual([...neutral.slice(0, 5), ...others, risk]);
});

it('tells nothing of moods that somebody disagrees with, or of which nobody knows the phase', () => {
	const disputed = { ...mood('negative', 'middle', 1), disagreed: true as const };
	expect(sentimentByPhase([disputed, mood('negative', undefined, 2)])).toEqual([]);
	expect(sentimentByPhase([disputed, mood('neutral', 'middle', 3)])).toMatchObject([
		{ phase: 'middle', label: 'neutral' },
	]);
});
