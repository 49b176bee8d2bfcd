/** One line of a plain transcript: what it says about speaker and time. */
import { isName, prefixed } from './speaker-names.ts';
import { readTime } from './times.ts';

/** What a line looks like alone; whether it is that, its neighbors tell. */
export type TextLine =
	/** A speaker begins to speak. */
	| { kind: 'turn'; name: string; said: string; startMs?: number; endMs?: number }
	/** A time without a name, and what is said then; where that is empty, the time belongs to what follows. */
	| { kind: 'time'; said: string; bracketed: boolean; startMs: number; endMs?: number }
	/** Goes on with what was before. */
	| { kind: 'text' };

const CLOCK = String.raw`\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?`;
const SPAN = `(${CLOCK})(?: ?(?:-->|-|–|—|to) ?(${CLOCK}))?`;

/** The patterns look at this much of a line, so that a line without end costs no time without end. */
const LONGEST_HEAD = 200;

/** `[00:01:23]`, `(1:23 - 1:30)`, `00:01:23 -` before whatever follows. */
const TIME_FIRST = new RegExp(String.raw`^(?:\[${SPAN}\]|\(${SPAN}\)|${SPAN})(?=\s|$) ?(?:[-–—|] )?`);

/** `Ann Lee (0:01:23)`, `Ann Lee [1:23 - 1:30]`, and whether a colon follows. */
const NAME_THEN_BRACKETS = new RegExp(
	String.raw`^(?:\*\*)?([^\[\]:*]{1,120}?)(?:\*\*)? ?(?:\[${SPAN}\]|\(${SPAN}\))(?:(:)(?=\s|$)|$)`,
);

/** `Ann Lee  0:05`, `[Ann Lee] 10:03:22`, `**Ann Lee** | 0:05`; what follows after a tab or two blanks is said. */
const NAME_THEN_TIME = new RegExp(
	String.raw`^(?:\[([^\[\]:]{1,120})\]|(?:\*\*)?([^\[\]:*|]{1,120}?)(?:\*\*)?)(\s+|,\s*|\s*[-–—|]\s*)(${CLOCK})(?:(?=\t|\s\s)|$)`,
);

/** `Ann: [00:01:23] text` */
const TIME_AFTER_NAME = new RegExp(String.raw`^(?:\[${SPAN}\]|\(${SPAN}\))(?=\s|$)`);

type Span = { startMs: number; endMs?: number };

export function readTextLine(line: string): TextLine {
	const text = line.trim();
	const head = text.slice(0, LONGEST_HEAD);
	return timeFirst(text, head) ?? nameThenTime(text, head) ?? nameAlone(text) ?? { kind: 'text' };
}

function timeFirst(text: string, head: string): TextLine | undefined {
	const found = TIME_FIRST.exec(head);
	const span = found && spanOf(found.slice(1));
	if (!span) return undefined;
	const rest = text.slice(found[0].length).trim();
	const named = prefixed(rest);
	if (named) return { kind: 'turn', ...named, ...span };
	const bracketed = /^[[(]/.test(found[0]);
	// `0:05 - Ann` and `[00:05] Ann Lee` are headings; `[00:05] Hello` may be either, and counts as what was said.
	const heading = /[-–—|] $/.test(found[0]) || (bracketed && rest.includes(' '));
	if (heading && isName(rest) && !/[.,]$/.test(rest)) return { kind: 'turn', name: rest, said: '', ...span };
	return { kind: 'time', said: rest, bracketed, ...span };
}

function nameThenTime(text: string, head: string): TextLine | undefined {
	const brackets = NAME_THEN_BRACKETS.exec(head);
	if (brackets) {
		const [matched, name = ''] = brackets;
		const span = spanOf(brackets.slice(2, 6));
		if (span && isName(name.trim())) return turn(name, text.slice(matched.length), span);
	}
	const [matched = '', bracketed, plain = '', apart = '', time = ''] = NAME_THEN_TIME.exec(head) ?? [];
	const startMs = readTime(time);
	const name = (bracketed ?? plain).trim();
	// "Monday 10:30" is no heading; "Monday  10:30" would be.
	const sure = bracketed !== undefined || apart !== ' ' || name.includes(' ');
	return startMs !== undefined && sure && isName(name)
		? turn(name, text.slice(matched.length), { startMs })
		: undefined;
}

function nameAlone(text: string): TextLine | undefined {
	const named = prefixed(text);
	if (!named) return undefined;
	const found = TIME_AFTER_NAME.exec(named.said.slice(0, LONGEST_HEAD));
	const span = found && spanOf(found.slice(1));
	return span ? turn(named.name, named.said.slice(found[0].length), span) : { kind: 'turn', ...named };
}

function turn(name: string, said: string, span: Span): TextLine {
	return { kind: 'turn', name: name.trim(), said: said.trim(), ...span };
}

/** The start and, where there is one, the end among the groups of alternatives of which one matched. */
function spanOf(groups: readonly (string | undefined)[]): Span | undefined {
	const [start, end] = groups.filter((group) => group !== undefined).map(readTime);
	return start === undefined ? undefined : { startMs: start, ...(end === undefined ? {} : { endMs: end }) };
}
