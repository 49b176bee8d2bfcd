/** Finds the words of a quote in the transcript again, to show them where they were said. */
import type { Evidence, Sentence } from '../../contract/call.ts';

/** Part of a sentence: its position in the transcript, and offsets into its folded text. */
export type QuotedPart = { sentence: number; from: number; to: number };

export type QuoteFinder = {
	/** The text of each sentence with runs of white space as one space, the form in which quotes are kept. */
	texts: readonly string[];
	/** The parts that make the quote up, in order; empty where the transcript does not hold it. */
	find(evidence: Pick<Evidence, 'speakerId' | 'startMs' | 'quote'>): QuotedPart[];
};

/** Of sentences that start at the same time no more are looked at one by one: without times all of them do. */
const MOST_AT_ONCE = 50;

/** What a letter or digit next to it would tear apart. */
const WORD = /[\p{L}\p{M}\p{N}]/u;

export function quoteFinder(sentences: readonly Sentence[]): QuoteFinder {
	const texts = sentences.map(({ text }) => text.replace(/\s+/g, ' ').trim());
	const { whole, starts } = joined(sentences, texts);
	const byStart = new Map<string, number[]>();
	for (const [position, { speakerId, startMs }] of sentences.entries()) {
		const key = `${startMs} ${speakerId}`;
		const known = byStart.get(key);
		if (known) known.push(position);
		else byStart.set(key, [position]);
	}

	const spokenBy = (speakerId: string, at: number) => sentences[sentenceAt(starts, at)]?.speakerId === speakerId;

	return {
		texts,
		find({ speakerId, startMs, quote }) {
			const length = quote.length;
			const candidates = byStart.get(`${startMs} ${speakerId}`) ?? [];
			if (candidates.length <= MOST_AT_ONCE) {
				for (const position of candidates) {
					const from = starts[position] as number;
					const at = indexOfWords(whole.slice(0, from + (texts[position] as string).length + length), quote, from);
					if (at >= 0 && sentenceAt(starts, at) === position) return partsOf(starts, texts, at, at + length);
				}
			}
			for (let at = indexOfWords(whole, quote, 0); at >= 0; at = indexOfWords(whole, quote, at + 1)) {
				if (spokenBy(speakerId, at)) return partsOf(starts, texts, at, at + length);
			}
			return [];
		},
	};
}

/** All sentences as one text. A quote holds no line break, so it never goes from one speaker to another. */
function joined(sentences: readonly Sentence[], texts: readonly string[]): { whole: string; starts: number[] } {
	const starts: number[] = [];
	const pieces: string[] = [];
	let length = 0;
	let speaker: string | undefined;
	for (const [position, { speakerId }] of sentences.entries()) {
		const text = texts[position] as string;
		if (length > 0 && text !== '') {
			pieces.push(speaker === speakerId ? ' ' : '\n');
			length += 1;
		}
		starts.push(length);
		pieces.push(text);
		length += text.length;
		if (text !== '') speaker = speakerId;
	}
	return { whole: pieces.join(''), starts };
}

/** Where the quote stands from `from` on without tearing a word; -1 where it does not. */
function indexOfWords(whole: string, quote: string, from: number): number {
	if (quote === '') return -1;
	for (let at = whole.indexOf(quote, from); at >= 0; at = whole.indexOf(quote, at + 1)) {
		const end = at + quote.length;
		if (!tears(whole, at) && !tears(whole, end)) return at;
	}
	return -1;
}

function tears(whole: string, at: number): boolean {
	return WORD.test(whole.charAt(at - 1)) && WORD.test(whole.charAt(at));
}

/** The last sentence that starts at or before the offset. */
function sentenceAt(starts: readonly number[], offset: number): number {
	let [low, high] = [0, starts.length - 1];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((starts[middle] as number) <= offset) low = middle;
		else high = middle - 1;
	}
	return low;
}

function partsOf(starts: readonly number[], texts: readonly string[], from: number, to: number): QuotedPart[] {
	const parts: QuotedPart[] = [];
	for (let sentence = sentenceAt(starts, from); sentence < starts.length; sentence++) {
		const start = starts[sentence] as number;
		if (start >= to) break;
		const length = (texts[sentence] as string).length;
		const part = { sentence, from: Math.max(0, from - start), to: Math.min(length, to - start) };
		if (part.to > part.from) parts.push(part);
	}
	return parts;
}
