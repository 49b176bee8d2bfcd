/** What has no place in a text that a model wrote: quotes, links, markup, mentions, orders. */
import { type Fault, type FaultKind, gravest } from './fault.ts';

/** Any form of them, and a single one that opens. Apostrophes within and behind words stay. */
const QUOTE_MARKS = /["“”„‟«»‹›‚‛＂「」『』]|(?<![\p{L}\p{N}])['‘’]/u;
const LINK = /:\/\/|\bwww\b|@|\b(?:https?|mailto)\b|[\p{L}\p{N}]\.\p{L}{2,}/iu;
/** Letters, digits and the signs of plain sentences; no line breaks, nothing invisible, no pictures, nothing that Slack, HTML or Markdown reads. */
const PLAIN = /^[\p{L}\p{M}\p{N} .,;:?!'’()–—%½$€£-]*$/u;
/** Fillers that count as letters, signs heaped upon one letter, and words that run over the border of every screen. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}|\p{M}{3}|\S{46}/u;
const EMOJI_NAME = /:[a-z_]+:/;
const ORDER = /\b(?:instructions?|prompts?|language models?|as an ai|i am an ai|i cannot|i can['’]t|chatgpt)\b/i;

const RULES: [FaultKind, (text: string) => boolean, string][] = [
	['quote-marks', (text) => QUOTE_MARKS.test(text), 'has quote marks; the quote is shown beside it'],
	['link', (text) => LINK.test(text), 'has an address or a mention'],
	[
		'markup',
		(text) => !PLAIN.test(text) || UNSEEN.test(text) || EMOJI_NAME.test(text),
		'has signs that are no plain text',
	],
	['order', (text) => ORDER.test(text), 'speaks of instructions or models'],
];

/** `where`: what the text is called in the answer. The first rule that is broken counts. */
export function characterFaults(where: string, text: string): Fault[] {
	// Full-width and other forms of a sign are that sign.
	const forms = [text, text.normalize('NFKC')];
	const broken = RULES.filter(([, breaks]) => forms.some(breaks)).map(([kind, , says]) => ({
		kind,
		says: `${where} ${says}`,
	}));
	const kind = gravest(broken);
	return broken.filter((fault) => fault.kind === kind);
}
