/** Whitespace, words, question marks and excerpts of spoken text. */

/** What folding would change. Most sentences hold nothing of it, and each is looked at many times. */
const UNFOLDED = /[^\S ]| {2}|^ | $/;

/** Runs of white space become one space; the ends are trimmed. Quotes are compared in this form. */
export function foldWhitespace(text: string): string {
	return UNFOLDED.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

/** Words as runs of anything between white space. */
export function countWords(text: string): number {
	const folded = foldWhitespace(text);
	if (folded === '') return 0;
	let words = 1;
	for (let at = folded.indexOf(' '); at >= 0; at = folded.indexOf(' ', at + 1)) words += 1;
	return words;
}

/** A question mark at the end, before closing quotes. */
export function endsAsQuestion(text: string): boolean {
	return /\?["”’')]*$/.test(text.slice(-40).trimEnd());
}

/** Pattern matching looks at this much of a sentence, so that a sentence without end costs no time without end. */
export const LONGEST_EXAMINED = 2000;

/** Sounds that fill a pause, and words that do between commas. "Uh-huh" and "mm-hm" are words of their own. */
const HESITATION =
	/(?:,? ?(?<![\w-])(?:u+[hm]+|e[hm]|erm?|hm+)(?![\w-])[,.…]*)|,(?: you know| I mean| like| let's see),/gi;

/** Whether there may be any of them: most sentences have none. */
const MAY_HESITATE = /\b[ueh]+[hmr]|, (?:you know|I mean|like|let's see),/i;

/**
 * The start of a sentence in the form in which patterns look at it: white space folded, apostrophes straight, "um" and
 * the like left out. Not the words as spoken: a quote is never taken from it.
 */
export function examined(text: string): string {
	const start = (text.length > LONGEST_EXAMINED ? text.slice(0, LONGEST_EXAMINED) : text).replaceAll('\u2019', "'");
	if (!MAY_HESITATE.test(start)) return foldWhitespace(start);
	return foldWhitespace(start.replace(HESITATION, '')).replace(/^, |^[,.…]+$/, '');
}

const CLAUSE_BORDER = /[。！？；，、]|[.;:!?…—]["”’)]? |,["”’)]? | (?:and|but|because|so|which|or) /gi;

/**
 * A part of `text` of at most `limit` characters that holds `around` (a span of offsets; by default the start), cut at
 * clause borders where there are any, at word borders else. Every character stands in the text as it was.
 */
export function excerpt(
	text: string,
	limit: number,
	around: { from: number; to: number } = { from: 0, to: 0 },
): string {
	const folded = foldWhitespace(text);
	if (folded.length <= limit) return folded;
	const borders = [0, ...clauseBorders(folded), folded.length];
	const start =
		borders.findLast((border) => border <= around.from && around.to - border <= limit) ??
		wordStart(folded, around.from);
	const end =
		borders.findLast((border) => border > around.to && border > start + limit / 4 && border - start <= limit) ??
		wordEnd(folded, start + limit);
	return folded
		.slice(start, end)
		.replace(/[\s,;:—]+$/, '')
		.trim();
}

/** The end of `text`, at most `limit` characters: from a clause border where there is one, else from a word border. */
export function ending(text: string, limit: number): string {
	const folded = foldWhitespace(text);
	if (folded.length <= limit) return folded;
	const earliest = folded.length - limit;
	const space = folded.indexOf(' ', earliest - 1);
	const border = clauseBorders(folded).find((one) => one >= earliest);
	// Behind a word without end nothing is left: the start tells more than half of that word.
	if (border === undefined && space < 0) return excerpt(folded, limit);
	return folded.slice(border ?? space + 1).trim();
}

/** Where these words stand in the folded text, for `excerpt`. */
export function spanOfWords(text: string, words: string | undefined): { from: number; to: number } | undefined {
	if (words === undefined) return undefined;
	const folded = foldWhitespace(text);
	const from = folded.indexOf(words);
	if (from >= 0) return { from, to: from + words.length };
	const match = words.length <= LONGEST_SEARCHED ? withHesitations(words).exec(folded) : null;
	return match ? { from: match.index, to: match.index + match[0].length } : undefined;
}

const LONGEST_SEARCHED = 120;

/** "on Friday", also as it was said: "on, um, Friday". */
function withHesitations(words: string): RegExp {
	const each = words.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll("'", "['’]"));
	return new RegExp(each.join(`(?:[ ,.…]|${HESITATION.source}){1,6}`), 'i');
}

/** Offsets at which a clause begins. */
function clauseBorders(text: string): number[] {
	const borders: number[] = [];
	for (const match of text.matchAll(CLAUSE_BORDER)) {
		const conjunction = match[0].startsWith(' ');
		borders.push(conjunction ? match.index + 1 : match.index + match[0].length);
	}
	return borders;
}

function wordStart(text: string, at: number): number {
	const space = text.lastIndexOf(' ', at);
	return space < 0 ? 0 : space + 1;
}

/** The last word border at or before `at`; a word longer than that is cut at a whole character. */
function wordEnd(text: string, at: number): number {
	if (at >= text.length) return text.length;
	const space = text.lastIndexOf(' ', at);
	if (space > 0) return space;
	const code = text.charCodeAt(at);
	return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
