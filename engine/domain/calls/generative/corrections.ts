/** Asks once more about claims whose proof failed: with what is wrong, and only the lines around them. */
import type { Message } from '../../../ports/model.ts';
import { instructed, type Prompt } from '../../models/prompt.ts';
import type { Speakers } from '../speakers.ts';
import { countWords, foldWhitespace } from '../text.ts';
import type { Found, PartAnswer } from './answer.ts';
import type { Claimed } from './insights.ts';
import { type Line, written } from './lines.ts';

/** Of one part; a model with more of them does not copy, and will not after a word with it. */
const MOST_CORRECTED = 8;
/** As many entries as are asked for, each of less than 50 tokens. */
export const MOST_CORRECTION_TOKENS = 50 * MOST_CORRECTED;
/** Lines before and behind the one that a claim names. */
const AROUND = 1;
/** Fewer words stand anywhere, and the whole part would be paid again. */
const FEWEST_WORDS = 3;
const MOST_HOLDING = 2;
/** Characters; a longer line was never read as a whole. */
const LONGEST_LINE = 4_000;
const LONGEST_CLAIM = 400;

export type Correction = { messages: Message[]; claims: readonly Found[] };

/** Undefined where nothing failed that another quote from these lines may prove. */
export function correctionOf(
	prompt: Prompt,
	{ failed }: Pick<Claimed, 'failed'>,
	lines: readonly Line[],
	speakers: Speakers,
): Correction | undefined {
	const readable = lines.filter(({ text }) => text.length <= LONGEST_LINE);
	const asked = failed
		.map((one) => ({ ...one, near: linesNear(one.found, readable) }))
		.filter(({ near }) => near.length > 0)
		.slice(0, MOST_CORRECTED);
	if (asked.length === 0) return undefined;
	const near = new Set(asked.flatMap((one) => one.near));
	const shown = written(
		[...near].toSorted((one, other) => one.id - other.id),
		speakers,
	);
	const claims = asked.map(({ found, why }) => `${JSON.stringify(shortened(found))}\n${why}`);
	const messages = instructed(prompt, {}, [shown, ...claims].join('\n'));
	return { messages, claims: asked.map(({ found }) => found) };
}

/** Around the line that it names, and where its words stand in truth, if they are more than a few. */
function linesNear({ line, quote }: Found, lines: readonly Line[]): Line[] {
	const words = foldWhitespace(quote);
	const holding = countWords(words) < FEWEST_WORDS ? [] : lines.filter(({ text }) => text.includes(words));
	return [...lines.filter(({ id }) => Math.abs(id - line) <= AROUND), ...holding.slice(0, MOST_HOLDING)];
}

const shortened = (found: Found): Found => ({
	...found,
	label: found.label.slice(0, LONGEST_CLAIM),
	quote: found.quote.slice(0, LONGEST_CLAIM),
});

/** What the model says now in place of what failed, of the same kinds; `leftOut`: claims that it gave up. */
export function withCorrections<Answer extends PartAnswer>(
	answer: Answer,
	{ claims }: Correction,
	{ found }: PartAnswer,
): { answer: Answer; leftOut: number } {
	const failed = new Set(claims);
	const kinds = new Set(claims.map(({ kind }) => kind));
	const corrected = found.filter(({ kind }) => kinds.has(kind)).slice(0, claims.length);
	return {
		answer: { ...answer, found: [...answer.found.filter((one) => !failed.has(one)), ...corrected] },
		leftOut: claims.length - corrected.length,
	};
}
