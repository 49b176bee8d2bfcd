/** A long call in parts that a model call can pay for. */
import type { Line } from './lines.ts';

/** `tokens`: of all its lines. */
export type Part = { lines: Line[]; tokens: number };

/** From this share of an even part on the change of a speaker is a good place to cut. */
const NEAR_SHARE = 0.9;

/**
 * As few parts as there can be, about equally long, cut between lines; at the change of a speaker where there is one near
 * the cut and that makes no part more. A line of more than `most` tokens is a part of its own.
 */
export function partsOf(lines: readonly Line[], tokensOf: (line: Line) => number, most: number): Part[] {
	const sizes = lines.map(tokensOf);
	const parts: Part[] = [];
	/** Of the part that is open, and of it with all that follows. */
	let [size, left] = [0, sizes.reduce((sum, one) => sum + one, 0)];
	for (const [at, line] of lines.entries()) {
		const part = parts.at(-1);
		const next = sizes[at] ?? 0;
		const partsLeft = Math.max(1, Math.ceil(left / most));
		const even = left / partsLeft;
		const changes = part?.lines.at(-1)?.speakerId !== line.speakerId && left - size <= (partsLeft - 1) * most;
		const full = size + next > most || size >= even || (changes && size >= even * NEAR_SHARE);
		if (part && !full) {
			part.lines.push(line);
			part.tokens += next;
			size += next;
			continue;
		}
		parts.push({ lines: [line], tokens: next });
		left -= size;
		size = next;
	}
	return parts;
}
