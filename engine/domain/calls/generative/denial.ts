/** Whether a quote was cut so that a denial is gone: of "I will not send it" nobody said "send it". */
import { isDenial, languageOf } from './joining-words.ts';

/** A denial further off belongs to something else, as a rule. */
const WORDS_BEFORE = 6;
const WORDS_BEHIND = 3;
/** What is said so often beside a denial is denied. */
const MOST_PLACES = 20;
/** Characters that hold so many words. */
const LOOK = 120;
const CLAUSE_BORDER = /[,.;:!?…—。！？；，、]| (?:and|but|because|so|or|und|aber|et|mais|y|pero|ma|maar|mas) /gi;
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’]t\b)?/gu;

/** Of both the white space is folded, and neither is empty; true only where each place at which `quote` stands in `text` is beside a denial. */
export function cutsDenial(text: string, quote: string): boolean {
	let places = 0;
	for (let at = text.indexOf(quote); at >= 0 && places < MOST_PLACES; at = text.indexOf(quote, at + quote.length)) {
		places += 1;
		if (!isDenied(text, at, at + quote.length)) return false;
	}
	return places > 0;
}

/** In the clause that the quote is from. */
function isDenied(text: string, from: number, to: number): boolean {
	const before = text.slice(Math.max(0, from - LOOK), from);
	const behind = text.slice(to, to + LOOK);
	const [start] = [...before.matchAll(CLAUSE_BORDER)].slice(-1);
	const end = behind.search(CLAUSE_BORDER);
	const opening = wordsOf(start ? before.slice(start.index + start[0].length) : before).slice(-WORDS_BEFORE);
	const closing = wordsOf(end < 0 ? behind : behind.slice(0, end)).slice(0, WORDS_BEHIND);
	const language = languageOf(wordsOf(text.slice(Math.max(0, from - LOOK), to + LOOK)));
	return [...opening, ...closing].some((word) => /n['’]t$|^cannot$/.test(word) || isDenial(word, language));
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];
