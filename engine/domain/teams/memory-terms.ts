/** What a text is found by in long-term memory: its words without those that tell nothing, each in one form. */
import { termReader, wordsOf } from '../search/terms.ts';

/** Of one text; what goes on for longer is found by how it begins. */
const MOST_TERMS = 1_000;
const LONGEST_TERM = 60;

export function memoryTerms(text: string): string[] {
	const termOf = termReader();
	const terms = new Set<string>();
	for (const word of wordsOf(text.normalize('NFKC'))) {
		const term = termOf(word);
		if (term !== undefined && term !== '') terms.add(term.slice(0, LONGEST_TERM).toWellFormed());
		if (terms.size === MOST_TERMS) break;
	}
	return [...terms];
}
