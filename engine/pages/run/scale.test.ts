import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { scaleOf } from './scale.ts';

const DAY = 86_400_000;

it('draws work as it was, and a wait of days short', () => {
	verifies('teams.timeline');
	const all = { from: 0, to: DAY + 10_000 };
	const work = [
		{ from: 0, to: 10_000 },
		{ from: DAY, to: DAY + 10_000 },
	];
	const { place, squeezed } = scaleOf(work, all);
	const [first, wait, last] = [place(10_000), place(DAY), place(all.to)];
	expect(first).toBeCloseTo(100 / 2.4, 1);
	expect(wait - first).toBeCloseTo(40 / 2.4, 1);
	expect(last).toBe(100);
	expect(squeezed).toEqual([{ from: 10_000, to: DAY, at: first, width: wait - first }]);
});

it('squeezes no short wait, and none where nobody worked at all', () => {
	const short = scaleOf([{ from: 0, to: 1_000 }], { from: 0, to: 10_000 });
	expect([short.place(1_000), short.squeezed]).toEqual([10, []]);
	expect(scaleOf([], { from: 0, to: DAY }).squeezed).toEqual([]);
});

it('keeps the order of moments, within the drawing', () => {
	const moment = fc.integer({ min: 0, max: 10 * DAY });
	const span = fc.tuple(moment, fc.integer({ min: 0, max: 60_000 })).map(([from, ms]) => ({ from, to: from + ms }));
	fc.assert(
		fc.property(fc.array(span, { maxLength: 12 }), moment, moment, (work, one, other) => {
			const all = { from: Math.min(0, ...work.map(({ from }) => from)), to: 11 * DAY };
			const { place } = scaleOf(work, all);
			const [early, late] = [Math.min(one, other), Math.max(one, other)];
			expect(place(early)).toBeLessThanOrEqual(place(late));
			expect(place(early)).toBeGreaterThanOrEqual(0);
			expect(place(late)).toBeLessThanOrEqual(100);
		}),
	);
});
