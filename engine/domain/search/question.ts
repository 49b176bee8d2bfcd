/** What a question asks for: its telling words, whose words are meant, and what an answer holds. */
import type { Speaker } from '../calls/speakers.ts';
import { type TermOf, termReader, wordsOf } from './terms.ts';
import { ASKING_WORDS, FACET_WORDS, SYNONYMS } from './word-lists.ts';

export type AskedTerm = {
	/** The term and those that mean the same, itself first. */
	variants: string[];
	/** How much of the question it is: 1, or half as much for what asks for a side of the subject only. */
	weight: number;
};

export type Question = {
	/** In the order of the question, none twice. */
	terms: AskedTerm[];
	/** Whether the question asks what this speaker said: by name or by side ("the customer"). */
	asksOf: (speaker: Speaker) => boolean;
	/** Whether it names anybody. */
	asksOfSomebody: boolean;
	/** What a sentence that answers it may well hold: a number, a date. */
	holds: RegExp | undefined;
};

const NUMBER =
	/\p{N}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|half|percent)\b/iu;
const DATE =
	/\b(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|yesterday|tonight|(?:this|next|last|end of(?: the)?) (?:day|week|month|quarter|year)|q[1-4]|(?:19|20)\d\d|\d+(?:st|nd|rd|th)|\d+ (?:days|weeks|months|years))\b/i;

/** The answer to "how much" holds a number, that to "when" a date. */
const EXPECTED: { asked: RegExp; holds: RegExp }[] = [
	{ asked: /\bhow (?:much|many|long|often)\b|\bwhat (?:number|percentage|share|price|amount)\b/i, holds: NUMBER },
	{ asked: /\b(?:when|what (?:date|day|time)|which (?:date|day|month|quarter)|by what)\b/i, holds: DATE },
];

/** "What did the customer say": a side is asked, not looked for. */
const SIDES: { asked: RegExp; word: RegExp; is: (speaker: Speaker) => boolean }[] = [
	{
		asked:
			/\b(?:did|do|does|has|have|is|are|was|were|would|will|by|of|from) (?:the |our )?(?:customer|client|prospect|buyer)s?\b/i,
		word: /^(?:customer|client|prospect|buyer)s?$/,
		is: ({ affiliation, rep }) => affiliation !== 'internal' && !rep,
	},
	{
		asked:
			/\b(?:did|do|does|has|have|is|are|was|were|would|will|by|of|from) (?:the |our )?(?:rep|seller|salesperson)s?\b/i,
		word: /^(?:rep|seller|salesperson)s?$/,
		is: ({ affiliation, rep }) => affiliation === 'internal' || rep,
	},
];

const FACET_WEIGHT = 0.5;

/** Of the terms that mean the same, by each of them. */
const MEANINGS = meaningsOf(SYNONYMS, termReader());

/** `speakers`: those of the call that is searched, because a name is no name elsewhere. */
export function readQuestion(question: string, speakers: readonly Speaker[], termOf: TermOf): Question {
	const words = wordsOf(question);
	const named = namedSpeakers(question, words, speakers);
	const sides = SIDES.filter(({ asked }) => asked.test(question));
	const terms = new Map<string, number>();
	for (const word of words) {
		const term = termOf(word);
		if (term === undefined || ASKING_WORDS.has(word) || named.words.has(word)) continue;
		if (sides.some((side) => side.word.test(word))) continue;
		terms.set(term, FACET_WORDS.has(word) ? FACET_WEIGHT : 1);
	}
	return {
		terms: [...terms].map(([term, weight]) => ({
			variants: [term, ...(MEANINGS.get(term) ?? []).filter((one) => one !== term)],
			weight,
		})),
		asksOf: (speaker) => named.ids.has(speaker.id) || sides.some(({ is }) => is(speaker)),
		asksOfSomebody: named.ids.size > 0 || sides.length > 0,
		holds: EXPECTED.find(({ asked }) => asked.test(question))?.holds,
	};
}

/** A speaker is named by the whole name, in any letters; else by one word of it, written as names are. */
function namedSpeakers(
	question: string,
	words: string[],
	speakers: readonly Speaker[],
): { ids: Set<string>; words: Set<string> } {
	const named = { ids: new Set<string>(), words: new Set<string>() };
	const name = (id: string, parts: string[]): void => {
		named.ids.add(id);
		for (const part of parts) named.words.add(part);
	};
	const candidates = speakers
		.filter((one) => !NO_NAME.test(one.name))
		.map((one) => ({ ...one, parts: wordsOf(one.name) }));
	for (const { id, parts } of candidates) {
		if (parts.length > 0 && parts.every((part) => words.includes(part))) name(id, parts);
	}
	// "PhD B" names one of them, not each whose name has "PhD" in it.
	const written = new Set(wordsAsNames(question).filter((word) => !named.words.has(word)));
	for (const { id, parts } of candidates) {
		const some = parts.filter((part) => part.length >= SHORTEST_NAME && written.has(part));
		if (some.length > 0) name(id, some);
	}
	return named;
}

const SHORTEST_NAME = 3;
/** "Unknown speaker", "Speaker 2": nobody is called so. */
const NO_NAME = /^(?:unknown|speaker)\b/i;

/** Words with a capital letter that are not the first of the question; all, where the question has no capitals at all. */
function wordsAsNames(question: string): string[] {
	const rest = question.trim().replace(/^\S+/, '');
	if (!/\p{Lu}/u.test(rest)) return wordsOf(rest);
	return (rest.match(/\p{Lu}[\p{L}\p{M}\p{N}'’]*/gu) ?? []).flatMap((word) => wordsOf(word));
}

function meaningsOf(lines: string[][], termOf: TermOf): Map<string, string[]> {
	const meanings = new Map<string, string[]>();
	for (const line of lines) {
		const terms = line.flatMap((word) => termOf(word) ?? []);
		for (const term of terms) meanings.set(term, terms);
	}
	return meanings;
}
