import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spread } from './nearness.ts';

describe('spread', () => {
	it('is the sum over all sentences, each by its distance', () => {
		const sentence = fc.record({ value: fc.nat(5), words: fc.integer({ min: 0, max: 60 }) });
		fc.assert(
			fc.property(fc.array(sentence, { maxLength: 40 }), fc.integer({ min: 1, max: 400 }), (sentences, reach) => {
				let before = 0;
				const middle = sentences.map(({ words }) => {
					before += words;
					return before - words / 2;
				});
				const near = spread(
					sentences.map(({ value }) => value),
					middle,
					reach,
				);
				for (const [at, here] of middle.entries()) {
					const sum = sentences.reduce(
						(total, { value }, other) => total + value * Math.exp(-Math.abs(here - (middle[other] ?? 0)) / reach),
						0,
					);
					expect(near[at]).toBeCloseTo(sum, 6);
				}
			}),
		);
	});
});
