import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { CallReading, Insight } from '../../contract/call.ts';
import { customerWorld, viewOf } from '../testing/customer.ts';
import { spoken } from '../testing/spoken.ts';
import { sentimentOf } from './sentiment.ts';

const USE = { model: 'one/small', calls: 1, inputTokens: 900, outputTokens: 100, costUsd: 0.0002 };
const READ: CallReading = { summary: [], models: [USE], known: 0, unread: [], moved: [] };
const FAILED = { part: 1, code: 'models-failed', message: 'Every model failed.' };

type Analyzed = Parameters<typeof sentimentOf>[0][number];

function call(id: string, day: string, labels: string[], reading?: CallReading): Analyzed {
	const { call: about } = spoken({ id, title: `About ${id}`, started: `${day}T10:00:00+01:00`, lines: 'Carl: Good.' });
	const insights = labels.map((label, at): Insight => {
		const evidence = {
			callId: id,
			speakerId: 'carl',
			speaker: 'Carl',
			startMs: at * 60_000,
			endMs: 1,
			quote: `It is ${label}.`,
		};
		return { kind: 'sentiment', label, text: `Carl is ${label}.`, evidence: [evidence] };
	});
	return {
		call: { ...about, durationSeconds: 120 },
		analysis: { insights, ...(reading ? { reading } : {}) },
	} as Analyzed;
}

const labelsOf = (calls: Analyzed[]) =>
	sentimentOf(calls, 'Europe/Berlin').sentiment?.map(({ callId, read, label }) => [callId, read, label]);

describe('sentiment over time', () => {
	verifies('customer.sentiment');

	it('has a point for each call, oldest first, each mood with its words and their time', () => {
		const calls = [
			call('c2', '2026-11-12', ['negative'], READ),
			call('c1', '2026-11-10', ['neutral', 'positive'], READ),
		];
		const { sentiment, models } = sentimentOf(calls, 'Europe/Berlin');
		expect(sentiment).toMatchObject([
			{
				callId: 'c1',
				at: '2026-11-10T10:00:00+01:00',
				label: 'positive',
				moods: [{ phase: 'opening' }, { phase: 'middle', at: '2026-11-10T10:01:00+01:00' }],
			},
			{ callId: 'c2', label: 'negative', moods: [{ evidence: [{ speaker: 'Carl', quote: 'It is negative.' }] }] },
		]);
		expect(models).toEqual([{ ...USE, calls: 2, inputTokens: 1_800, outputTokens: 200, costUsd: 0.0004 }]);
	});

	it('takes no call that was not read, and none without words that show a mood, for a neutral one', () => {
		const nobody = { ...READ, models: [], unread: [FAILED] };
		expect(
			labelsOf([
				call('a', '2026-11-01', [], nobody),
				call('b', '2026-11-02', [], READ),
				call('c', '2026-11-03', ['neutral'], { ...READ, unread: [FAILED] }),
				call('d', '2026-11-04', ['negative', 'positive'], { ...READ, models: [], known: 1 }),
				call('e', '2026-11-05', []),
			]),
		).toEqual([
			['a', 'unread', undefined],
			['b', 'whole', undefined],
			['c', 'part', 'neutral'],
			['d', 'whole', 'mixed'],
			['e', 'unread', undefined],
		]);
	});

	it('takes the phase that the reading names, which also knows calls without times', () => {
		const one = call('a', '2026-11-01', ['negative'], READ);
		one.call = { ...one.call, times: 'none' };
		const phases = () => sentimentOf([one], 'Europe/Berlin').sentiment?.[0]?.moods.map(({ phase }) => phase);
		expect(phases()).toEqual([undefined]);
		for (const insight of one.analysis.insights) insight.phase = 'closing';
		expect(phases()).toEqual(['closing']);
	});

	it('leaves out what somebody disagrees with, and labels that there are not', () => {
		const one = call('a', '2026-11-01', ['negative', 'furious'], READ);
		const [first] = one.analysis.insights;
		if (first) first.disagreed = true;
		expect(labelsOf([one])).toEqual([['a', 'whole', undefined]]);
	});

	it('is not there where no model was asked', () => {
		expect(sentimentOf([call('a', '2026-11-01', [])], 'Europe/Berlin')).toEqual({});
		expect(sentimentOf([], 'Europe/Berlin')).toEqual({});
	});

	it('is said to be missing in the summary of a view without models', async () => {
		const view = await viewOf(customerWorld());
		expect(view).not.toHaveProperty('sentiment');
		expect(view.summary).toContain('Sentiment is not shown: no model has read the calls.');
	});
});
