import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { phraseFinder } from './phrases.ts';

/** The part of the text in which the phrase was found. */
function found(phrase: string, text: string): string | undefined {
	const span = phraseFinder([{ key: phrase, text: phrase }])(text).get(phrase);
	return span && text.slice(span.from, span.to);
}

describe('phraseFinder', () => {
	it.each([
		['agenda', 'First, the AGENDA.', 'AGENDA'],
		['next step', 'So, next  step: you sign.', 'next  step'],
		['follow up', 'A follow-up would help.', 'follow-up'],
		["let's meet", 'Then let’s meet on Monday.', 'let’s meet'],
		['renew*', 'The renewal is due.', 'renewal'],
		['renew* early', 'Who renews early, saves.', 'renews early'],
		['über uns', 'Alles ÜBER uns.', 'ÜBER uns'],
		['50', 'It is 50 %.', '50'],
	])('finds “%s” in “%s”', (phrase, text, part) => {
		// Spans are those of the folded text.
		expect(found(phrase, text.replace(/\s+/g, ' '))).toBe(part.replace(/\s+/g, ' '));
	});

	it.each([
		['agenda', 'Those are hidden agendas.'],
		['can', "We can't."],
		['next step', 'Next, a step.'.replace(', a', ' a')],
		['next step', 'next'],
		['renew*', 'We prenew it.'],
		['roi', 'heroic'],
	])('does not find “%s” in “%s”', (phrase, text) => {
		expect(found(phrase, text)).toBeUndefined();
	});

	it('finds the first of the phrases of each key, for all keys in one go', () => {
		const find = phraseFinder([
			{ key: 'money', text: 'budget*' },
			{ key: 'money', text: 'price' },
			{ key: 'time', text: 'this year' },
		]);
		const text = 'The price is above the budget of this year.';
		expect([...find(text)].map(([key, { from, to }]) => [key, text.slice(from, to)])).toEqual([
			['money', 'price'],
			['time', 'this year'],
		]);
	});

	it('finds every phrase that it is given between words, whatever stands around it', () => {
		const word = fc.stringMatching(/^[a-zäöüß0-9]{1,8}(?:'[a-z]{1,3})?$/);
		fc.assert(
			fc.property(
				fc.array(word, { minLength: 1, maxLength: 4 }),
				fc.array(word),
				fc.array(word),
				(words, before, after) => {
					const phrase = words.join(' ');
					const text = [...before, words.join(', ').toUpperCase(), ...after].join(' ');
					fc.pre(text.toLowerCase().toUpperCase() === text.toUpperCase() && !/ß/.test(phrase));
					const span = phraseFinder([{ key: 'it', text: phrase }])(text).get('it');
					expect(span).toBeDefined();
					const part = text.slice(span?.from, span?.to).toLowerCase();
					expect(part.replaceAll(',', '')).toBe(phrase);
				},
			),
		);
	});

	it('takes of the phrases that end together the longest', () => {
		const find = phraseFinder([
			{ key: 'it', text: 'price' },
			{ key: 'it', text: 'list price' },
			{ key: 'it', text: 'the list pri*' },
		]);
		expect(find('Is that the list price?').get('it')).toEqual({ from: 8, to: 22 });
	});

	it('finds what a look at every word for every phrase finds', () => {
		const word = fc.stringMatching(/^[ab]{1,3}$/);
		const pattern = fc.tuple(word, fc.boolean()).map(([text, open]) => (open ? `${text}*` : text));
		const phrases = fc.array(fc.array(pattern, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 40 });
		fc.assert(
			fc.property(phrases, fc.array(word, { maxLength: 12 }), (all, words) => {
				const find = phraseFinder(all.map((patterns, index) => ({ key: index % 7, text: patterns.join(' ') })));
				const fits = (said: string | undefined, text: string): boolean =>
					text.endsWith('*') ? (said ?? '').startsWith(text.slice(0, -1)) : said === text;
				const expected = new Map<number, string>();
				for (const end of words.keys()) {
					for (const key of Array.from({ length: 7 }, (_, index) => index)) {
						if (expected.has(key)) continue;
						const ending = all
							.filter((_, index) => index % 7 === key)
							.filter((patterns) => patterns.every((one, at) => fits(words[end - patterns.length + 1 + at], one)))
							.map(({ length }) => words.slice(end - length + 1, end + 1).join(' '));
						const longest = ending.sort((one, other) => other.length - one.length)[0];
						if (longest !== undefined) expected.set(key, longest);
					}
				}
				const text = words.join(' ');
				expect(new Map([...find(text)].map(([key, { from, to }]) => [key, text.slice(from, to)]))).toEqual(expected);
			}),
		);
	});

	it.each([
		['that begin alike', (index: number) => `so so so so so so zz${index}`],
		['that end alike', (index: number) => `zz${index} so so so so so so`],
		['with beginnings of one another', (index: number) => `${'s'.repeat(1 + (index % 3))}* so* s* z${index}`],
	])('compares every word once with 32 words of 1,700 phrases at a time, phrases %s', (_, phraseOf) => {
		verifies('playbooks.effort');
		const effort = { comparisons: 0 };
		const phrases = Array.from({ length: 1_700 }, (_, index) => ({ key: index % 30, text: phraseOf(index) }));
		const find = phraseFinder(phrases, effort);
		const words = 660;
		expect(find('so '.repeat(words)).size).toBe(0);
		const patterns = phrases.reduce((sum, { text }) => sum + text.split(' ').length, 0);
		expect(effort.comparisons).toBeGreaterThan(0);
		expect(effort.comparisons).toBeLessThanOrEqual(words * Math.ceil(patterns / 32));
	});
});
