/** A call in pieces small enough that a topic begins with one of them. */
import type { Sentence } from '../../../contract/call.ts';
import { termReader, wordsOf } from '../../search/terms.ts';
import type { Turn } from '../turns.ts';

/** A turn, or some sentences of a long one. */
export type Unit = {
	speakerId: string;
	sentences: Sentence[];
	/** Where the terms of each sentence begin in `terms`. */
	starts: number[];
	/** The telling words in the order in which they were said, as numbers from 0. */
	terms: number[];
	words: number;
};

export type Units = {
	list: Unit[];
	/** How many different terms there are. */
	vocabulary: number;
	/** The number of the term of a word in small letters; undefined for one that tells nothing or was not said. */
	termOf: (word: string) => number | undefined;
};

/** A long turn is cut at the first sentence border behind so many words. */
const LONGEST_UNIT_WORDS = 60;

export function unitsOf(turns: readonly Turn[]): Units {
	const numbers = numberedTerms();
	const list: Unit[] = [];
	for (const { speaker, sentences } of turns) {
		let unit: Unit | undefined;
		for (const sentence of sentences) {
			if (!unit || unit.words >= LONGEST_UNIT_WORDS) {
				unit = { speakerId: speaker.id, sentences: [], starts: [], terms: [], words: 0 };
				list.push(unit);
			}
			const words = wordsOf(sentence.text);
			unit.sentences.push(sentence);
			unit.starts.push(unit.terms.length);
			unit.words += words.length;
			for (const word of words) {
				const term = numbers.add(word);
				if (term !== undefined) unit.terms.push(term);
			}
		}
	}
	return { list, vocabulary: numbers.count(), termOf: numbers.termOf };
}

/** Numbers terms in the order in which they are first said. A word is read once, however often it is said. */
function numberedTerms() {
	const read = termReader();
	const byTerm = new Map<string, number>();
	const byWord = new Map<string, number | undefined>();
	return {
		add(word: string): number | undefined {
			const known = byWord.get(word);
			if (known !== undefined || byWord.has(word)) return known;
			const term = read(word);
			const number = term === undefined ? undefined : (byTerm.get(term) ?? byTerm.size);
			if (term !== undefined && number !== undefined) byTerm.set(term, number);
			byWord.set(word, number);
			return number;
		},
		termOf: (word: string) => byWord.get(word),
		count: () => byTerm.size,
	};
}
