import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isCarried } from './carried.ts';

const carried = (quote: string, text: string) => isCarried(text, { quote, speaker: 'Carl Crane' });

describe('a sentence about a quote', () => {
	it.each([
		['Globex pays Acme for the platform.', 'Acme pays Globex for the platform.'],
		['Equity grew 5% and revenue 8%.', 'Equity grew 8% and revenue 5%.'],
		['Equity grew five percent and revenue eight percent.', 'Equity grew eight percent and revenue five percent.'],
		['Petrova signs, and Moreau is told.', 'Moreau signs, and Petrova is told.'],
		// "Foram" is "were" in Portuguese, "Will" a verb.
		['Daset pays Foram.', 'Foram pays Daset.'],
		['Foram pays Daset.', 'Daset pays Foram.'],
		['Will pays Petrova.', 'Petrova pays Will.'],
	])('of “%s” does not say: %s', (quote, text) => {
		expect(carried(quote, text)).toBe(false);
		expect(carried(quote, quote)).toBe(true);
	});

	it.each([
		['In March our board decides.', 'The board decides in March.'],
		['Budget is decided by Petrova.', 'Petrova decided the budget.'],
		['We pay 4,000 to Acme in May.', 'Carl pays Acme 4,000.'],
		['Petrova and I decide.', 'I decide, and Petrova.'],
		['Morgen rufe ich Sie und Petrova an.', 'Ich rufe Petrova und Sie an.'],
	])('of “%s” may say: %s', (quote, text) => {
		expect(carried(quote, text)).toBe(true);
	});

	it('never gives two the places of each other', () => {
		const name = fc.stringMatching(/^[BDFGKM][aeiou][lnrst][aeiou][kmptz]$/);
		fc.assert(
			fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 2 }), ([one = '', other = '']) => {
				expect(carried(`${one} pays ${other}.`, `${other} pays ${one}.`)).toBe(false);
				expect(carried(`${one} pays ${other}.`, `${one} pays ${other}.`)).toBe(true);
			}),
		);
	});
});
