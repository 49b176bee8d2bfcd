/** The measure and the strongest named method that the figures on topics rest on. */
import { describe, expect, it } from '@jest/globals';
import { textTiling } from './bench/shared/text-tiling.ts';
import { windowDiff } from './bench/shared/window-diff.ts';

describe('windowDiff', () => {
	it('is 0 for the same borders, and 1 where every window differs', () => {
		expect(windowDiff([4, 8], [4, 8], 12)).toBe(0);
		expect(windowDiff([], [1, 2, 3, 4, 5, 6, 7], 8)).toBe(1);
	});

	it('counts by hand: 12 turns, a border before 6, k of 3, nine windows', () => {
		// Windows at 3, 4 and 5 hold the border; one that is a turn off differs at two places.
		expect(windowDiff([6], [], 12)).toBeCloseTo(3 / 9);
		expect(windowDiff([6], [7], 12)).toBeCloseTo(2 / 9);
		expect(windowDiff([6], [6, 7], 12)).toBeCloseTo(3 / 9);
	});
});

describe('textTiling', () => {
	it('finds the one place where the words change', () => {
		const turns = [
			...Array.from({ length: 30 }, () => 'The price of the license and the budget for seats.'),
			...Array.from({ length: 30 }, () => 'An audit of each login with a review by security.'),
		];
		const borders = textTiling(turns, { sequence: 20, block: 6, cutoff: -1 });
		expect(borders).toHaveLength(1);
		expect(Math.abs((borders[0] ?? 0) - 30)).toBeLessThanOrEqual(2);
	});
});
