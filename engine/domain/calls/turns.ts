/** Turns of a conversation: what one speaker says until another takes over. */
import type { Sentence } from '../../contract/call.ts';
import type { Speaker, Speakers } from './speakers.ts';
import { countWords, foldWhitespace } from './text.ts';
import { BACK_CHANNELS } from './words.ts';

export type Turn = {
	speaker: Speaker;
	sentences: Sentence[];
	/** Start of the first sentence, ms. */
	startMs: number;
	/** End of the one that ends last, ms. */
	endMs: number;
	words: number;
};

/** Start and end of a sentence, mended: never negative, never running backward. */
export function spanOf(sentence: Sentence): { startMs: number; endMs: number } {
	const startMs = Number.isFinite(sentence.startMs) ? Math.max(0, sentence.startMs) : 0;
	const endMs = Number.isFinite(sentence.endMs) ? Math.max(startMs, sentence.endMs) : startMs;
	return { startMs, endMs };
}

/** Sentences by time; those of equal time stay in the transcript's order. */
export function byTime(sentences: Sentence[]): Sentence[] {
	return [...sentences].sort((one, other) => spanOf(one).startMs - spanOf(other).startMs || one.index - other.index);
}

/**
 * Joins sentences (in time order) into turns. A back-channel ("mm-hmm") between two sentences of another speaker, or
 * within one, is left out, because it takes no turn; after a question the same words are an answer and stay.
 */
export function turnsOf(sentences: Sentence[], speakers: Speakers): Turn[] {
	const turns: Turn[] = [];
	let turn: Turn | undefined;
	for (const [position, sentence] of sentences.entries()) {
		const words = countWords(sentence.text);
		if (words === 0) continue;
		if (turn && isBackChannel(sentence, turn, sentences[position + 1])) continue;
		const { startMs, endMs } = spanOf(sentence);
		if (turn && turn.speaker.id === sentence.speakerId) {
			turn.sentences.push(sentence);
			turn.endMs = Math.max(turn.endMs, endMs);
			turn.words += words;
			continue;
		}
		turn = { speaker: speakers(sentence.speakerId), sentences: [sentence], startMs, endMs, words };
		turns.push(turn);
	}
	return turns;
}

function isBackChannel(sentence: Sentence, turn: Turn, next: Sentence | undefined): boolean {
	if (turn.speaker.id === sentence.speakerId || !saysNothing(sentence.text)) return false;
	if (turn.sentences.at(-1)?.text.trimEnd().endsWith('?')) return false;
	return next?.speakerId === turn.speaker.id || isWithin(sentence, turn);
}

/** Begun and ended while the turn went on; never so without times. */
function isWithin(sentence: Sentence, turn: Turn): boolean {
	const { startMs, endMs } = spanOf(sentence);
	return startMs < turn.endMs && endMs <= turn.endMs;
}

/** True for up to three words that all only signal listening. */
export function saysNothing(text: string): boolean {
	if (text.length > 60) return false;
	const words = foldWhitespace(text.toLowerCase().replace(/[.,!…]/g, ' ')).split(' ');
	return words.length <= 3 && words.every((word) => BACK_CHANNELS.has(word));
}
