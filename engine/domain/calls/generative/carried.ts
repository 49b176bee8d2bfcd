/** Whether a written sentence says no more than the quote that it stands on. */
import type { Evidence } from '../../../contract/call.ts';
import { stem } from '../../search/stem.ts';
import { foldWhitespace } from '../text.ts';

/** Longer ones are no single sentence. */
const LONGEST = 240;
/** Addresses, tags, mentions, and what no eye sees. */
const NO_SENTENCE = /:\/\/|[<>@{}`]|[\p{Cc}\p{Cf}]/u;
/** An end, and words behind it. */
const TWO_SENTENCES = /[.?!。？！]["”’')]*\s+\S/u;
const WORD = /[\p{L}\p{M}\p{N}]+(?:[.,:]\p{N}+)*/gu;

/** Words that join others and say nothing by themselves. What denies, counts or names is not among them. */
const JOINING = new Set(
	(
		'a an the this that these those and or but so because since as if when while which who whom whose what where how why ' +
		'to of in on at by for from with about into over after before between through during under up out off than then ' +
		'i you he she it we they me him her us them my your his its our their mine theirs ' +
		'is are was were be been being am do does did done have has had having will would shall should can could might must ' +
		'says said say tells told asks asked wants wanted there here also still just more very s t re ve ll d m don doesn didn won wouldn isn aren wasn weren hasn haven hadn couldn shouldn'
	).split(' '),
);

/** What turns the sense of a sentence, or its size: of each as much as in the quote. */
const TURNING =
	/\b(?:not|never|no|nobody|none|nothing|without|neither|nor|all|every|each|only|always|half|twice|less|fewer|percent|hundred|thousand|million|billion|dozen)\b|n['’]t\b|[%$€£]/gi;

/**
 * One short sentence whose every word is in the quote or belongs to its speaker's name, in any script, but for words that
 * join; and which denies, counts and measures no more and no less. Words are compared by their stems: English.
 */
export function isCarried(text: string, { quote, speaker }: Pick<Evidence, 'quote' | 'speaker'>): boolean {
	const sentence = foldWhitespace(text);
	if (sentence === '' || sentence.length > LONGEST || NO_SENTENCE.test(sentence)) return false;
	if (TWO_SENTENCES.test(sentence)) return false;
	const known = new Set([...stemsOf(quote), ...stemsOf(speaker)]);
	const words = stemsOf(sentence.replace(TURNING, ' ')).filter((word) => !JOINING.has(word));
	if (words.length === 0 || words.some((word) => !known.has(word))) return false;
	return turns(sentence) === turns(quoteAround(sentence, quote));
}

const stemsOf = (text: string): string[] =>
	(text.toLowerCase().match(WORD) ?? []).map((word) => (JOINING.has(word) ? word : stem(word)));

/** In an order of their own, each kind of denial as one. */
function turns(text: string): string {
	const found = (text.toLowerCase().match(TURNING) ?? []).map((word) => (/n['’]t$/.test(word) ? 'not' : word));
	return found.sort().join(' ');
}

/** Of a quote of several sentences those that share words with the text: what another denies is another matter. */
function quoteAround(text: string, quote: string): string {
	const said = new Set(stemsOf(text).filter((word) => !JOINING.has(word)));
	const sentences = quote.split(/(?<=[.?!。？！])\s+/u);
	return sentences.filter((one) => stemsOf(one).some((word) => said.has(word))).join(' ');
}
