import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { AnalyzedCallResult, type AnalyzedWindow } from '../../contract/analysis.ts';
import type { CoachingDay } from '../../contract/coaching.ts';
import { analyzeCall } from '../calls/analyze-call.ts';
import { memoryWorld, type World } from '../testing/memory-services.ts';
import { type Spoken, spoken } from '../testing/spoken.ts';

const TODAY = { requestedAt: '2026-11-20T06:00:00Z' };

/** Rita speaks for so many of 200 seconds, without a break. */
const lecture = (id: string, seconds: number, started: string): Spoken =>
	spoken({
		...{ id, started },
		lines: `Rita 0-${seconds}: Our company was founded nine years ago by two engineers.
			Carl ${seconds}-200: I hear that a lot, and to be honest we only have one question about all of it.`,
	});

const yesterday = lecture('c9', 180, '2026-11-19T10:00:00+01:00');

/** Analyzed before: so many seconds of each. */
async function world(seconds: number[], started = (index: number) => `2026-11-0${index + 1}T10:00:00+01:00`) {
	const on = memoryWorld({ calls: [yesterday] });
	await keep(
		on,
		seconds.map((one, index) => lecture(`old-${index}`, one, started(index))),
	);
	return on;
}

async function keep(on: World, calls: Spoken[]): Promise<void> {
	for (const { call, transcript } of calls) {
		const analysis = analyzeCall(call, transcript);
		await on.stored.put('acme', [{ call, source: 'gong-main', transcript: `ref-${call.id}`, analysis }]);
	}
}

const trendOfCall = async (on: World, crashAt?: number) => {
	const { value, error, ...run } = await on.runs.start<AnalyzedCallResult>({
		...TODAY,
		kind: 'analyze-call',
		input: { callId: 'c9' },
		crashAt,
	});
	expect(error).toBeUndefined();
	expect(AnalyzedCallResult.parse(value)).toEqual(value);
	return { ...run, trend: value.trend };
};

const share = (trend: AnalyzedCallResult['trend']) => trend?.figures.find(({ figure }) => figure === 'repTalkRatio');

describe('the trend in a result', () => {
	it("rests on the rep's own calls of the six weeks before the call", async () => {
		verifies('analysis.trend');
		const on = await world([100, 110, 100, 90, 100, 100]);
		const other = lecture('of-paul', 20, '2026-11-05T10:00:00+01:00');
		const early = lecture('early', 20, '2026-10-08T09:59:59+01:00');
		const late = lecture('late', 20, '2026-11-19T10:00:00+01:00');
		await keep(on, [{ ...other, call: { ...other.call, rep: { id: 'u-paul', name: 'Paul' } } }, early, late]);
		const { trend } = await trendOfCall(on);
		expect(trend).toMatchObject({ calls: 6, from: '2026-10-08T09:00:00.000Z' });
		expect(share(trend)).toMatchObject({ now: 0.9, before: 0.5, direction: 'up', better: false });
		await keep(on, [lecture('in-time', 20, '2026-10-08T10:00:00+01:00')]);
		expect((await trendOfCall(on)).trend).toMatchObject({ calls: 7 });
	});

	it('is the same for a window, and is left out where nobody knows the rep', async () => {
		verifies('analysis.trend');
		const on = await world([100, 110, 100, 90, 100]);
		on.calls.push({ ...lecture('c8', 180, '2026-11-19T09:00:00+01:00').call, rep: { id: 'unknown', name: 'Unknown' } });
		on.transcripts.set('c8', { ...yesterday.transcript, callId: 'c8' });
		const { value } = await on.runs.start<AnalyzedWindow>({ ...TODAY, kind: 'analyze-window' });
		const byId = new Map(value.calls.map((one) => [one.call.id, one.trend]));
		expect(byId.get('c9')).toEqual((await trendOfCall(on)).trend);
		expect(byId.has('c8')).toBe(true);
		expect(byId.get('c8')).toBeUndefined();
	});

	it('is the same for each of many calls of a rep, asked for once, or one by one where there are too many', async () => {
		verifies('analysis.trend');
		const minutes = (count: number) => Array.from({ length: count }, (_, index) => 100 + (index % 40));
		const hourly = (index: number) => new Date(Date.parse('2026-11-18T00:00:00Z') - index * 3_600_000).toISOString();
		for (const [count, questions] of [
			[150, 1],
			[230, 3],
		] as const) {
			const on = await world(minutes(count), hourly);
			const second = lecture('c8', 150, '2026-11-19T08:00:00+01:00');
			on.calls.push(second.call);
			on.transcripts.set('c8', second.transcript);
			const talks = on.stored.talks;
			let asked = 0;
			on.stored.talks = async (...asking) => {
				asked += 1;
				return (await talks(...asking)).slice(0, 200);
			};
			const { value } = await on.runs.start<AnalyzedWindow>({ ...TODAY, kind: 'analyze-window' });
			expect(asked).toBe(questions);
			const byId = new Map(value.calls.map((one) => [one.call.id, one.trend]));
			// The later call has the earlier one before it, as long as there is room for one more.
			expect(byId.get('c8')?.calls).toBe(Math.min(200, count));
			expect(byId.get('c9')).toEqual((await trendOfCall(on)).trend);
			expect(byId.get('c9')?.calls).toBe(Math.min(200, count + 1));
		}
	});

	it('stays as it was first read, wherever the run crashes', async () => {
		verifies('analysis.trend-recorded');
		const first = await trendOfCall(await world([100, 110, 100, 90, 100]));
		expect(first.steps).toContain('trends 1');
		for (let crashAt = 1; crashAt <= first.points; crashAt += 1) {
			const on = await world([100, 110, 100, 90, 100]);
			const talks = on.stored.talks;
			let asked = 0;
			// Once it was read, another call comes in.
			on.stored.talks = async (...asking) => {
				asked += 1;
				const found = await talks(...asking);
				return asked === 1 ? found : [...found, ...found];
			};
			const { trend, computed } = await trendOfCall(on, crashAt);
			const read = computed.filter((name) => name === 'trends 1').length;
			expect(trend?.calls).toBe(read === 1 ? 5 : 10);
		}
	});
});

describe('the trend in a coaching message', () => {
	const coached = async (on: World, delivery: 'preview' | 'send' = 'preview') => {
		const { value } = await on.runs.start<CoachingDay>({ ...TODAY, kind: 'coach-day', delivery });
		return value.messages[0]?.message;
	};

	it('is one sentence of the habit, with the number of calls, the same in preview and send', async () => {
		verifies('analysis.trend-sentence');
		const on = await world([100, 110, 100, 90, 100]);
		const preview = await coached(on);
		expect(preview?.habit?.text).toMatch(/ On half of your last 5 calls it was 50 % or less\.$/);
		expect(preview?.text.match(/your last 5 calls/g)).toHaveLength(1);
		expect(await coached(on, 'send')).toEqual(preview);
	});

	it('says when it is the same, or less than it was', async () => {
		verifies('analysis.trend-sentence');
		const same = await coached(await world([180, 175, 180, 185, 180]));
		expect(same?.habit?.text).toMatch(/ It was much the same on your last 5 calls\.$/);
		const less = await coached(await world([198, 199, 198, 197, 198]));
		expect(less?.habit?.text).toMatch(/ It is less than it was: on half of your last 5 calls you had 99 % or more\.$/);
	});

	it('is left out under five calls', async () => {
		expect((await coached(await world([100, 110, 100, 90])))?.text).not.toContain('your last');
	});
});
