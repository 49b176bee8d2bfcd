/** One line a figure: JSON for programs, plain for people. */
export type Figure = { bench: string; metric: string; value: number; unit: string; note: string };

const asJson = process.argv.includes('--json');

export function print(figure: Figure): void {
	const value = Number(figure.value.toPrecision(4));
	const line = asJson
		? JSON.stringify({ ...figure, value })
		: `${figure.bench} ${figure.metric} = ${value} ${figure.unit}  (${figure.note})`;
	process.stdout.write(`${line}\n`);
}

/** `p` from 0 to 1, by the nearest rank. */
export function quantile(values: readonly number[], p: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

/** The value of `--name N`, else the default. */
export function option(name: string, otherwise: number): number {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

/** Works on all items, at most `concurrency` at a time. */
export async function concurrently<T>(items: readonly T[], concurrency: number, work: (item: T) => Promise<void>) {
	const rest = items.values();
	await Promise.all(
		Array.from({ length: concurrency }, async () => {
			for (const item of rest) await work(item);
		}),
	);
}
