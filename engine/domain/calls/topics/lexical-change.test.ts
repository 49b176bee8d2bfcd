import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spoken } from '../../testing/spoken.ts';
import { speakersOf } from '../speakers.ts';
import { turnsOf } from '../turns.ts';
import { lexicalChange } from './lexical-change.ts';
import { speakerChange } from './speaker-change.ts';
import { type Unit, unitsOf } from './units.ts';

const line = fc.tuple(
	fc.constantFrom('Rita', 'Carl', 'Dana'),
	fc.array(fc.constantFrom('price', 'audit', 'login', 'pilot', 'seat', 'the', 'and'), { minLength: 1, maxLength: 30 }),
);
const talk = fc.array(line, { minLength: 1, maxLength: 30 }).map((lines) => {
	const { call, transcript } = spoken({
		lines: lines.map(([name, words]) => `${name}: ${words.join(' ')}.`).join('\n'),
	});
	return unitsOf(turnsOf(transcript.sentences, speakersOf(call)));
});
const reaches = fc.integer({ min: 1, max: 120 });

/** Whole units on each side of a border before `at`, until they have `reach` words: by counting anew for each border. */
function sides(list: Unit[], at: number, reach: number): { before: Unit[]; after: Unit[] } {
	const take = (units: Unit[]): Unit[] => {
		let words = 0;
		return units.filter((unit) => {
			const wanted = words < reach;
			words += unit.words;
			return wanted;
		});
	};
	return { before: take(list.slice(0, at).reverse()), after: take(list.slice(at)) };
}

describe('lexicalChange', () => {
	it('is what counting anew at each border gives', () => {
		fc.assert(
			fc.property(talk, reaches, (units, reach) => {
				const { list, vocabulary } = units;
				const holding = Array.from(
					{ length: vocabulary },
					(_, term) => list.filter(({ terms }) => terms.includes(term)).length,
				);
				const vectorOf = (side: Unit[]) =>
					holding.map((count, term) => {
						const said = side.flatMap(({ terms }) => terms).filter((one) => one === term).length;
						return count > 1 ? Math.log1p(said) * Math.log(1 + list.length / count) : 0;
					});
				const dot = (one: number[], other: number[]) =>
					one.reduce((sum, value, place) => sum + value * (other[place] ?? 0), 0);
				const change = lexicalChange(units, reach);
				for (const at of list.keys()) {
					const { before, after } = sides(list, at, reach);
					const [one, other] = [vectorOf(before), vectorOf(after)];
					const norms = Math.sqrt(dot(one, one) * dot(other, other));
					expect(change[at]).toBeCloseTo(norms > 0 ? 1 - dot(one, other) / norms : 1, 6);
				}
			}),
		);
	});
});

describe('speakerChange', () => {
	it('is what counting anew at each border gives, from 0 to 1', () => {
		fc.assert(
			fc.property(talk, reaches, ({ list }, reach) => {
				const change = speakerChange(list, reach);
				for (const at of list.keys()) {
					const { before, after } = sides(list, at, reach);
					const shareOf = (side: Unit[], speaker: string) =>
						side.filter(({ speakerId }) => speakerId === speaker).reduce((sum, { words }) => sum + words, 0) /
						Math.max(
							1,
							side.reduce((sum, { words }) => sum + words, 0),
						);
					const common = ['rita', 'carl', 'dana'].reduce(
						(sum, speaker) => sum + Math.min(shareOf(before, speaker), shareOf(after, speaker)),
						0,
					);
					expect(change[at]).toBeCloseTo(1 - common, 6);
				}
			}),
		);
	});
});
