/** Turns a demo call's script into timed monologues, the same on every run. */
import type { Monologue } from '../world.ts';

export interface Turn {
	/** First name of the speaker. */
	speaker: string;
	sentences: { start: number; end: number; text: string }[];
}

/** About 150 words a minute, and a moment for each sentence. */
const MS_PER_WORD = 390;
const MS_PER_SENTENCE = 250;
/** Between two speakers; between two sentences of one. */
const TURN_GAP_MS = 650;
const SENTENCE_GAP_MS = 120;
/** How far a line that begins with `^` runs into the one before. */
const OVERLAP_MS = 1_300;

/**
 * Reads lines of `Name: sentences`. A `^` before the name starts the line before the previous one ends, `(8s)` on
 * a line of its own is silence. Sentences end with `.`, `?` or `!` before a space.
 */
export function readScript(script: string): Turn[] {
	const turns: Turn[] = [];
	let clock = 2_000;
	for (const line of script.split('\n').map((one) => one.trim())) {
		if (line === '') continue;
		const silence = /^\((\d+)s\)$/.exec(line);
		if (silence) {
			clock += Number(silence[1]) * 1_000;
			continue;
		}
		const spoken = /^(\^?)(\p{L}+): (.+)$/u.exec(line);
		if (!spoken) throw new Error(`not a line of a script: ${line}`);
		const [, overlap, speaker = '', text = ''] = spoken;
		clock += overlap ? -OVERLAP_MS : TURN_GAP_MS;
		const turn: Turn = { speaker, sentences: [] };
		for (const sentence of text.split(/(?<=[.?!])\s+/)) {
			const end = clock + sentence.split(/\s+/).length * MS_PER_WORD + MS_PER_SENTENCE;
			turn.sentences.push({ start: clock, end, text: sentence });
			clock = end + SENTENCE_GAP_MS;
		}
		turns.push(turn);
	}
	return turns;
}

/** Monologues as Gong sends them; consecutive turns of one speaker stay apart. */
export function monologues(turns: Turn[], speakerId: (name: string) => string): Monologue[] {
	return turns.map(({ speaker, sentences }) => ({ speakerId: speakerId(speaker), topic: null, sentences }));
}

/** Length of the call in whole seconds. */
export function durationOf(turns: Turn[]): number {
	const last = Math.max(0, ...turns.flatMap((turn) => turn.sentences.map((sentence) => sentence.end)));
	return Math.ceil(last / 1_000) + 3;
}
