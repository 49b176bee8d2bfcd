/** Lines of a text, whatever ends them. */
import { notValid } from './refusals.ts';

/** Two hours of talk without a break are about 100,000 characters. */
const LONGEST_LINE = 100_000;

/** More do not fit into 10 MiB, unless they are empty. */
const MOST_LINES = 2_000_000;

const CARRIAGE_RETURN = 0x0d;

/** Lines end with CR LF, LF or CR, also mixed. Throws `transcript-not-valid` for one that is too long, and for too many. */
export function linesOf(text: string): string[] {
	const lines: string[] = [];
	let from = 0;
	while (from <= text.length) {
		const end = endOfLine(text, from);
		if (end - from > LONGEST_LINE) throw notValid(lines.length + 1, 'has more than 100,000 characters');
		if (lines.length === MOST_LINES) throw notValid(MOST_LINES, 'is followed by more than any transcript has');
		lines.push(text.slice(from, end));
		from = end + (text.charCodeAt(end) === CARRIAGE_RETURN && text[end + 1] === '\n' ? 2 : 1);
	}
	return lines;
}

function endOfLine(text: string, from: number): number {
	let end = from;
	while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1;
	return end;
}
