/** The evidence check of what a model claims: its quote is looked for in the line that it names, and shown in its whole sentence. */
import type { Evidence, Transcript } from '../../../contract/call.ts';
import { claim } from '../draft.ts';
import { type QuoteClaim, verifyQuote } from '../evidence.ts';
import { onceEach } from '../heard.ts';
import type { Speaker, Speakers } from '../speakers.ts';
import { foldWhitespace, spanOfWords } from '../text.ts';
import type { Found } from './answer.ts';
import { cutsDenial } from './denial.ts';
import type { Line } from './lines.ts';

/** `line`: the place of the line that the quote begins in. */
export type Proof = { evidence: Evidence; speaker: Speaker; line: number };

/** Why there is no proof, in words that a model can go by. */
export type Failed = { why: string };

export type Prove = (said: Pick<Found, 'line' | 'quote'>) => Proof | Failed;

/** Characters of a quote as it is shown: two whole lines. */
const LONGEST_SHOWN = 1_200;

export const NO_LINE: Failed = { why: 'there is no such line here' };
export const NOT_SAID: Failed = { why: 'the quote does not stand in that line word for word' };
export const DENIED: Failed = { why: 'the quote leaves out a denial that stands beside it' };
export const TOO_LONG: Failed = { why: 'the quote is too long, or its sentence is: take a shorter one' };

/** A quote may go on into the next line, where that is of the same person. */
export function prover(lines: readonly Line[], transcript: Transcript, speakers: Speakers): Prove {
	const places = new Map(lines.map((line, at) => [line.id, at]));
	return ({ line: id, quote }) => {
		if (quote.length > LONGEST_SHOWN) return TOO_LONG;
		const at = places.get(id);
		const line = at === undefined ? undefined : lines[at];
		if (!line || at === undefined) return NO_LINE;
		const next = lines[at + 1];
		const goesOn = next?.speakerId === line.speakerId && next.first === line.last + 1;
		for (const last of goesOn ? [line.last, next.last] : [line.last]) {
			const said = { speakerId: line.speakerId, first: line.first, last, quote };
			if (!verifyQuote(transcript, said, speakers)) continue;
			const evidence = inItsSentences(said, transcript, speakers);
			if ('why' in evidence) return evidence;
			return { evidence, speaker: speakers(line.speakerId), line: id };
		}
		return NOT_SAID;
	};
}

/** Once: of one sentence much may be claimed, and it may be megabytes long. */
const folded = onceEach(({ text }) => foldWhitespace(text));

/**
 * A quote in the whole sentences that it is from (of a long one the part around it): half a sentence can say the contrary
 * of the whole. Fails where they are too long to show, or where what is cut off before them may turn their sense, and
 * where the quote leaves out a denial: then it was not what was said.
 */
function inItsSentences(said: QuoteClaim, transcript: Transcript, speakers: Speakers): Evidence | Failed {
	let { first, last } = said;
	const holds = (from: number, to: number) => verifyQuote(transcript, { ...said, first: from, last: to }, speakers);
	while (first < last && holds(first + 1, last)) first += 1;
	while (first < last && holds(first, last - 1)) last -= 1;
	const before = transcript.sentences[first - 1];
	// Where speech was cut into pieces in the middle of a sentence.
	if (before?.speakerId === said.speakerId && !/[.?!。？！…]["”’')]*\s*$/u.test(before.text.slice(-20))) first -= 1;
	const text = transcript.sentences
		.slice(first, last + 1)
		.map(folded)
		.filter(Boolean)
		.join(' ');
	const quote = foldWhitespace(said.quote);
	if (cutsDenial(text, quote)) return DENIED;
	if (text.length <= LONGEST_SHOWN) {
		return verifyQuote(transcript, { ...said, first, last, quote: text }, speakers) ?? NOT_SAID;
	}
	const sentence = transcript.sentences[first];
	if (first !== last || !sentence) return TOO_LONG;
	const near = around(text, quote);
	const quoted = claim({ ...sentence, index: first, text: near }, spanOfWords(near, quote));
	const shown = verifyQuote(transcript, quoted, speakers);
	return shown && !TURNS_SENSE.test(text.slice(0, text.indexOf(shown.quote))) ? shown : TOO_LONG;
}

/** Of text without end, which is one sentence of some megabytes where nobody set a full stop, what a quote may be cut from. */
function around(text: string, quote: string): string {
	const at = text.indexOf(quote);
	const from = at <= LONGEST_SHOWN ? 0 : text.indexOf(' ', at - LONGEST_SHOWN) + 1;
	const end = text.lastIndexOf(' ', at + quote.length + LONGEST_SHOWN);
	const to = text.length <= at + quote.length + LONGEST_SHOWN ? text.length : end;
	return text.slice(Math.min(from, at), Math.max(to, at + quote.length));
}

const TURNS_SENSE = /\b(?:not|never|no|nobody|nothing|without|unless|if|hardly)\b|n['’]t\b/i;
