import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import type { Transcript } from '../../contract/call.ts';
import { verifyQuote } from './evidence.ts';
import { foldWhitespace } from './text.ts';

const speakers = (id: string) => ({ id, name: id.toUpperCase(), affiliation: 'external' as const, rep: false });

function transcriptOf(...said: [string, string][]): Transcript {
	return {
		callId: 'c1',
		sentences: said.map(([speakerId, text], index) => ({
			index,
			speakerId,
			startMs: index * 1000,
			endMs: index * 1000 + 900,
			text,
		})),
	};
}

const transcript = transcriptOf(
	['ann', 'We lost   two\n customers.'],
	['ann', 'It was the price, I think.'],
	['bob', 'I see.'],
);
const verify = (speakerId: string, first: number, last: number, quote: string) =>
	verifyQuote(transcript, { speakerId, first, last, quote }, speakers);

describe('verifyQuote', () => {
	verifies('calls.quote-verbatim');

	it('takes a sentence, white space folded, with speaker and time of the transcript', () => {
		expect(verify('ann', 0, 0, 'We lost two customers.')).toEqual({
			callId: 'c1',
			speakerId: 'ann',
			speaker: 'ANN',
			startMs: 0,
			endMs: 900,
			quote: 'We lost two customers.',
		});
	});

	it('takes consecutive sentences of one speaker, and a part of them', () => {
		expect(verify('ann', 0, 1, 'two customers. It was the price')).toMatchObject({ startMs: 0, endMs: 1900 });
	});

	it('takes the time of the words, however wide the claim', () => {
		expect(verify('ann', 0, 1, 'It was the price')).toMatchObject({ startMs: 1000, endMs: 1900 });
		expect(verify('ann', 0, 1, 'We lost two')).toMatchObject({ startMs: 0, endMs: 900 });
	});

	it.each([
		['another speaker', 'bob', 0, 0, 'We lost two customers.'],
		['sentences of two speakers', 'ann', 1, 2, 'I think. I see.'],
		['another sentence', 'ann', 1, 1, 'We lost two customers.'],
		['other words', 'ann', 0, 0, 'We lost three customers.'],
		['other case', 'ann', 0, 0, 'we lost two customers.'],
		['a cut word', 'ann', 0, 0, 'lost two custom'],
		['no words', 'ann', 0, 0, '  '],
		['sentences that are not there', 'ann', 1, 3, 'It was the price, I think.'],
		['a backward range', 'ann', 1, 0, 'We lost two customers.'],
		['a position that is none', 'ann', 0.5, 1, 'It was the price, I think.'],
	])('drops %s', (_, speakerId, first, last, quote) => {
		expect(verify(speakerId, first, last, quote)).toBeUndefined();
	});

	it.each([
		['the half of a negation', "We can't do it.", 'We can'],
		['the half of one with another apostrophe', 'We don’t need it.', 'We don'],
		['a part of a number', 'It costs 5,000 a year.', 'It costs 5'],
		['a part of a decimal', 'It costs 1.5 million.', '5 million.'],
		['a part of a compound', 'It is a non-binding offer.', 'binding offer.'],
		['a letter without its accent', 'We met in the cafe\u0301 there.', 'We met in the cafe'],
		['a word of letters beyond the first 65,536', 'We say \u{1D400}\u{1D401} here.', '\u{1D401} here.'],
	])('drops %s', (_, text, quote) => {
		expect(verifyQuote(transcriptOf(['ann', text]), { speakerId: 'ann', first: 0, last: 0, quote }, speakers)).toBe(
			undefined,
		);
	});

	it.each([
		['We said “yes”, twice.', 'yes'],
		['It was 2020, 2021 was better.', '2021 was better.'],
		["The teams' plan is done.", 'plan is done.'],
		['It costs 5.', 'It costs 5'],
	])('takes whole words of: %s', (text, quote) => {
		const claim = { speakerId: 'ann', first: 0, last: 0, quote };
		expect(verifyQuote(transcriptOf(['ann', text]), claim, speakers)?.quote).toBe(quote);
	});

	const word = fc.stringMatching(/^[a-z]{1,7}$/);
	const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => `${words.join(' ')}.`);

	it('takes a part of a text whose script writes no spaces', () => {
		const claim = { speakerId: 'ann', first: 0, last: 0, quote: '我们明天' };
		expect(verifyQuote(transcriptOf(['ann', '好的，我们明天把报价发给您。']), claim, speakers)?.quote).toBe('我们明天');
	});

	it('drops every quote of which one character was changed', () => {
		fc.assert(
			fc.property(sentence, fc.nat(), fc.constantFrom('#', 'Q', '9', 'ß'), (text, place, other) => {
				const at = place % text.length;
				const changed = text.slice(0, at) + other + text.slice(at + 1);
				const claim = { speakerId: 'ann', first: 0, last: 0, quote: changed };
				expect(verifyQuote(transcriptOf(['ann', text]), claim, speakers)).toBeUndefined();
			}),
		);
	});

	it('drops every quote that a word was put into or taken out of in the middle, unless it stands there too', () => {
		fc.assert(
			fc.property(fc.array(word, { minLength: 3, maxLength: 12 }), fc.nat(), (words, place) => {
				const at = 1 + (place % (words.length - 2));
				const text = words.join(' ');
				for (const changed of [words.toSpliced(at, 1), words.toSpliced(at, 0, 'Never')]) {
					const quote = changed.join(' ');
					const claim = { speakerId: 'ann', first: 0, last: 0, quote };
					const stands = ` ${text} `.includes(` ${quote} `);
					expect(verifyQuote(transcriptOf(['ann', text]), claim, speakers) !== undefined).toBe(stands);
				}
			}),
		);
	});

	it('takes every run of whole words, whatever white space lies between them', () => {
		const space = fc.constantFrom(' ', '\n', '\t ', '  ', ' ');
		fc.assert(
			fc.property(
				fc.array(fc.tuple(word, space), { minLength: 1, maxLength: 12 }),
				fc.nat(),
				fc.nat(),
				(drawn, a, b) => {
					const text = drawn.map(([said, gap]) => said + gap).join('');
					const [from, to] = [a % drawn.length, b % drawn.length].sort((one, other) => one - other) as [number, number];
					const quote = drawn
						.slice(from, to + 1)
						.map(([said]) => said)
						.join(' ');
					const proof = verifyQuote(
						transcriptOf(['ann', text]),
						{ speakerId: 'ann', first: 0, last: 0, quote },
						speakers,
					);
					expect(proof?.quote).toBe(foldWhitespace(quote));
				},
			),
		);
	});
});
