/** The middle of the sorted numbers, of an even count the mean of the middle two; undefined for none. */
export function median(numbers: readonly number[]): number | undefined {
	const sorted = numbers.toSorted((one, other) => one - other);
	const [lower, upper] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
	return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}
