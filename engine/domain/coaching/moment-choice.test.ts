import { describe, expect, it } from '@jest/globals';
import type { AnalyzedCall } from '../calls/analyze-call.ts';
import { speakersOf } from '../calls/speakers.ts';
import { talkStatistics } from '../calls/talk.ts';
import { spoken } from '../testing/spoken.ts';
import { type CoachedCall, chooseMoments } from './moment-choice.ts';

type Given = [tone: 'well' | 'habit', label: string, weight: number, quote?: string];

function coached(id: string, ...given: Given[]): CoachedCall {
	const { call } = spoken({ id, lines: 'Rita: Hi.' });
	const insights = given.map(([tone, label, , quote = label]): AnalyzedCall['insights'][number] => ({
		kind: 'coachable-moment',
		text: label,
		tone,
		label,
		evidence: [{ callId: id, speakerId: 'rita', speaker: 'Rita', startMs: 0, endMs: 1, quote }],
	}));
	const talk = talkStatistics([], [], speakersOf(call));
	const moments = given.map(([, , weight], insight) => ({ insight, weight, facts: {} }));
	return {
		call,
		analysis: { callId: id, analysis: 'extractive', talk, insights, dropped: 0, sentences: 1, leftOut: 0, moments },
	};
}

function choice(calls: CoachedCall[], seed = 'a'): (string | undefined)[] {
	const { well, habit } = chooseMoments(calls, seed);
	return [well?.insight.label, habit?.insight.label];
}

describe('chooseMoments', () => {
	it('takes the weightiest habit and the weightiest praise of all calls', () => {
		const calls = [
			coached('c1', ['well', 'dated-promise', 40], ['habit', 'monologue', 61]),
			coached('c2', ['well', 'acknowledged-concern', 70], ['habit', 'unanswered-question', 75]),
		];
		expect(choice(calls)).toEqual(['acknowledged-concern', 'unanswered-question']);
	});

	it('leaves out praise that the habit contradicts, on the same call only', () => {
		expect(choice([coached('c1', ['well', 'listening', 50], ['habit', 'monologue', 60])])).toEqual([
			undefined,
			'monologue',
		]);
		const two = [coached('c1', ['well', 'listening', 50]), coached('c2', ['habit', 'monologue', 60])];
		expect(choice(two)).toEqual(['listening', 'monologue']);
	});

	it('does not praise and blame the same words', () => {
		const calls = [coached('c1', ['well', 'recap', 65, 'So it is.'], ['habit', 'monologue', 60, 'So it is.'])];
		expect(choice(calls)).toEqual([undefined, 'monologue']);
	});

	it('varies among praise of about the same weight, by the seed', () => {
		const calls = [
			coached('c1', ['well', 'curiosity', 60], ['well', 'next-step-agreed', 55], ['well', 'dated-promise', 40]),
		];
		const chosen = new Set(Array.from({ length: 30 }, (_, seed) => choice(calls, `seed ${seed}`)[0]));
		expect(chosen).toEqual(new Set(['curiosity', 'next-step-agreed']));
	});

	it('prefers a short quote', () => {
		const calls = [coached('c1', ['habit', 'monologue', 66, 'x'.repeat(300)], ['habit', 'talk-ratio', 60])];
		expect(choice(calls)).toEqual([undefined, 'talk-ratio']);
	});

	it('chooses nothing from nothing', () => {
		expect(choice([coached('c1')])).toEqual([undefined, undefined]);
	});
});
