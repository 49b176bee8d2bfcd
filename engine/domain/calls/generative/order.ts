/** Names and numbers that change their places: "Acme pays Globex" is not what "Globex pays Acme" says. */

const NUMBER =
	/^(?:\p{N}.*|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)$/iu;
const NAME = /^\p{Lu}/u;
/** Days may stand anywhere; the languages that write them with a capital. */
const DAY =
	/^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwoch|jan(?:uary|uar)|feb(?:ruary|ruar)|march|märz|april|may|mai|june?|juni|july|juli|august|september|o[ck]tober|november|de[cz]ember)$/;
const WORD = /[\p{L}\p{M}\p{N}]+(?:[.,:]\p{N}+)*/gu;
/** A capital behind another word of the same sentence: none that only begins it. */
const CAPITAL_INSIDE = /(?<=[\p{L}\p{M}\p{N},;]\s+)\p{Lu}[\p{L}\p{M}\p{N}]*/gu;
/** Pronouns that are written so everywhere. */
const PRONOUN = /^(?:i|sie|ihr(?:e[mnrs]?|en)?|ihnen|u|uw|lei|usted(?:es)?)$/;

const wordsOf = (text: string): string[] => text.match(WORD) ?? [];

/**
 * Whether the numbers of a sentence come in the order in which a quote has them, and so its names: words that both begin
 * with a capital. What is told in the passive may be true and is refused. `joins`: words in small letters that are no names,
 * but where one of the two has them with a capital inside a sentence: somebody is called "Foram", in Portuguese "were".
 */
export function keepsOrder(sentence: string, quote: string, joins: (word: string) => boolean): boolean {
	const called = new Set([sentence, quote].flatMap((text) => text.match(CAPITAL_INSIDE) ?? []));
	const isName = (word: string) => {
		const small = word.toLowerCase();
		if (!NAME.test(word) || DAY.test(small)) return false;
		return !joins(small) || (called.has(word) && !PRONOUN.test(small));
	};
	return [isName, (word: string) => NUMBER.test(word)].every((isOne) => {
		const said = wordsOf(quote).filter(isOne);
		const known = new Set(said);
		return isInOrder(
			wordsOf(sentence).filter((word) => isOne(word) && known.has(word)),
			said,
		);
	});
}

/** Whether all the words of one come in the other, one after another. */
function isInOrder(words: readonly string[], said: readonly string[]): boolean {
	let at = 0;
	for (const word of said) if (word === words[at]) at += 1;
	return at === words.length;
}
