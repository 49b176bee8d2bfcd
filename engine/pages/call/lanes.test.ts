import { describe, expect, it } from '@jest/globals';
import { spoken } from '../../domain/testing/spoken.ts';
import { lanesOf, MOST_LANES, silencesOf } from './lanes.ts';
import { speakersOf } from './speakers.ts';

const HOUR_MS = 3_600_000;

function lanes(lines: string, colleagues: string[] = [], lengthMs = HOUR_MS) {
	const { call, transcript } = spoken({ lines, colleagues });
	return lanesOf(transcript.sentences, speakersOf(call), lengthMs);
}

describe('lanesOf', () => {
	it('puts the rep first, then colleagues, then customers, those first who spoke most', () => {
		const all = lanes(
			'Carl 0-50: Hello there.\nDora 50-150: Yes.\nPaul 150-152: Hi.\nRita 160-161: Hi.\nPeter 170-190: Hi.',
			['Paul', 'Peter'],
		);
		expect(all.map(({ name, side }) => `${name} ${side}`)).toEqual([
			'Rita rep',
			'Peter colleague',
			'Paul colleague',
			'Dora customer',
			'Carl customer',
		]);
		expect(all.map(({ speechMs }) => speechMs)).toEqual([1_000, 20_000, 2_000, 100_000, 50_000]);
	});

	it('closes pauses that nobody could see, and no others', () => {
		const [lane] = lanes('Rita 0-10: One.\nRita 10.9-20: Two.\nRita 21.1-30: Three.');
		expect(lane?.spans).toEqual([
			{ startMs: 0, endMs: 20_000 },
			{ startMs: 21_100, endMs: 30_000 },
		]);
		expect(lane?.speechMs).toBe(28_000);
	});

	it('gives the last lane to all who spoke least, so that a webinar fits', () => {
		const guests = Array.from({ length: 20 }, (_, at) => `Guest${at} ${at * 100}-${at * 100 + 20 + at}: Hello.`);
		const all = lanes(guests.join('\n'));
		expect(all).toHaveLength(MOST_LANES);
		expect(all.at(-1)).toMatchObject({ name: '13 others', side: 'customer' });
		expect(all.at(-1)?.speakerIds).toHaveLength(13);
		expect(new Set(all.flatMap(({ speakerIds }) => speakerIds)).size).toBe(20);
	});

	it('survives times that cannot be', () => {
		const sentence = { index: 0, speakerId: 'rita', text: 'Hi.', startMs: -5, endMs: Number.NaN };
		const { call } = spoken({ lines: 'Rita: Hi.' });
		expect(lanesOf([sentence], speakersOf(call), HOUR_MS)[0]?.spans).toEqual([{ startMs: 0, endMs: 0 }]);
	});
});

it('silencesOf finds the time in which nobody speaks, from the first word to the last', () => {
	const all = lanes('Rita 10-20: One.\nCarl 15-30: Two.\nRita 34-40: Three.\nCarl 41-50: Four.');
	expect(silencesOf(all, 2_000)).toEqual([{ startMs: 30_000, endMs: 34_000 }]);
	expect(silencesOf(all, 1_000)).toHaveLength(2);
	expect(silencesOf([], 0)).toEqual([]);
});
