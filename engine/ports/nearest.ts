/** The known word that a mistyped one most likely meant. */

/** Undefined where none is near: at most two edits away, or a third of the word for longer ones. */
export function nearest(word: string, known: readonly string[]): string | undefined {
	// A word far longer than every known one has no neighbor, and comparing it would cost its whole length.
	const candidates = known.filter((candidate) => Math.abs(candidate.length - word.length) <= allowance(candidate));
	let best: { candidate: string; distance: number } | undefined;
	for (const candidate of candidates) {
		const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
		if (distance <= allowance(candidate) && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) {
			best = { candidate, distance };
		}
	}
	return best?.candidate;
}

function allowance(word: string): number {
	return Math.max(2, Math.floor(word.length / 3));
}

/** Insertions, deletions and replacements between two words (Levenshtein), one row of the table at a time. */
function editDistance(from: string, to: string): number {
	let above = Array.from({ length: to.length + 1 }, (_, column) => column);
	for (let row = 1; row <= from.length; row++) {
		const current = [row];
		for (let column = 1; column <= to.length; column++) {
			const replaced = (above[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
			current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
		}
		above = current;
	}
	return above[to.length] ?? 0;
}
