import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spoken } from '../../testing/spoken.ts';
import { speakersOf } from '../speakers.ts';
import { foldWhitespace } from '../text.ts';
import { type Line, linesOf, written } from './lines.ts';
import { partsOf } from './parts.ts';

const { call, transcript } = spoken({
	lines: 'Rita: Hello Carl. How are you?\nCarl: Fine. And you?\nRita: Fine.\nCarl: Good.',
});

describe('lines of a call', () => {
	it('hold what one person says in one go, numbered, with a name where the speaker changes', () => {
		expect(written(linesOf(transcript), speakersOf(call))).toBe(
			'1 Rita: Hello Carl. How are you?\n2 Carl: Fine. And you?\n3 Rita: Fine.\n4 Carl: Good.',
		);
	});

	it('are cut after ninety words, or ten sentences, and leave out what nobody said', () => {
		const long = spoken({ lines: `Rita: ${'Ten words are in this sentence, so nine make ninety. '.repeat(12)}` });
		expect(linesOf(long.transcript).map(({ first, last }) => [first, last])).toEqual([
			[0, 8],
			[9, 11],
		]);
		const short = spoken({ lines: `Rita: ${'Yes. '.repeat(25)}` });
		short.transcript.sentences.push({ index: 25, speakerId: 'rita', startMs: 0, endMs: 0, text: ' \n ' });
		expect(linesOf(short.transcript).map(({ first, last }) => last - first + 1)).toEqual([10, 10, 5]);
	});

	it('hold every sentence once, in its order', () => {
		const sentence = fc.record({ speakerId: fc.constantFrom('a', 'b'), text: fc.string() });
		fc.assert(
			fc.property(fc.array(sentence, { maxLength: 60 }), (said) => {
				const sentences = said.map((one, index) => ({ ...one, index, startMs: 0, endMs: 0 }));
				const lines = linesOf({ callId: 'c', sentences });
				expect(lines.map(({ text }) => text).join(' ')).toBe(
					said
						.map(({ text }) => foldWhitespace(text))
						.filter(Boolean)
						.join(' '),
				);
				expect(lines.map(({ id }) => id)).toEqual(lines.map((_, at) => at + 1));
				for (const { first, last, speakerId } of lines)
					for (const { speakerId: by } of sentences.slice(first, last + 1)) expect(by).toBe(speakerId);
			}),
		);
	});
});

describe('partsOf', () => {
	const line = (id: number, size: number, speakerId = String(id % 2)): Line => ({
		...{ id, speakerId, first: id, last: id, text: 'x'.repeat(size) },
	});
	const sizeOf = ({ text }: Line) => text.length;

	it('cuts a call of two and a half parts into three, at the change of a speaker', () => {
		const parts = partsOf(
			Array.from({ length: 250 }, (_, at) => line(at, 1)),
			sizeOf,
			100,
		);
		expect(parts.map(({ lines, tokens }) => [lines.length, tokens])).toEqual([
			[75, 75],
			[79, 79],
			[96, 96],
		]);
	});

	it('makes one part of a short call, and none of an empty one', () => {
		expect(partsOf([line(1, 5), line(2, 5)], sizeOf, 100)).toHaveLength(1);
		expect(partsOf([], sizeOf, 100)).toEqual([]);
	});

	it('keeps every line once and in its order, and no part longer than allowed, except for one line that is', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 80 }), (sizes) => {
				const lines = sizes.map((size, at) => line(at, size));
				const parts = partsOf(lines, sizeOf, 100);
				expect(parts.flatMap((part) => part.lines)).toEqual(lines);
				for (const part of parts) {
					expect(part.tokens).toBe(part.lines.reduce((sum, one) => sum + sizeOf(one), 0));
					if (part.lines.length > 1) expect(part.tokens).toBeLessThanOrEqual(100);
				}
			}),
		);
	});
});
