/** Whether a written sentence says no more than the quote that it stands on. */
import type { Evidence } from '../../../contract/call.ts';
import { stem } from '../../search/stem.ts';
import { foldWhitespace } from '../text.ts';
import { isEnglish, type Language, languageOf, turningOf } from './joining-words.ts';
import { keepsOrder } from './order.ts';
import { isAsFirm } from './qualified.ts';

/** Longer ones are no single sentence. */
const LONGEST = 240;
/** Addresses, tags, mentions, and what no eye sees. */
const NO_SENTENCE = /:\/\/|[<>@{}`]|[\p{Cc}\p{Cf}]/u;
/** An end, and words behind it. */
const TWO_SENTENCES = /[.?!。？！]["”’')]*\s+\S/u;
const WORD = /[\p{L}\p{M}\p{N}]+(?:[.,:]\p{N}+)*/gu;

/** Percent, money and signs of numbers: of each as much as in the quote. */
const MEASURES = /[%$€£]|(?<!\S)[-−+](?=\p{N})/gu;

/** Shorter ones are not told from their endings. */
const SHORTEST_STEM = 4;

/**
 * One short sentence whose every word is in the quote, as often, or belongs to its speaker's name, in any script, but for
 * words that join; whose names and numbers keep their order (order.ts); which denies, counts and measures no more and no
 * less, and stands as firmly (qualified.ts). Words are compared without their endings, in the languages of
 * `joining-words.ts`. `openQuestion`: it is shown as one.
 */
export function isCarried(
	text: string,
	{ quote, speaker, openQuestion = false }: Pick<Evidence, 'quote' | 'speaker'> & { openQuestion?: boolean },
): boolean {
	const sentence = foldWhitespace(text);
	if (sentence === '' || sentence.length > LONGEST || NO_SENTENCE.test(sentence)) return false;
	if (TWO_SENTENCES.test(sentence)) return false;
	const language = languageOf(wordsOf(quote));
	// "Speaker 17" says nothing of 17.
	const named = stemsOf(speaker, language).filter((word) => !/\p{N}/u.test(word));
	const words = tellingOf(sentence, language);
	if (words.length === 0 || !isWithin(words, [...stemsOf(quote, language), ...named])) return false;
	if (!keepsOrder(sentence, quote, (word) => language.joining.has(word))) return false;
	const around = sentencesAround(sentence, quote, language);
	if (turns(sentence, language) !== turns(around.join(' '), language)) return false;
	const stated = new Set(around.filter((one) => !/[?？]["”’')]*$/u.test(one)).flatMap((one) => stemsOf(one, language)));
	const said = new Set(stemsOf(quote, language));
	return isAsFirm(spoken(sentence), spoken(around.join(' ')), language, {
		asked: !openQuestion && words.some((word) => said.has(word) && !stated.has(word)),
		names: words.some((word) => !said.has(word)),
	});
}

const spoken = (text: string) => ({ text, words: wordsOf(text) });

/** Each as often at most: of "eight percent of five million" nobody said "eight percent of eight million". */
function isWithin(words: readonly string[], said: readonly string[]): boolean {
	const left = new Map<string, number>();
	for (const word of said) left.set(word, (left.get(word) ?? 0) + 1);
	return words.every((word) => {
		const count = left.get(word) ?? 0;
		left.set(word, count - 1);
		return count > 0;
	});
}

/** Whether a name is made of words of a quote, at least one of which says something by itself. It states nothing. */
export function isNameIn(name: string, { quote }: Pick<Evidence, 'quote'>): boolean {
	if (name.length > LONGEST || NO_SENTENCE.test(name) || TWO_SENTENCES.test(name)) return false;
	const language = languageOf(wordsOf(quote));
	const known = new Set(stemsOf(quote, language));
	return tellingOf(name, language).length > 0 && stemsOf(name, language).every((word) => known.has(word));
}

/** In small letters, "don't" in two. */
function wordsOf(text: string): string[] {
	const plain = text
		.toLowerCase()
		.replace(/\bcannot\b/g, 'can not')
		.replace(/\bwon['’]t\b/g, 'will not');
	return (
		plain.replace(/(?:\bcan['’]t|n['’]t)\b/g, (found) => (found.startsWith('c') ? 'can not' : ' not')).match(WORD) ?? []
	);
}

const stemsOf = (text: string, language: Language): string[] => wordsOf(text).map((word) => stemOf(word, language));

function stemOf(word: string, language: Language): string {
	if (isEnglish(language)) return language.joining.has(word) ? word : stem(word);
	if (/\p{N}/u.test(word)) return word;
	const ending = language.endings?.find((end) => word.endsWith(end) && word.length - end.length >= SHORTEST_STEM);
	return ending === undefined ? word : word.slice(0, -ending.length);
}

/** Stems of the words that neither join nor turn. */
function tellingOf(text: string, language: Language): string[] {
	const telling = wordsOf(text).filter(
		(word) => !language.joining.has(word) && turningOf(word, language) === undefined,
	);
	return telling.map((word) => stemOf(word, language));
}

/** In an order of their own. */
function turns(text: string, language: Language): string {
	const found = wordsOf(text).flatMap((word) => turningOf(word, language) ?? []);
	return [...found, ...(text.match(MEASURES) ?? [])].sort().join(' ');
}

/** Of a quote of several sentences those that share words with the text: what another denies is another matter. */
function sentencesAround(text: string, quote: string, language: Language): string[] {
	const said = new Set(tellingOf(text, language));
	const sentences = quote.split(/(?<=[.?!。？！])\s+/u);
	return sentences.filter((one) => stemsOf(one, language).some((word) => said.has(word)));
}
