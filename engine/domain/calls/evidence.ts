/** Law 1: an insight stands on words that stand in the transcript. */
import type { Evidence, Sentence, Transcript } from '../../contract/call.ts';
import { onceEach } from './heard.ts';
import type { Speakers } from './speakers.ts';
import { foldWhitespace } from './text.ts';

/** A claim that somebody said something: who, in which sentences (positions, both included), and which words. */
export type QuoteClaim = { speakerId: string; first: number; last: number; quote: string };

/** More sentences than this are no quote any more. */
const LONGEST_QUOTE_SENTENCES = 20;

/**
 * Compares a claimed quote with the transcript: the sentences must be consecutive, all of that one speaker, and hold
 * the quote character for character after white space is folded, from word border to word border. Speaker, start and
 * end (ms) are read from the transcript, not believed. Returns undefined for what does not match: drop it and count it.
 */
export function verifyQuote(transcript: Transcript, claim: QuoteClaim, speakers: Speakers): Evidence | undefined {
	const { first, last, speakerId } = claim;
	if (!Number.isInteger(first) || !Number.isInteger(last)) return undefined;
	if (first < 0 || last < first || last - first >= LONGEST_QUOTE_SENTENCES) return undefined;
	if (last >= transcript.sentences.length) return undefined;
	const claimed = transcript.sentences.slice(first, last + 1);
	if (claimed.some((sentence) => sentence.speakerId !== speakerId)) return undefined;
	const quote = foldWhitespace(claim.quote);
	if (quote === '' || !hold(claimed, quote)) return undefined;
	const sentences = narrowed(claimed, quote);
	return {
		callId: transcript.callId,
		speakerId,
		speaker: speakers(speakerId).name,
		startMs: sentences[0]?.startMs ?? 0,
		endMs: sentences.at(-1)?.endMs ?? 0,
		quote,
	};
}

/** Once: of one sentence much may be claimed. */
const folded = onceEach(({ text }) => foldWhitespace(text));

function hold(sentences: Sentence[], quote: string): boolean {
	return holdsWhole(sentences.map(folded).filter(Boolean).join(' '), quote);
}

/** The fewest of these sentences that hold the quote, so that its time is that of its own words. */
function narrowed(sentences: Sentence[], quote: string): Sentence[] {
	const [shorter, earlier] = [sentences.slice(1), sentences.slice(0, -1)];
	if (sentences.length > 1 && hold(shorter, quote)) return narrowed(shorter, quote);
	if (sentences.length > 1 && hold(earlier, quote)) return narrowed(earlier, quote);
	return sentences;
}

/** Whether `part` stands in `whole` without cutting a word at either end; of both white space is folded. */
export function holdsWhole(whole: string, part: string): boolean {
	for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
		if (!cutsWord(whole, at) && !cutsWord(whole, at + part.length)) return true;
	}
	return false;
}

/** Letters with their accents, and digits, at the end or at the start of a text. */
const ENDS_IN_WORD = /[\p{L}\p{M}\p{N}]$/u;
const STARTS_WITH_WORD = /^[\p{L}\p{M}\p{N}]/u;
/** What holds a word together from within: "can't" does not say "can", and 5,000 is not 5. */
const ENDS_IN_JOINED = /(?:[\p{L}\p{M}\p{N}]['’‑-]|\p{N}[.,:])$/u;
const STARTS_WITH_JOINED = /^(?:['’‑-][\p{L}\p{M}\p{N}]|[.,:]\p{N})/u;
/** Scripts that write no spaces: between two such characters a text may be cut. */
const UNSPACED = '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}]';
const ENDS_UNSPACED = new RegExp(`${UNSPACED}$`, 'u');
const STARTS_UNSPACED = new RegExp(`^${UNSPACED}`, 'u');
/** The longest that the patterns look at: two characters of two units each. */
const LOOK = 4;

/** Whether a border before the character at `at` goes through a word. */
function cutsWord(text: string, at: number): boolean {
	const before = text.slice(Math.max(0, at - LOOK), at);
	const after = text.slice(at, at + LOOK);
	if (ENDS_UNSPACED.test(before) && STARTS_UNSPACED.test(after)) return false;
	if (ENDS_IN_WORD.test(before)) return STARTS_WITH_WORD.test(after) || STARTS_WITH_JOINED.test(after);
	return ENDS_IN_JOINED.test(before) && STARTS_WITH_WORD.test(after);
}
