/** How long one speaker goes on. */
import type { Sentence } from '../../contract/call.ts';
import { MONOLOGUE_PAUSE_MS } from './benchmarks.ts';
import type { Span } from './spans.ts';
import { spanOf, type Turn } from './turns.ts';

export type Monologue = Span & { speakerId: string; sentences: Sentence[] };

/**
 * The longest stretch of one speaker (of those for whom `counts` answers true): from the start of a sentence to the end
 * of the last one before another speaker takes a turn or before a silence of 10 s; shorter silences are part of it.
 * Back-channels take no turn. Of equal ones the first; undefined where nothing has a length, as without times.
 */
export function longestMonologue(turns: Turn[], counts: (turn: Turn) => boolean = () => true): Monologue | undefined {
	let longest: Monologue | undefined;
	for (const turn of turns) {
		if (!counts(turn)) continue;
		for (const stretch of stretchesOf(turn)) {
			if (!longest || lengthOf(stretch) > lengthOf(longest)) longest = stretch;
		}
	}
	return longest && lengthOf(longest) > 0 ? longest : undefined;
}

/** Length of the longest monologue of each speaker, ms. */
export function longestBySpeaker(turns: Turn[]): Map<string, number> {
	const longest = new Map<string, number>();
	for (const stretch of turns.flatMap(stretchesOf)) {
		longest.set(stretch.speakerId, Math.max(longest.get(stretch.speakerId) ?? 0, lengthOf(stretch)));
	}
	return longest;
}

/** In ms. */
export function lengthOf({ startMs, endMs }: Span): number {
	return endMs - startMs;
}

function stretchesOf(turn: Turn): Monologue[] {
	const stretches: Monologue[] = [];
	let stretch: Monologue | undefined;
	for (const sentence of turn.sentences) {
		const { startMs, endMs } = spanOf(sentence);
		if (stretch && startMs - stretch.endMs < MONOLOGUE_PAUSE_MS) {
			stretch.endMs = Math.max(stretch.endMs, endMs);
			stretch.sentences.push(sentence);
			continue;
		}
		stretch = { speakerId: turn.speaker.id, startMs, endMs, sentences: [sentence] };
		stretches.push(stretch);
	}
	return stretches;
}
