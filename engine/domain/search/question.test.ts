import { describe, expect, it } from '@jest/globals';
import type { Speaker } from '../calls/speakers.ts';
import { readQuestion } from './question.ts';
import { termReader } from './terms.ts';

const speaker = (name: string, affiliation: Speaker['affiliation'] = 'external', rep = false): Speaker => ({
	id: name,
	name,
	affiliation,
	rep,
});
const dana = speaker('Dana Cole');
const rita = speaker('Rita Ross', 'internal', true);
const phdA = speaker('PhD A', 'unknown');
const phdB = speaker('PhD B', 'unknown');
const everybody = [dana, rita, phdA, phdB, speaker('Speaker 3', 'unknown')];

const read = (text: string) => readQuestion(text, everybody, termReader());
const termsOf = (text: string) => read(text).terms.map(({ variants }) => variants[0]);
const askedOf = (text: string) => everybody.filter((one) => read(text).asksOf(one)).map(({ name }) => name);

describe('readQuestion', () => {
	it.each([
		['What did they say about the security review?', ['secur', 'review']],
		['Did anyone mention SSO?', ['sso']],
		['Summarize the discussion of pricing, please', ['price']],
		['How many seats, how many of 5,000 seats?', ['seat', '5,000']],
		['What was discussed?', []],
	])('takes the telling words of: %s', (text, terms) => {
		expect(termsOf(text)).toEqual(terms);
	});

	it.each([
		['What did Dana Cole say about the price?', ['Dana Cole'], ['price']],
		["What was dana's budget?", ['Dana Cole'], ['budget']],
		['What did Dana think of PhD B?', ['Dana Cole', 'PhD B'], []],
		['What does the customer want to spend?', ['Dana Cole', 'PhD A', 'PhD B', 'Speaker 3'], ['want', 'spend']],
		['Did the rep offer a discount?', ['Rita Ross'], ['offer', 'discount']],
		['How many customers do they serve?', [], ['custom', 'serv']],
		['What did Speaker 3 say about dogs?', [], ['speaker', '3', 'dog']],
	])('knows who is asked about: %s', (text, names, terms) => {
		expect(askedOf(text)).toEqual(names);
		expect(read(text).asksOfSomebody).toBe(names.length > 0);
		expect(termsOf(text)).toEqual(terms);
	});

	it('expects a number where "how much" is asked, and a date where "when" is', () => {
		expect(read('How much is it?').holds?.test('It is 40 dollars.')).toBe(true);
		expect(read('How much is it?').holds?.test('It is a lot.')).toBe(false);
		expect(read('When do they start?').holds?.test('We start next quarter.')).toBe(true);
		expect(read('Why do they start?').holds).toBeUndefined();
	});

	it('takes words of one meaning together, the one that was asked first', () => {
		const [asked] = read('the pricing').terms;
		expect(asked?.variants[0]).toBe('price');
		expect(asked?.variants).toContain('cost');
	});

	it('takes half as much of what asks for a side of the subject only', () => {
		expect(read('the security requirements').terms.map(({ weight }) => weight)).toEqual([1, 0.5]);
	});
});
