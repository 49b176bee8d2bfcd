import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { Trend } from '../../contract/analysis.ts';
import type { TalkStatistics } from '../../contract/call.ts';
import type { TalkOfCall } from '../../ports/call-store.ts';
import { trendOf } from './trend.ts';

const FROM = '2026-10-08T09:00:00.000Z';

/** Ten minutes of which the rep has that share. */
function talk(share: number, given: Partial<TalkStatistics> & { monologueMs?: number; totalMs?: number } = {}) {
	const { monologueMs = 60_000, totalMs = 600_000, ...other } = given;
	const party = { affiliation: 'internal', words: 500, questions: 5, wordsPerMinute: 150 } as const;
	const statistics: TalkStatistics = {
		times: 'measured',
		repTalkRatio: share,
		internalTalkRatio: share,
		longestMonologueMs: 90_000,
		speechMs: {},
		overlapMs: 0,
		backChannelOverlapMs: 0,
		silenceMs: 0,
		questions: 5,
		parties: [
			{
				...{ ...party, speakerId: 'rita', name: 'Rita', rep: true, talkRatio: share, longestMonologueMs: monologueMs },
				speechMs: share * totalMs,
			},
			{
				...{ ...party, speakerId: 'carl', name: 'Carl', rep: false, talkRatio: 1 - share, longestMonologueMs: 90_000 },
				...{ affiliation: 'external', speechMs: (1 - share) * totalMs },
			},
		],
		longestStoryMs: 90_000,
		longestStorySpeakerId: 'carl',
		interactivity: 2,
		patienceMs: 800,
		questionRate: 12,
		...other,
	};
	return statistics;
}

const earlier = (talks: TalkStatistics[]): TalkOfCall[] =>
	talks.map((one, index) => ({ callId: `c${index}`, started: '2026-11-02T10:00:00Z', talk: one }));

const figure = (trend: Trend, name: string) => trend.figures.find((one) => one.figure === name);

describe('the trend of a rep', () => {
	verifies('analysis.trend');

	it('is the call against the median of those before, with how many there are', () => {
		// Median of .40 .50 .52 .55 .60 is .52; differences from it .12 .02 0 .03 .08, their median .03: twice is .06.
		const before = earlier([0.5, 0.6, 0.4, 0.55, 0.52].map((share) => talk(share)));
		const trend = trendOf(talk(0.59), before, FROM);
		expect(Trend.parse(trend)).toEqual(trend);
		expect(trend).toMatchObject({ calls: 5, from: FROM });
		expect(figure(trend, 'repTalkRatio')).toEqual({
			...{ figure: 'repTalkRatio', now: 0.59, before: 0.52, calls: 5 },
			...{ direction: 'up', better: false },
		});
		expect(figure(trendOf(talk(0.575), before, FROM), 'repTalkRatio')).toMatchObject({ direction: 'steady' });
		expect(figure(trendOf(talk(0.45), before, FROM), 'repTalkRatio')).toMatchObject({
			direction: 'down',
			better: true,
		});
		// From .52 to .10 is further from the benchmark of .43 than before.
		expect(figure(trendOf(talk(0.1), before, FROM), 'repTalkRatio')).toMatchObject({
			direction: 'down',
			better: false,
		});
	});

	it('has no figures under five calls', () => {
		const four = earlier(Array.from({ length: 4 }, () => talk(0.4)));
		expect(trendOf(talk(0.9), four, FROM)).toEqual({ calls: 4, from: FROM, figures: [] });
		expect(trendOf(talk(0.9), [...four, ...earlier([talk(0.4)])], FROM).figures).not.toEqual([]);
	});

	it('calls steady what nobody would hear, however alike the calls before were', () => {
		const alike = earlier(Array.from({ length: 9 }, () => talk(0.4)));
		expect(figure(trendOf(talk(0.45), alike, FROM), 'repTalkRatio')).toMatchObject({ direction: 'steady' });
		expect(figure(trendOf(talk(0.451), alike, FROM), 'repTalkRatio')).toMatchObject({ direction: 'up' });
		const passing = (interactivity: number) =>
			figure(trendOf(talk(0.4, { interactivity }), alike, FROM), 'interactivity');
		expect([passing(2.5)?.direction, passing(2.501)?.direction]).toEqual(['steady', 'up']);
	});

	it("measures the rep's own monologue, and says which way is better only where one is", () => {
		const alike = earlier(Array.from({ length: 6 }, () => talk(0.4)));
		const now = talk(0.4, { monologueMs: 20_000, questionRate: 20, patienceMs: 1_100, longestMonologueMs: 999_000 });
		const trend = trendOf(now, alike, FROM);
		expect(figure(trend, 'longestMonologueMs')).toMatchObject({
			now: 20_000,
			before: 60_000,
			direction: 'down',
			better: true,
		});
		expect(figure(trend, 'patienceMs')).toMatchObject({ direction: 'up', better: true });
		expect(figure(trend, 'questionRate')).toMatchObject({ direction: 'up' });
		expect(figure(trend, 'questionRate')).not.toHaveProperty('better');
	});

	it('rests on calls that say something alone', () => {
		const telling = Array.from({ length: 4 }, () => talk(0.4));
		const others = [
			talk(0.4, { totalMs: 119_000 }),
			talk(0.04),
			talk(0.4, { times: 'none' }),
			talk(0.4, { times: 'starts' }),
		];
		expect(trendOf(talk(0.6), earlier([...telling, ...others]), FROM)).toEqual({ calls: 4, from: FROM, figures: [] });
		for (const silent of others) {
			expect(trendOf(silent, earlier([...telling, ...telling]), FROM)).toEqual({ calls: 8, from: FROM, figures: [] });
		}
	});

	it('leaves out a figure that under five of them have', () => {
		const talks = Array.from({ length: 6 }, (_, index) => talk(0.4, { patienceMs: index < 4 ? 800 : undefined }));
		const { figures } = trendOf(talk(0.4), earlier(talks), FROM);
		expect(figures.map((one) => one.figure)).not.toContain('patienceMs');
		expect(figures).toHaveLength(6);
	});

	it('is the same in whatever order the calls come, and is turned around where all shares are', () => {
		// Fractions of 64, so that no rounding decides.
		const share = fc.integer({ min: 6, max: 58 }).map((part) => part / 64);
		const opposite = { up: 'down', down: 'up', steady: 'steady' };
		fc.assert(
			fc.property(share, fc.array(share, { minLength: 5, maxLength: 12 }), fc.nat(), (now, shares, turn) => {
				const at = turn % shares.length;
				const trend = trendOf(talk(now), earlier(shares.map((one) => talk(one))), FROM);
				const turned = [...shares.slice(at), ...shares.slice(0, at)].map((one) => talk(one));
				expect(trendOf(talk(now), earlier(turned), FROM)).toEqual(trend);
				const mirrored = trendOf(talk(1 - now), earlier(shares.map((one) => talk(1 - one))), FROM);
				const { before = 0, direction = 'up' } = figure(trend, 'repTalkRatio') ?? {};
				expect(figure(mirrored, 'repTalkRatio')).toMatchObject({ before: 1 - before, direction: opposite[direction] });
			}),
		);
	});
});
