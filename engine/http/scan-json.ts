/** What JSON.parse lets pass and a request must not hold, found in one pass over the text before it is parsed. */

import { formatPath } from './path.ts';
import { type FieldProblem, MAXIMUM_PROBLEMS } from './problems.ts';

type Frame = { keys: Set<string> | undefined; awaitsKey: boolean; at: string | number };

/** Far more than any object of the contract has; comparing hundreds of thousands with it would take seconds. */
const MAXIMUM_KEYS = 1_000;

/**
 * Names that would replace what every object inherits: who compares or prints such an object meets a value where a
 * function belongs, and throws.
 */
const INHERITED = new Set(['__proto__', 'toString', 'valueOf']);

export type Scan = {
	/** True as soon as the nesting is deeper than allowed; the rest was not looked at. */
	tooDeep: boolean;
	/** Keys that stand twice in one object, and those that no object may have; no more than a person could read. */
	problems: FieldProblem[];
};

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Looks at nesting and keys alone; whether the text is JSON at all is for JSON.parse to say. */
export function scanJson(text: string, maximumDepth: number): Scan {
	const frames: Frame[] = [];
	const problems: FieldProblem[] = [];
	for (let position = 0; position < text.length; position++) {
		const frame = frames.at(-1);
		switch (text.charCodeAt(position)) {
			case OPEN_OBJECT:
				frames.push({ keys: new Set(), awaitsKey: true, at: '' });
				break;
			case OPEN_ARRAY:
				frames.push({ keys: undefined, awaitsKey: false, at: 0 });
				break;
			case CLOSE_OBJECT:
			case CLOSE_ARRAY:
				frames.pop();
				break;
			case COMMA:
				if (frame?.keys !== undefined) frame.awaitsKey = true;
				else if (frame !== undefined) frame.at = Number(frame.at) + 1;
				break;
			case QUOTE: {
				const end = closingQuote(text, position);
				if (end === -1) return { tooDeep: false, problems };
				if (frame?.awaitsKey) takeKey(frames, frame, text.slice(position, end + 1), problems);
				if ((frame?.keys?.size ?? 0) > MAXIMUM_KEYS) return { tooDeep: false, problems: [tooManyKeys(frames)] };
				position = end;
				break;
			}
		}
		if (frames.length > maximumDepth) return { tooDeep: true, problems };
	}
	return { tooDeep: false, problems };
}

function tooManyKeys(frames: Frame[]): FieldProblem {
	const path = formatPath(frames.slice(0, -1).map(({ at }) => at));
	return { path, message: `has more than ${MAXIMUM_KEYS} fields` };
}

function takeKey(frames: Frame[], frame: Frame, quoted: string, problems: FieldProblem[]): void {
	const key = unquoted(quoted);
	const known = frame.keys?.has(key);
	frame.keys?.add(key);
	frame.awaitsKey = false;
	frame.at = key;
	if (problems.length >= MAXIMUM_PROBLEMS) return;
	const path = () => formatPath(frames.map(({ at }) => at));
	if (known) problems.push({ path: path(), message: 'stands twice in one object' });
	if (INHERITED.has(key)) problems.push({ path: path(), message: 'is not a field' });
}

/** Position of the quote that ends the string begun at `start`; -1 where it never ends. */
function closingQuote(text: string, start: number): number {
	for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
		let backslashes = 0;
		while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
		if (backslashes % 2 === 0) return end;
	}
	return -1;
}

function unquoted(quoted: string): string {
	if (!quoted.includes('\\')) return quoted.slice(1, -1);
	try {
		return JSON.parse(quoted) as string;
	} catch {
		// Not JSON: the parser that follows refuses the whole text.
		return quoted;
	}
}
