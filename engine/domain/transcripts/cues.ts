/** Cues of a WebVTT or SRT file: a line of times, and the lines of text below it. */
import { notValid, tooLong } from './refusals.ts';
import { MOST_STRETCHES } from './stretch.ts';
import { readTime } from './times.ts';

export type Cue = { startMs: number; endMs: number; lines: string[] };

const ARROW = '-->';

/** A line that tells times. An arrow between words is an arrow between words. */
const TELLS_TIMES = /^\s*[-+]?\d[\d:.,]*\s*-->/;

const TIMES = /^\s*([-+]?[\d:.,]+)\s*-->\s*([-+]?[\d:.,]+)(?:\s|$)/;

/** Blocks of WebVTT that are no cue. */
const ASIDE = /^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/;

/**
 * Cues in the order of the file, from the line at position `first` on. A cue begins with its line of times; the line
 * above it (a counter, an identifier) belongs to it where that line follows a blank one, or is a number. What stands
 * below a blank line within a cue is kept as its text, except blocks of notes and styles where `asides` says so. What
 * follows the times (position, alignment) is left out.
 *
 * Times may overlap. Throws `transcript-not-valid` with the line for times that cannot be read, are negative, run
 * backward (an end before its start, a cue that ends before an earlier one began), and `call-too-long`.
 */
export function readCues(lines: readonly string[], first: number, asides: boolean): Cue[] {
	const cues: Cue[] = [];
	let latestStart = 0;
	let aside = false;
	for (let at = first; at < lines.length; at += 1) {
		const line = lines[at] ?? '';
		const afterBlank = isBlank(lines[at - 1]) || at === first;
		if (line.includes(ARROW) && TELLS_TIMES.test(line)) {
			const cue = readTimes(line, at + 1, latestStart);
			latestStart = Math.max(latestStart, cue.startMs);
			if (cues.length === MOST_STRETCHES) throw tooLong();
			cues.push(cue);
			aside = false;
			continue;
		}
		if (afterBlank) aside = asides && ASIDE.test(line);
		if (aside || isBlank(line)) continue;
		if (isIdentifier(line, afterBlank, lines[at + 1])) continue;
		cues.at(-1)?.lines.push(line);
	}
	return cues;
}

function readTimes(line: string, number: number, latestStart: number): Cue {
	const [, from = '', to = ''] = TIMES.exec(line) ?? [];
	if (from.startsWith('-') || to.startsWith('-')) throw notValid(number, 'has a negative time');
	const [startMs, endMs] = [readTime(from), readTime(to)];
	if (startMs === undefined || endMs === undefined) {
		throw notValid(number, 'has times that cannot be read, such as 00:01:23.456 --> 00:01:25.000 could');
	}
	if (endMs < startMs) throw notValid(number, 'has an end that lies before its start');
	if (endMs < latestStart) throw notValid(number, 'runs backward: it ends before an earlier one begins');
	return { startMs, endMs, lines: [] };
}

/** Directly above a line of times. */
function isIdentifier(line: string, afterBlank: boolean, next: string | undefined): boolean {
	if (next === undefined || !next.includes(ARROW) || !TELLS_TIMES.test(next)) return false;
	return afterBlank || /^\s*\d{1,9}\s*$/.test(line);
}

function isBlank(line: string | undefined): boolean {
	return line === undefined || line.trim() === '';
}
