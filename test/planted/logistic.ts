/** Logistic regression with an L2 penalty, fitted by L-BFGS. */

/** Columns and values of one row, without zeros; it counts as `weight` rows. */
export type Row = { columns: Int32Array; values: Float32Array; weight: number };

const MEMORY = 10;
const ROUNDS = 150;
const SMALL_GRADIENT = 1e-3;

/**
 * Weights of the columns and, behind them, the intercept, which pays no penalty. Minimizes
 * `sum(weight·log(1 + exp(-y·f(x)))) + penalty/2·|w|²` (Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4)
 * by limited-memory BFGS (Nocedal and Wright: Numerical Optimization, algorithm 7.4) with halved steps.
 */
export function fit(rows: Row[], labels: boolean[], columns: number, penalty: number): Float64Array {
	let weights: Float64Array = new Float64Array(columns + 1);
	let { loss, gradient } = lossOf(rows, labels, weights, penalty);
	const history: { step: Float64Array; change: Float64Array; scale: number }[] = [];
	for (let round = 0; round < ROUNDS && norm(gradient) > SMALL_GRADIENT; round += 1) {
		const direction = descent(gradient, history);
		const slope = dot(direction, gradient);
		let size = history.length === 0 ? 1 / Math.max(1, norm(gradient)) : 1;
		let next = lossOf(rows, labels, moved(weights, direction, size), penalty);
		while (next.loss > loss + 1e-4 * size * slope && size > 1e-10) {
			size /= 2;
			next = lossOf(rows, labels, moved(weights, direction, size), penalty);
		}
		const step = direction.map((value) => value * size);
		const change = next.gradient.map((value, at) => value - (gradient[at] ?? 0));
		const curvature = dot(step, change);
		if (curvature > 1e-10) history.push({ step, change, scale: 1 / curvature });
		if (history.length > MEMORY) history.shift();
		weights = moved(weights, direction, size);
		({ loss, gradient } = next);
	}
	return weights;
}

/** The share of "yes" that the weights expect of a row. */
export function chance(row: Row, weights: Float64Array): number {
	return 1 / (1 + Math.exp(-marginOf(row, weights)));
}

function marginOf({ columns, values }: Row, weights: Float64Array): number {
	let sum = weights[weights.length - 1] ?? 0;
	for (let at = 0; at < columns.length; at += 1) sum += (weights[columns[at] ?? 0] ?? 0) * (values[at] ?? 0);
	return sum;
}

function lossOf(rows: Row[], labels: boolean[], weights: Float64Array, penalty: number) {
	const intercept = weights.length - 1;
	const gradient = weights.map((weight, at) => (at === intercept ? 0 : penalty * weight));
	let loss = (penalty / 2) * (dot(weights, weights) - (weights[intercept] ?? 0) ** 2);
	for (const [position, row] of rows.entries()) {
		const sign = labels[position] ? 1 : -1;
		const margin = sign * marginOf(row, weights);
		loss += row.weight * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin);
		const pull = (-sign * row.weight) / (1 + Math.exp(margin));
		for (let at = 0; at < row.columns.length; at += 1) {
			const column = row.columns[at] ?? 0;
			gradient[column] = (gradient[column] ?? 0) + pull * (row.values[at] ?? 0);
		}
		gradient[intercept] = (gradient[intercept] ?? 0) + pull;
	}
	return { loss, gradient };
}

function descent(gradient: Float64Array, history: { step: Float64Array; change: Float64Array; scale: number }[]) {
	const direction = gradient.map((value) => -value);
	const shares: number[] = [];
	for (const { step, change, scale } of history.toReversed()) {
		const share = scale * dot(step, direction);
		shares.push(share);
		for (let at = 0; at < direction.length; at += 1) direction[at] = (direction[at] ?? 0) - share * (change[at] ?? 0);
	}
	const last = history.at(-1);
	if (last) {
		const scale = 1 / (last.scale * dot(last.change, last.change));
		for (let at = 0; at < direction.length; at += 1) direction[at] = (direction[at] ?? 0) * scale;
	}
	for (const [position, { step, change, scale }] of history.entries()) {
		const share = (shares[history.length - 1 - position] ?? 0) - scale * dot(change, direction);
		for (let at = 0; at < direction.length; at += 1) direction[at] = (direction[at] ?? 0) + share * (step[at] ?? 0);
	}
	return direction;
}

function moved(weights: Float64Array, direction: Float64Array, size: number): Float64Array {
	return weights.map((weight, at) => weight + size * (direction[at] ?? 0));
}

function dot(one: Float64Array, other: Float64Array): number {
	let sum = 0;
	for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
	return sum;
}

function norm(vector: Float64Array): number {
	return Math.sqrt(dot(vector, vector));
}
