/** How often the button of one insight may be pressed: a person needs a few, a program that hammers it gets no further. */
import { TerminalError } from '../../errors.ts';

/** More than anybody presses by hand who cannot decide. */
const MOST = 20;
const WINDOW_MS = 60_000;

export type PressLimit = {
	/** Throws `too-many-presses` beyond `MOST` in a minute. */
	count(key: string, now: Date): void;
};

/**
 * Counted by each process for itself. Only presses with a valid link come here, so there are no more keys than links, and
 * all are forgotten with their minute.
 */
export function createPressLimit(): PressLimit {
	let minute = -1;
	let presses = new Map<string, number>();
	return {
		count(key, now) {
			const current = Math.floor(now.getTime() / WINDOW_MS);
			if (current !== minute) {
				minute = current;
				presses = new Map();
			}
			const count = (presses.get(key) ?? 0) + 1;
			if (count > MOST) throw new TerminalError('too-many-presses');
			presses.set(key, count);
		},
	};
}
