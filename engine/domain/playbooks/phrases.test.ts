import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
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
});
