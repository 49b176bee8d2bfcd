import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { AnalyzedCallResult, AnalyzedWindow } from '../../contract/analysis.ts';
import type { Insight } from '../../contract/call.ts';
import { createAnalyzedCalls } from '../analysis/analyzed-calls.ts';
import { trendSentence } from '../coaching/trend-sentence.ts';
import { customerWorld, viewOf } from '../testing/customer.ts';
import { memoryWorld, type World } from '../testing/memory-services.ts';
import { type Spoken, spoken } from '../testing/spoken.ts';
import { coach, RITA, world } from '../testing/spoken-day.ts';

const TODAY = { requestedAt: '2026-11-20T06:00:00Z' };

/** Rita speaks for so many of 200 seconds, without a break. */
const lecture = (id: string, seconds: number, started: string): Spoken =>
	spoken({
		...{ id, started },
		lines: `Rita 0-${seconds}: Our company was founded nine years ago by two engineers.
			Carl ${seconds}-200: I hear that a lot, and to be honest we only have one question about all of it.`,
	});

const analyzeCall = (on: World, callId: string, crashAt?: number) =>
	on.runs.start<AnalyzedCallResult>({ ...TODAY, kind: 'analyze-call', input: { callId }, crashAt });

/** Marks what of a call fits, or takes the mark back; how many there were. */
async function say(on: World, callId: string, fits: (insight: Insight) => boolean, undo = false): Promise<number> {
	const { analysis } = (await on.stored.get('acme', callId)) ?? {};
	const insights = analysis?.insights.filter(fits) ?? [];
	for (const insight of insights) {
		const id = on.feedback.idOf(callId, insight);
		const mark = { callId, id, kind: insight.kind, label: insight.label, view: 'coaching' as const };
		await (undo ? on.feedback.undo('acme', callId, id) : on.feedback.disagree('acme', mark));
	}
	return insights.length;
}

/** One call of Rita in which something went well, and one with a habit. */
const ritasDay = () => world([spoken(RITA), lecture('c9', 180, '2026-11-19T11:00:00+01:00')]);

const labeled = (label: string) => (insight: Insight) => insight.label === label;

describe('what somebody disagrees with', () => {
	/** Seven calls of Rita of which the last is a lecture, all of them analyzed. */
	async function lectures(): Promise<World> {
		const before = [180, 90, 100, 110, 95, 105].map((seconds, day) =>
			lecture(`old-${day}`, seconds, `2026-11-0${day + 1}T10:00:00+01:00`),
		);
		const on = memoryWorld({ calls: [...before, lecture('c9', 180, '2026-11-19T10:00:00+01:00')] });
		for (const { id } of on.calls) await analyzeCall(on, id);
		return on;
	}
	const figuresOf = async (on: World) => {
		const { value } = await analyzeCall(on, 'c9');
		return new Map(value.trend?.figures.map((one) => [one.figure, one]));
	};

	it('counts in no trend of later calls, until that is undone', async () => {
		verifies('feedback.out-of-trends');
		const on = await lectures();
		const before = await figuresOf(on);
		expect(before.get('longestMonologueMs')).toMatchObject({ calls: 6 });
		expect(await say(on, 'old-0', labeled('monologue'))).toBe(1);
		const without = await figuresOf(on);
		expect(without.get('longestMonologueMs')).toMatchObject({ calls: 5, before: 100_000 });
		// What nobody disagreed with stays.
		expect(without.get('repTalkRatio')).toEqual(before.get('repTalkRatio'));
		await say(on, 'old-1', () => true);
		await say(on, 'old-0', labeled('monologue'), true);
		await say(on, 'old-1', () => true, true);
		expect(await figuresOf(on)).toEqual(before);
	});

	it('of the call itself has no trend, and so no sentence of a message rests on it', async () => {
		verifies('feedback.out-of-trends');
		const on = await lectures();
		const trendOf = async () => (await analyzeCall(on, 'c9')).value;
		const { trend, analysis } = await trendOf();
		const moment = analysis.insights.find(labeled('talk-ratio'));
		expect(moment && trendSentence({ insight: moment, trend })).toContain('On half of your last 6 calls');
		await say(on, 'c9', labeled('talk-ratio'));
		const disputed = await trendOf();
		expect(disputed.trend?.figures.map(({ figure }) => figure)).not.toContain('repTalkRatio');
		expect(moment && trendSentence({ insight: moment, trend: disputed.trend })).toBeUndefined();
		expect(disputed.analysis.insights.filter(({ disagreed }) => disagreed).map(({ label }) => label)).toEqual([
			'talk-ratio',
		]);
	});

	it('is marked in the call, in a window and in what is read of it later, and never kept with the analysis', async () => {
		verifies('feedback.shown');
		const on = world([spoken(RITA)]);
		await analyzeCall(on, 'c1');
		const promises = await say(on, 'c1', ({ kind }) => kind === 'commitment');
		expect(promises).toBeGreaterThan(0);
		const marked = ({ analysis }: AnalyzedCallResult) =>
			analysis.insights.filter(({ disagreed }) => disagreed).map(({ kind }) => kind);
		const expected = Array.from({ length: promises }, () => 'commitment');
		expect(marked((await analyzeCall(on, 'c1')).value)).toEqual(expected);
		const { value } = await on.runs.start<AnalyzedWindow>({ ...TODAY, kind: 'analyze-window' });
		expect(value.calls.flatMap(marked)).toEqual(expected);
		expect(value.summary).toContain('0 commitments');
		const read = createAnalyzedCalls({ calls: on.stored, feedback: on.feedback });
		expect(marked(await read.get('acme', 'c1'))).toEqual(expected);
		expect(JSON.stringify(await on.stored.get('acme', 'c1'))).not.toContain('disagreed');
		await say(on, 'c1', () => true, true);
		expect(marked(await read.get('acme', 'c1'))).toEqual([]);
	});

	it('is marked in the view of a customer, and counts neither in its course nor in its summary', async () => {
		verifies('feedback.shown', 'feedback.out-of-trends');
		const on = customerWorld();
		const before = await viewOf(on);
		const counts = (view: typeof before) => view.course.flatMap(({ counts: found }) => found.commitment ?? []);
		expect([counts(before), before.summary.includes('1 commitment')]).toEqual([[1], true]);
		await say(on, 'c1', ({ kind }) => kind === 'commitment' || kind === 'topic');
		const view = await viewOf(on);
		expect(view.commitments).toMatchObject([{ disagreed: true, evidence: before.commitments[0]?.evidence }]);
		expect([counts(view), view.summary.includes('commitment')]).toEqual([[], false]);
		expect(view.course.flatMap(({ topics }) => topics)).toEqual([]);
		await say(on, 'c1', () => true, true);
		expect(await viewOf(on)).toEqual(before);
	});

	it('is not coached again, nor noted', async () => {
		verifies('feedback.not-told');
		const on = ritasDay();
		const { value: before } = await coach(on, { delivery: 'preview' });
		const { well, habit } = before.messages[0]?.message ?? {};
		expect([well?.callTitle, habit?.callTitle]).toEqual(['Call c1', 'Call c9']);
		const lines = before.notes.map(({ note }) => note.commitments.length);
		expect(lines).toEqual([1, 0]);
		await say(on, 'c9', ({ kind }) => kind === 'coachable-moment');
		await say(on, 'c1', ({ kind }) => kind === 'commitment');
		const { value } = await coach(on, { delivery: 'preview' });
		const again = value.messages[0]?.message;
		expect([again?.well, again?.habit]).toEqual([well, undefined]);
		expect(value.notes[0]?.note.commitments).toEqual([]);
		for (const id of ['c1', 'c9']) await say(on, id, () => true, true);
		expect((await coach(on, { delivery: 'preview' })).value).toEqual(before);
	});

	it('is what it was when a run first looked, however often that is replayed', async () => {
		verifies('feedback.recorded');
		const on = await lectures();
		const ofCalls = on.feedback.ofCalls;
		const { points, steps } = await analyzeCall(on, 'c9');
		expect(steps).toContain('disagreed 1');
		await say(on, 'c9', labeled('talk-ratio'));
		const seen = new Set<number>();
		for (let crashAt = 1; crashAt <= points; crashAt++) {
			let asked = 0;
			// Once it was read, somebody takes the mark back.
			on.feedback.ofCalls = async (tenant, callIds) => {
				if (!callIds.includes('c9')) return ofCalls(tenant, callIds);
				asked += 1;
				return asked === 1 ? ofCalls(tenant, callIds) : new Map();
			};
			const { value, computed, error } = await analyzeCall(on, 'c9', crashAt);
			expect(error).toBeUndefined();
			const reads = computed.filter((name) => name === 'disagreed 1').length;
			seen.add(reads);
			const disputed = value.analysis.insights.filter(({ disagreed }) => disagreed);
			expect(disputed).toHaveLength(reads === 1 ? 1 : 0);
			expect(value.trend?.figures.some(({ figure }) => figure === 'repTalkRatio')).toBe(reads !== 1);
		}
		expect(seen).toEqual(new Set([1, 2]));
	});
});

it('asks of each point of a message, with a link to that very insight of the day it was requested', async () => {
	verifies('feedback.link');
	const on = ritasDay();
	expect(JSON.stringify((await coach(on, { delivery: 'preview' })).value)).not.toContain('"disagree"');
	on.disagreeAt = ({ callId, id }, from, view) =>
		`https://sophia.example/${callId}/${id}/${from.toISOString()}/${view}`;
	const preview = await coach(on, { delivery: 'preview' });
	on.now = '2026-11-20T09:30:00Z';
	const { value } = await coach(on);
	const { well, habit, text = '' } = value.messages[0]?.message ?? {};
	const points = [well, habit].filter((point) => point !== undefined);
	expect(points).toHaveLength(2);
	for (const { disagree, evidence } of points) {
		const { analysis } = (await on.stored.get('acme', evidence.callId)) ?? {};
		const of = (id: string) => `https://sophia.example/${evidence.callId}/${id}/2026-11-20T06:00:00.000Z/undefined`;
		const there = analysis?.insights.filter(
			({ kind, evidence: [first] }) => kind === 'coachable-moment' && first?.startMs === evidence.startMs,
		);
		expect(there?.map((insight) => of(on.feedback.idOf(evidence.callId, insight)))).toContain(disagree);
	}
	expect(new Set(points.map(({ disagree }) => disagree)).size).toBe(2);
	expect(text.match(/^Not right\? Tell us: .*$/gm)).toEqual(
		points.map(({ disagree }) => `Not right? Tell us: ${disagree}`),
	);
	expect(value.messages[0]?.message).toEqual(preview.value.messages[0]?.message);
	expect(JSON.stringify(value.notes)).not.toContain('Not right');
});
