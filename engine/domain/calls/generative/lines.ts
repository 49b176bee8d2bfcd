/** A transcript as a model reads it: numbered lines, each what one person said in one go. */
import type { Transcript } from '../../../contract/call.ts';
import type { Speakers } from '../speakers.ts';
import { countWords, foldWhitespace } from '../text.ts';

/** `first` and `last`: positions of its sentences. */
export type Line = { id: number; speakerId: string; first: number; last: number; text: string };

/** Longer lines make it hard to say where something was said; shorter ones cost more numbers. */
const MOST_WORDS = 90;
/** A quote has at most 20 sentences (evidence.ts), and may go over the border of two lines. */
const MOST_SENTENCES = 10;

export function linesOf({ sentences }: Transcript): Line[] {
	const lines: Line[] = [];
	let words = 0;
	for (const [position, { speakerId, text }] of sentences.entries()) {
		const said = foldWhitespace(text);
		if (said === '') continue;
		const more = countWords(said);
		const open = lines.at(-1);
		const goesOn =
			open?.speakerId === speakerId &&
			open.last === position - 1 &&
			words + more <= MOST_WORDS &&
			position - open.first < MOST_SENTENCES;
		if (goesOn) {
			open.last = position;
			open.text += ` ${said}`;
			words += more;
		} else {
			lines.push({ id: lines.length + 1, speakerId, first: position, last: position, text: said });
			words = more;
		}
	}
	return lines;
}

/** Names come from outside: none is long enough for an order, or makes a line of its own. */
export function plainName(name: string): string {
	const plain = name.replace(/[^\p{L}\p{M}\p{N} .'’-]+/gu, ' ');
	return foldWhitespace(plain).slice(0, LONGEST_NAME);
}

const LONGEST_NAME = 40;

/** A name stands where the speaker changes, and on the first of these lines. */
export function written(lines: readonly Line[], speakers: Speakers): string {
	return lines
		.map(({ id, speakerId, text }, at) => {
			const same = at > 0 && lines[at - 1]?.speakerId === speakerId;
			return same ? `${id} ${text}` : `${id} ${plainName(speakers(speakerId).name)}: ${text}`;
		})
		.join('\n');
}
