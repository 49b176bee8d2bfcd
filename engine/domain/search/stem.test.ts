import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stem } from './stem.ts';

/** The examples of Porter's paper, after all steps. */
const EXAMPLES =
	'caresses:caress ponies:poni ties:ti cats:cat feed:feed agreed:agre plastered:plaster bled:bled motoring:motor ' +
	'sing:sing conflated:conflat troubled:troubl sized:size hopping:hop tanned:tan falling:fall hissing:hiss fizzed:fizz ' +
	'failing:fail filing:file happy:happi sky:sky relational:relat conditional:condit rational:ration digitizer:digit ' +
	'operator:oper feudalism:feudal decisiveness:decis hopefulness:hope callousness:callous triplicate:triplic ' +
	'formative:form formalize:formal electrical:electr goodness:good revival:reviv allowance:allow inference:infer ' +
	'airliner:airlin adjustable:adjust defensible:defens irritant:irrit replacement:replac adjustment:adjust ' +
	'dependent:depend adoption:adopt communism:commun activate:activ effective:effect probate:probat rate:rate cease:ceas ' +
	'controlling:control rolling:roll';

describe('stem', () => {
	it.each(EXAMPLES.split(' ').map((example) => example.split(':')))('makes of %s: %s', (word, expected) => {
		expect(stem(word ?? '')).toBe(expected);
	});

	it('gives the forms of a word one stem', () => {
		for (const forms of [
			'price prices priced pricing',
			'integrate integrated integration',
			'recruit recruiting recruits',
		]) {
			expect(new Set(forms.split(' ').map(stem)).size).toBe(1);
		}
	});

	it('leaves what is no English word as it is', () => {
		for (const word of ['', 'is', '5,000', 'q3', 'größer', 'y'.repeat(100_000)]) expect(stem(word)).toBe(word);
	});

	it('never makes a word longer', () => {
		fc.assert(fc.property(fc.stringMatching(/^[a-z]{0,30}$/), (word) => stem(word).length <= word.length));
	});
});
