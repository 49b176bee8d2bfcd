/** Lines of a call that fit what a model may claim about it, and pieces of them. */
import type { Party } from '../../engine/contract/call.ts';
import { type Found, LABELS, PASSED_OVER } from '../../engine/domain/calls/generative/answer.ts';
import type { Line } from '../../engine/domain/calls/generative/lines.ts';
import type { Random } from '../crash/random.ts';

export type SaidLines = { lines: readonly Line[]; parties: readonly Party[]; isCustomer(line: Line): boolean };

export type Kind = keyof typeof LABELS;
export const KINDS = Object.keys(LABELS) as Kind[];

/** A line that may carry a claim; of a reply also the line of the objection. */
export type Place = { line: Line; objection?: Line };

/** So many lines after an objection its reply is looked for, at most. */
const NEAR = 4;
/** Characters: a model cannot quote more. */
const LONGEST = 1_000;

const wordsOf = ({ text }: Line) => text.split(' ');

/** Undefined where the call has no such line. `fits`: what the words must have besides. */
export function placeOf(
	{ lines, isCustomer }: SaidLines,
	kind: Kind,
	random: Random,
	fits: (line: Line) => boolean = () => true,
): Place | undefined {
	const fitting = lines.filter((line) => wordsOf(line).length >= 5 && line.text.length <= LONGEST && fits(line));
	const pick = (some: readonly Line[]) => (some.length === 0 ? undefined : { line: random.pick(some) });
	if (kind === 'objection' || kind === 'mood') return pick(fitting.filter(isCustomer));
	if (kind === 'question') return pick(fitting.filter(({ text }) => text.endsWith('?')));
	if (kind !== 'reply') return pick(fitting);
	const pairs = fitting
		.filter((line) => !isCustomer(line))
		.flatMap((line): Place[] => {
			const before = lines.filter(({ id }) => id < line.id && id >= line.id - NEAR);
			const objection = before.find((one) => isCustomer(one) && wordsOf(one).length >= 5 && one.text.length <= LONGEST);
			return objection ? [{ line, objection }] : [];
		});
	return pairs.length === 0 ? undefined : random.pick(pairs);
}

/** As a model that reads well would claim it: a reply with its objection before it. `label` of a topic or a summary. */
export function claimsOf(
	said: SaidLines,
	kind: Kind,
	{ line, objection }: Place,
	quote: string,
	random: Random,
	label?: string,
): Found[] {
	const claim = {
		kind,
		label: label ?? labelOf(said, kind, line, quote, random),
		line: line.id,
		quote,
		owner: '',
		due: '',
	};
	if (!objection) return [{ ...claim, reply: 0 }];
	const concern = { kind: 'objection', label: 'need', line: objection.id, quote: objection.text, owner: '', due: '' };
	return [
		{ ...concern, reply: 0 },
		{ ...claim, reply: objection.id },
	];
}

function labelOf({ isCustomer }: SaidLines, kind: Kind, line: Line, quote: string, random: Random): string {
	const labels: readonly string[] | undefined = LABELS[kind];
	if (!labels) return kind === 'topic' ? (quote.split(' ').find((word) => /^[a-z]{6,}$/.test(word)) ?? quote) : quote;
	const passedOver = (label: string) => (PASSED_OVER as readonly string[]).includes(label);
	const fitting = labels.filter((label) => {
		if (kind === 'moment') return passedOver(label) === isCustomer(line);
		return kind !== 'reply' || label !== 'asked';
	});
	return random.pick(fitting);
}

/** Some whole words in a row, `fewest` at least; of a question its end. */
export function someWords(kind: Kind, line: Line, random: Random, fewest = 3): string {
	const words = wordsOf(line);
	const from = random.between(0, words.length - fewest);
	const to = kind === 'question' ? words.length : random.between(from + fewest, words.length);
	return words.slice(from, to).join(' ');
}

/** The first place at which the pattern is in the text, with `before` words in front of it and at least `behind` after it. */
export function wordsAround({ text }: Line, pattern: RegExp, before: number, behind: number): string | undefined {
	const found = pattern.exec(text);
	if (!found) return undefined;
	const front = text.slice(0, found.index).split(' ').filter(Boolean);
	const rest = text.slice(found.index + found[0].length).split(' ');
	const glued = rest[0] ?? '';
	const kept = [
		front.slice(front.length - Math.min(before, front.length)).join(' '),
		found[0] + glued,
		...rest.slice(1, 1 + behind),
	];
	return kept.filter(Boolean).join(' ');
}
