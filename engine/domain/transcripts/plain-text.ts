/** Plain transcripts: "Name: text", with and without times, as people and common tools write them. */
import { TerminalError } from '../../errors.ts';
import { linesOf } from './lines.ts';
import { notValid, tooLong } from './refusals.ts';
import { nameKey, namesAmong } from './speaker-names.ts';
import { MOST_STRETCHES, type ReadFile, type Stretch } from './stretch.ts';
import { readTextLine, type TextLine } from './text-lines.ts';

const HOUR_MS = 3_600_000;

/** A title, a date, a list of attendees, a summary. */
const LONGEST_HEADING = 20;

/** What a tool writes below the last turn. */
const FOOTER = /^Transcribed (?:by|with) \S+$/i;

/** `number`: of the line in the file, from 1; `whole`: the line itself. */
type Line = TextLine & { number: number; whole: string };

/** What a line is, now that its neighbors are known. */
type Role = 'turn' | 'stretch' | 'time' | 'text';

/**
 * Each line begins a turn, or goes on with the one above it. Lines above the first speaker (title, date, attendees) are
 * left out and counted. Times count where every turn has one, else none does: an estimate for the others would look
 * like a measurement. A transcript that begins after its first hour tells the time of day: it is counted from its first.
 *
 * Throws `transcript-not-valid` (with the line, for times that run backward), `call-too-long`, `transcript-empty`, and
 * `transcript-format-unknown` where nobody is named and no times are told, or nearly all stands above the first speaker.
 */
export function readPlainText(text: string): ReadFile {
	const lines = linesOf(text).flatMap((line, at): Line[] => {
		const whole = line.trim();
		return whole === '' || FOOTER.test(whole) ? [] : [{ ...readTextLine(whole), whole, number: at + 1 }];
	});
	if (lines.length === 0) throw new TerminalError('transcript-empty');
	const roleOf = rolesAmong(lines);
	const first = lines.findIndex((line) => roleOf(line) !== 'text');
	if (first < 0 || (first > LONGEST_HEADING && first > lines.length / 2)) throw unknownFormat();
	const turns = toTurns(lines.slice(first), roleOf).filter(({ text: said }) => said !== '');
	const timed = turns.every(({ startMs }) => startMs !== undefined);
	if (timed) checkOrder(turns);
	const stretches = timed ? fromOrigin(turns) : turns.map(({ speaker, text: said }) => ({ speaker, text: said }));
	return { format: 'text', stretches, cut: false, headingLines: first };
}

/**
 * Where most turns have times, a name without a time counts only if it stands in one of them: "Note: …" within what
 * Ann said is no speaker. Where most have none, "Monday 10:30" is none either. Times without any name count where at
 * least half of the lines tell one.
 */
function rolesAmong(lines: readonly Line[]): (line: Line) => Role {
	const turns = lines.filter((line) => line.kind === 'turn');
	const timed = turns.filter(({ startMs }) => startMs !== undefined);
	const alone = (line: Line) => line.kind === 'time' && line.said === '';
	if (timed.length * 2 >= turns.length && timed.length > 0) {
		const names = new Set(timed.map(({ name }) => nameKey(name)));
		return (line) => {
			if (line.kind === 'turn') return names.has(nameKey(line.name)) ? 'turn' : 'text';
			if (line.kind === 'time') return alone(line) ? 'time' : line.bracketed ? 'stretch' : 'text';
			return 'text';
		};
	}
	const names = namesAmong(
		lines.map((line) => (line.kind === 'turn' && line.startMs === undefined ? nameKey(line.name) : undefined)),
		'text',
	);
	if (names.size > 0) {
		return (line) => {
			if (line.kind === 'turn') return names.has(nameKey(line.name)) ? 'turn' : 'text';
			return alone(line) ? 'time' : 'text';
		};
	}
	if (lines.filter(({ kind }) => kind === 'time').length * 2 < lines.length) throw unknownFormat();
	return (line) => (line.kind === 'time' ? (alone(line) ? 'time' : 'stretch') : 'text');
}

type Turn = Stretch & { number: number };

function toTurns(lines: readonly Line[], roleOf: (line: Line) => Role): Turn[] {
	const turns: Turn[] = [];
	let parts: string[] = [];
	/** A time on a line of its own, until something is said. */
	let waiting: { startMs?: number; endMs?: number } | undefined;
	const close = () => {
		const last = turns.at(-1);
		if (last) last.text = parts.join(' ').trim();
	};
	const begin = (speaker: string | undefined, line: Line, said: string) => {
		close();
		if (turns.length === MOST_STRETCHES) throw tooLong();
		const own = line.kind === 'text' || line.startMs === undefined ? waiting : line;
		turns.push({ speaker, text: '', startMs: own?.startMs, endMs: own?.endMs, number: line.number });
		parts = [said];
		waiting = undefined;
	};
	for (const line of lines) {
		const role = roleOf(line);
		const before = turns.at(-1)?.speaker;
		if (role === 'turn' && line.kind === 'turn') begin(line.name, line, line.said);
		else if (role === 'stretch' && line.kind === 'time') begin(before, line, line.said);
		else if (role === 'time' && line.kind === 'time') waiting = { startMs: line.startMs, endMs: line.endMs };
		else if (waiting && before === undefined) begin(before, line, line.whole);
		else {
			parts.push(line.whole);
			waiting = undefined;
		}
	}
	close();
	return turns;
}

function checkOrder(turns: readonly Turn[]): void {
	let latest = 0;
	for (const { startMs = 0, endMs, number } of turns) {
		if (startMs < latest) throw notValid(number, 'runs backward: an earlier line has a later time');
		if (endMs !== undefined && endMs < startMs) throw notValid(number, 'has an end that lies before its start');
		latest = startMs;
	}
}

function fromOrigin(turns: readonly Turn[]): Stretch[] {
	const first = turns[0]?.startMs ?? 0;
	const origin = first >= HOUR_MS ? first : 0;
	return turns.map(({ speaker, text, startMs = 0, endMs }) => ({
		speaker,
		text,
		startMs: startMs - origin,
		...(endMs === undefined ? {} : { endMs: endMs - origin }),
	}));
}

function unknownFormat(): TerminalError {
	return new TerminalError('transcript-format-unknown', 'The text is no transcript: no line says who speaks, or when.');
}
