/** What a lying model may claim about a call: true quotes, and those with one thing changed. */
import type { Found } from '../../engine/domain/calls/generative/answer.ts';
import type { Line } from '../../engine/domain/calls/generative/lines.ts';
import type { Random } from '../crash/random.ts';

export type Lie = { kind: string; found: Found };

const entry = (line: number, quote: string): Found => ({
	...{ kind: 'commitment', label: 'promised', line, quote, owner: '', due: '', reply: 0 },
});

/** Some whole words of a line, in a row: at least three, for fewer show hardly anything. */
export function trueClaim(lines: readonly Line[], random: Random): Found {
	const line = random.pick(lines);
	const words = line.text.split(' ');
	if (words.length < 3) return trueClaim(lines, random);
	const from = random.between(0, words.length - 3);
	const to = random.between(from + 3, words.length);
	return entry(line.id, words.slice(from, to).join(' '));
}

const NUMBER = /\d+/;
const NAME = /(?<=[a-z,] )[A-Z][a-z]{2,}/;

/** One lie of each kind in turn. Undefined where the call has nothing of that sort to change. */
export function lie(lines: readonly Line[], at: number, random: Random): Lie | undefined {
	const kind = KINDS[at % KINDS.length] as (typeof KINDS)[number];
	const found = kind[1](lines, random);
	// By chance it may be true after all: the words stand in the line that it names.
	const named = lines.find(({ id }) => id === found?.line);
	return found && !named?.text.includes(found.quote) ? { kind: kind[0], found } : undefined;
}

const KINDS: [string, (lines: readonly Line[], random: Random) => Found | undefined][] = [
	['changed number', (lines, random) => changed(lines, NUMBER, (text) => String(Number(text) + 1), random)],
	['changed name', (lines, random) => changed(lines, NAME, () => 'Zebulon', random)],
	['other speaker', otherSpeaker],
	['joined sentences', joined],
	['right words at the wrong time', elsewhere],
];

function changed(lines: readonly Line[], what: RegExp, change: (text: string) => string, random: Random) {
	const fitting = lines.filter(({ text }) => what.test(text));
	if (fitting.length === 0) return undefined;
	const { id, text } = random.pick(fitting);
	return entry(id, text.replace(what, change));
}

/** The words of one person, said to be in the line of another. */
function otherSpeaker(lines: readonly Line[], random: Random): Found | undefined {
	const line = random.pick(lines);
	const other = lines.find(({ id, speakerId }) => id > line.id && speakerId !== line.speakerId);
	return other && entry(other.id, line.text);
}

/** The beginning of one line and the end of another, as if they were one sentence. */
function joined(lines: readonly Line[], random: Random): Found {
	const [one, other] = [random.pick(lines), random.pick(lines)];
	const [first, second] = [one.text.split(' '), other.text.split(' ')];
	return entry(one.id, [...first.slice(0, Math.ceil(first.length / 2)), ...second.slice(-3)].join(' '));
}

/** What the same person says at another time. */
function elsewhere(lines: readonly Line[], random: Random): Found | undefined {
	const line = random.pick(lines);
	const later = lines.filter(({ id, speakerId }) => speakerId === line.speakerId && Math.abs(id - line.id) > 2);
	return later.length === 0 ? undefined : entry(random.pick(later).id, line.text);
}
