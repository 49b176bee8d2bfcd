/** What a lying model may claim about a call, of every kind: one thing of what would be true is changed. */
import type { Insight } from '../../engine/contract/call.ts';
import type { Found } from '../../engine/domain/calls/generative/answer.ts';
import type { Line } from '../../engine/domain/calls/generative/lines.ts';
import type { Random } from '../crash/random.ts';
import { claimsOf, KINDS, type Kind, placeOf, type SaidLines, someWords, wordsAround } from './said-lines.ts';

type Shown = { insights: readonly Insight[]; summary: readonly { text: string }[] };

export type Lie = {
	sort: string;
	found: Found[];
	/** Whether what was claimed came through. */
	isShown(shown: Shown): boolean;
};

type Sort = (said: SaidLines, kind: Kind, random: Random) => Omit<Lie, 'sort'> | undefined;

const anything = ({ insights, summary }: Shown) => insights.length + summary.length > 0;
const aReply = ({ insights }: Shown) => insights.some(({ how }) => how !== undefined);

export const NUMBER =
	/\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|hundred|thousand|million|billion)\b/;
const NAME = /(?<=[a-z,] )[A-Z][a-z]{2,}\b/;
const DENIED = /\b(?:not|never|cannot|can't|don't|didn't|doesn't|won't|wouldn't|isn't|aren't) (?=\w+ \w+ \w+ )/;
/** Two numbers of one sentence. */
const TWO_NUMBERS = /\b(three|four|five|seven|eight|nine|ten)\b([^.?!]*?)\b(two|six|twenty|thirty|forty|fifty)\b/;
const BEFORE_NOT = /\w+ \w+ \w+(?= not\b)/;
const NOT_INSIDE = /\w+ (?:will|do|did|are|is|can|would|have|has) not \w+ \w+/;

const raised = (text: string) => (/\d/.test(text) ? String(Number(text) + 1) : text === 'eight' ? 'nine' : 'eight');

/** Sort after sort, kind after kind. Undefined where the call has nothing of that sort to change. */
export function lie(said: SaidLines, at: number, random: Random): Lie | undefined {
	const [sort, make] = SORTS[at % SORTS.length] as (typeof SORTS)[number];
	const kind = KINDS[Math.floor(at / SORTS.length) % KINDS.length] as Kind;
	const made = make(said, kind, random);
	return made && { sort, ...made };
}

const SORTS: [string, Sort][] = [
	['changed number', quoted(changed(NUMBER, raised))],
	['changed name', quoted(changed(NAME, () => 'Zebulon'))],
	['other speaker', quoted(elsewhere((line, other) => other.speakerId !== line.speakerId))],
	['joined sentences', quoted(joined)],
	['wrong time', quoted(elsewhere((line, other) => other.speakerId === line.speakerId && far(line, other)))],
	['denial cut off in front', quoted(behindDenial)],
	['denial cut off behind', quoted((said, line) => onlyThere(said, line, part(line, BEFORE_NOT)))],
	['denial cut out', quoted((said, line) => unsaid(said, line, part(line, NOT_INSIDE)?.replace(' not ', ' ')))],
	['summary that says more', summary],
	['topic by other words', (said, _, random) => labeled(said, 'topic', random, () => 'Zebulon merger')],
	['owner that nobody named', owner],
	['day that nobody named', day],
	['reply of a customer', wrongReply((said, { id }, line) => said.isCustomer(line) && line.id > id)],
	['reply before the objection', wrongReply((said, { id }, line) => !said.isCustomer(line) && line.id < id)],
	['reply long after it', wrongReply((said, { id }, line) => !said.isCustomer(line) && line.id > id + 6)],
	['question that asks nothing', (said, _, random) => withoutAsking(said, random)],
	['mood or objection of our side', ours],
];

const far = ({ id }: Line, other: Line) => Math.abs(id - other.id) > 2;

const part = ({ text }: Line, pattern: RegExp) => pattern.exec(text)?.[0];

/** Words that do not stand in the line that they are claimed of, or stand there denied. */
function quoted(make: (said: SaidLines, line: Line, random: Random) => string | undefined): Sort {
	return (said, kind, random) => {
		const wrong = new Map<Line, string>();
		const fits = (line: Line) => {
			const quote = make(said, line, random);
			if (quote === undefined || (kind === 'question' && !quote.includes('?'))) return false;
			wrong.set(line, quote);
			return true;
		};
		const place = placeOf(said, kind, random, fits);
		const quote = place && wrong.get(place.line);
		if (!place || quote === undefined) return undefined;
		return { found: claimsOf(said, kind, place, quote, random), isShown: kind === 'reply' ? aReply : anything };
	};
}

/** By chance it may be true after all: the words stand there as well, or in what the same person says next. */
function unsaid(said: SaidLines, line: Line, quote: string | undefined): string | undefined {
	return quote === undefined || withNext(said, line).includes(quote) ? undefined : quote;
}

/** What stands there once: elsewhere it may be said without the denial. */
function onlyThere(said: SaidLines, line: Line, quote: string | undefined): string | undefined {
	return quote === undefined || withNext(said, line).split(quote).length > 2 ? undefined : quote;
}

const withNext = ({ lines }: SaidLines, line: Line) =>
	`${line.text} ${lines.find(({ id }) => id === line.id + 1)?.text}`;

function changed(what: RegExp, change: (text: string) => string) {
	return (said: SaidLines, line: Line) => {
		return unsaid(said, line, wordsAround(line, what, 4, 6)?.replace(what, change));
	};
}

/** What is said in another line. */
function elsewhere(isOther: (line: Line, other: Line) => boolean) {
	return (said: SaidLines, line: Line, random: Random) => {
		const others = said.lines.filter((other) => isOther(line, other) && other.text.split(' ').length >= 6);
		return others.length === 0 ? undefined : unsaid(said, line, someWords('mood', random.pick(others), random, 6));
	};
}

/** The beginning of one line and the end of another, as if they were one sentence. */
function joined(said: SaidLines, line: Line, random: Random): string | undefined {
	const words = line.text.split(' ');
	const end = random.pick(said.lines).text.split(' ').slice(-3);
	return unsaid(said, line, [...words.slice(0, Math.ceil(words.length / 2)), ...end].join(' '));
}

/** The three words behind a denial. */
function behindDenial(said: SaidLines, line: Line): string | undefined {
	const found = DENIED.exec(line.text);
	const words =
		found &&
		line.text
			.slice(found.index + found[0].length)
			.split(' ')
			.slice(0, 3);
	const quote = words?.join(' ');
	return quote === undefined || /[^\w ]/.test(quote) ? undefined : onlyThere(said, line, quote);
}

/** A true quote under a name or a sentence that says something else. */
function labeled(
	said: SaidLines,
	kind: Kind,
	random: Random,
	label: (line: Line) => string | undefined,
	fits?: RegExp,
) {
	const place = placeOf(said, kind, random, ({ text }) => text.length < 230 && (fits?.test(text) ?? true));
	const says = place && label(place.line);
	if (!place || says === undefined) return undefined;
	return { found: claimsOf(said, kind, place, place.line.text, random, says), isShown: anything };
}

function summary(said: SaidLines, _: Kind, random: Random) {
	const lies: [RegExp, (line: Line) => string][] = [
		[NUMBER, ({ text }) => text.replace(NUMBER, raised)],
		[NAME, ({ text }) => text.replace(NAME, 'Zebulon')],
		[/ not /, ({ text }) => text.replace(' not ', ' ')],
		[/ (?:is|are|will|can) (?!not)/, ({ text }) => text.replace(/ (is|are|will|can) /, ' $1 not ')],
		[TWO_NUMBERS, ({ text }) => text.replace(TWO_NUMBERS, '$3$2$1')],
		[/\w/, ({ text }) => `Zebulon agreed that ${text}`],
	];
	const [fits, label] = random.pick(lies);
	return labeled(said, 'summary', random, label, fits);
}

function owner(said: SaidLines, _: Kind, random: Random): Omit<Lie, 'sort'> | undefined {
	const place = placeOf(said, 'commitment', random);
	const others = said.parties.filter(({ speakerId }) => speakerId !== place?.line.speakerId);
	if (!place || others.length === 0) return undefined;
	const { name } = random.pick(others);
	const [claim] = claimsOf(said, 'commitment', place, someWords('commitment', place.line, random), random);
	return {
		found: claim ? [{ ...claim, owner: name }] : [],
		isShown: ({ insights }) => insights.some(({ party }) => party === name),
	};
}

function day(said: SaidLines, _: Kind, random: Random): Omit<Lie, 'sort'> | undefined {
	const due = random.pick(['by Thursday', 'on the ninth of May', 'next Tuesday', 'by noon']);
	const kind = random.pick<Kind>(['commitment', 'next-step']);
	const place = placeOf(said, kind, random, ({ text }) => !text.includes(due));
	if (!place) return undefined;
	const claims = claimsOf(
		said,
		kind,
		place,
		someWords(kind, place.line, random),
		random,
		kind === 'next-step' ? 'agreed' : 'promised',
	);
	const isShown = ({ insights }: Shown) => insights.some((one) => one.due !== undefined || one.dueDate !== undefined);
	return { found: claims.map((claim) => ({ ...claim, due })), isShown };
}

function wrongReply(isWrong: (said: SaidLines, objection: Line, line: Line) => boolean): Sort {
	return (said, _, random) => {
		const place = placeOf(said, 'reply', random);
		const { objection } = place ?? {};
		if (!objection) return undefined;
		const wrong = said.lines.filter(
			(line) => isWrong(said, objection, line) && line.text.split(' ').length >= 5 && line.text.length < 1_000,
		);
		if (wrong.length === 0) return undefined;
		const line = random.pick(wrong);
		return { found: claimsOf(said, 'reply', { line, objection }, line.text, random), isShown: aReply };
	};
}

function withoutAsking(said: SaidLines, random: Random): Omit<Lie, 'sort'> | undefined {
	const place = placeOf(said, 'commitment', random, ({ text }) => !text.includes('?'));
	return (
		place && {
			found: claimsOf(said, 'question', place, someWords('mood', place.line, random), random),
			isShown: anything,
		}
	);
}

function ours(said: SaidLines, _: Kind, random: Random): Omit<Lie, 'sort'> | undefined {
	const place = placeOf(said, 'commitment', random, (line) => !said.isCustomer(line));
	const kind = random.pick<Kind>(['mood', 'objection']);
	return (
		place && { found: claimsOf(said, kind, place, someWords(kind, place.line, random), random), isShown: anything }
	);
}
