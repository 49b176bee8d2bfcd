/** The laws of effects, over any course of crashes, stalls, lost answers and late landings. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../test/verifies.ts';
import { liveThrough } from './testing/effect-world.ts';

const choices = fc.array(fc.nat(59), { maxLength: 150, size: 'max' });

it('happens at most once, and exactly once where it is said to be done', async () => {
	verifies('effects.never-twice', 'effects.stopped-worker');
	await fc.assert(
		fc.asyncProperty(choices, fc.integer({ min: 1, max: 3 }), async (chosen, runs) => {
			const { couldNotTell, errors, landed, outcomes, refused } = await liveThrough(chosen, runs);
			expect(errors).toEqual([]);
			expect(landed).toBeLessThanOrEqual(1);
			for (const outcome of outcomes) {
				// Whatever died, the last attempt comes to an end.
				if (outcome?.state === 'done') expect(landed).toBe(1);
				else if (outcome?.state === 'unconfirmed') expect(couldNotTell).toBe(true);
				else expect(outcome?.state === 'failed' && refused).toBe(true);
			}
		}),
		{ numRuns: 400 },
	);
});
