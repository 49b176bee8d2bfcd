/** The sentences of an e-mail, as the rules for calls read them. */
import { foldWhitespace } from '../calls/text.ts';
import { splitSentences } from '../transcripts/split-sentences.ts';

/** A point of a list: each is a sentence of its own. */
const POINT = /^\s*(?:[-*•–]|\d{1,2}[.)])\s+/;

/** Mail programs break lines at 72 to 78 characters; a shorter line ended there on purpose. */
const BROKEN_FROM = 60;

/** A line that only greets. */
export const GREETING =
	/^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|guten (?:morgen|tag)|sehr geehrte[rs]?|bonjour|hola)(?: [\p{L}.'’-]+){0,4}[,!.:]?$/iu;

/**
 * Sentences of the paragraphs and of the points of lists; a line that a mail program broke goes on in the next one.
 * Each stands in the text, character for character after white space is folded.
 */
export function sentencesOfEmail(text: string): string[] {
	return paragraphsOf(text).flatMap((paragraph) => splitSentences(foldWhitespace(paragraph)));
}

function paragraphsOf(text: string): string[] {
	const paragraphs: string[] = [];
	let goesOn = false;
	for (const line of text.split('\n')) {
		const point = POINT.test(line);
		const words = line.replace(POINT, '').trim();
		if (words === '' || GREETING.test(words)) {
			goesOn = false;
			continue;
		}
		if (goesOn && !point) paragraphs.push(`${paragraphs.pop()} ${words}`);
		else paragraphs.push(words);
		goesOn = line.length >= BROKEN_FROM;
	}
	return paragraphs;
}
