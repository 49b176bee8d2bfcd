import { describe, expect, it } from '@jest/globals';
import { chance, fit, type Row } from './logistic.ts';

const row = (...values: number[]): Row => ({
	columns: Int32Array.from(values.keys()),
	values: Float32Array.from(values),
	weight: 1,
});

describe('fit', () => {
	it('finds the minimum: the gradient is zero there', () => {
		const rows = [row(1, 0.5), row(0.2, 1), row(-1, 0.3), row(0.4, -0.7), row(-0.3, -0.2)];
		const labels = [true, true, false, false, true];
		const penalty = 0.7;
		const weights = fit(rows, labels, 2, penalty);
		for (const column of [0, 1]) {
			const pulls = rows.map((one, at) => (chance(one, weights) - Number(labels[at])) * (one.values[column] ?? 0));
			expect(pulls.reduce((sum, pull) => sum + pull, 0) + penalty * (weights[column] ?? 0)).toBeCloseTo(0, 3);
		}
		const intercept = rows.map((one, at) => chance(one, weights) - Number(labels[at]));
		expect(intercept.reduce((sum, pull) => sum + pull, 0)).toBeCloseTo(0, 3);
	});

	it('expects the share of "yes" where nothing tells', () => {
		const rows = Array.from({ length: 10 }, () => row(0));
		const weights = fit(
			rows,
			rows.map((_, at) => at < 3),
			1,
			1,
		);
		expect(chance(row(0), weights)).toBeCloseTo(0.3, 4);
	});

	it('takes a row of weight three for three rows', () => {
		const rows = [row(1), row(0.2), row(-0.4), row(-0.3)];
		const labels = [true, false, true, false];
		const three = [...rows, row(-0.3), row(-0.3)];
		const weighed = rows.map((one, at) => ({ ...one, weight: at === 3 ? 3 : 1 }));
		const [first, second] = [fit(weighed, labels, 1, 0.5), fit(three, [...labels, false, false], 1, 0.5)];
		for (const column of [0, 1]) expect(first[column]).toBeCloseTo(second[column] ?? Number.NaN, 3);
	});
});
