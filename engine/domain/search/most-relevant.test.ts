import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { mostRelevant } from './most-relevant.ts';
import { indexTalk } from './talk-index.ts';

const sentence = fc.record({ words: fc.nat(12), relevance: fc.constantFrom(0, 0.1, 0.2, 0.5, 0.9) });

describe('mostRelevant', () => {
	it('never takes more words than it may, none twice, none without relevance, and passes over nothing that fits', () => {
		verifies('ask.word-budget');
		fc.assert(
			fc.property(fc.array(sentence, { maxLength: 30 }), fc.nat(150), (drawn, budget) => {
				const index = indexTalk(
					drawn.map(({ words }, position) => ({
						index: position,
						speakerId: 'ann',
						startMs: position,
						endMs: position,
						text: 'word '.repeat(words),
					})),
				);
				const relevance = Float64Array.from(drawn, (one) => one.relevance);
				const chosen = mostRelevant(index, relevance, budget);
				const used = chosen.reduce((sum, at) => sum + (drawn[at]?.words ?? 0), 0);
				expect(used).toBeLessThanOrEqual(budget);
				expect(new Set(chosen).size).toBe(chosen.length);
				const ranks = chosen.map((at) => drawn[at]?.relevance ?? 0);
				expect(ranks).toEqual(ranks.toSorted((one, other) => other - one));
				for (const [at, { words, relevance: rank }] of drawn.entries()) {
					if (chosen.includes(at)) expect(rank).toBeGreaterThan(0);
					else expect(rank === 0 || words === 0 || words > budget - used).toBe(true);
				}
			}),
		);
	});
});
