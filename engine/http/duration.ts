/** Durations in addresses: `30s`, `1500ms`. */
import { z } from 'zod';

const UNITS = { ms: 1, s: 1_000 } as const;

/** Milliseconds, at most `maximumMs`. */
export function durationUpTo(maximumMs: number) {
	const message = `a duration such as 30s or 1500ms, at most ${maximumMs / 1_000}s`;
	return z
		.string()
		.regex(/^\d{1,9}(ms|s)$/, message)
		.transform((text) => {
			const [, amount, unit] = /^(\d+)(ms|s)$/.exec(text) ?? [];
			return Number(amount) * UNITS[unit as keyof typeof UNITS];
		})
		.refine((milliseconds) => milliseconds <= maximumMs, message);
}
