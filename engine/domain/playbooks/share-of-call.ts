/** Where in a call a sentence stands. */
import type { Sentence } from '../../contract/call.ts';
import { countWords } from '../calls/text.ts';
import { spanOf } from '../calls/turns.ts';

/**
 * From 0 (the first word) to 1 (the end of the last): by the time at which a sentence begins, where no sentence has a
 * length by the words said before it. `sentences` are in time order.
 */
export function sharesOfCall(sentences: readonly Sentence[]): Map<Sentence, number> {
	const begin = sentences[0] ? spanOf(sentences[0]).startMs : 0;
	const end = sentences.reduce((latest, sentence) => Math.max(latest, spanOf(sentence).endMs), begin);
	if (end > begin) {
		return new Map(sentences.map((sentence) => [sentence, (spanOf(sentence).startMs - begin) / (end - begin)]));
	}
	const words = sentences.reduce((total, { text }) => total + countWords(text), 0);
	let before = 0;
	return new Map(
		sentences.map((sentence) => {
			const share = words === 0 ? 0 : before / words;
			before += countWords(sentence.text);
			return [sentence, share];
		}),
	);
}
