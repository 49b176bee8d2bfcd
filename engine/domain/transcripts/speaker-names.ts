/** Names before what is said: "Ann Lee: Hello." — and what only looks like one. */

export type Prefixed = { name: string; said: string };

const LONGEST_NAME = 120;
const MOST_WORDS = 6;

/** The wide colon of East Asian scripts needs no blank after it. */
const PREFIX = /^(?:\*\*)?([^:：*]{1,120})(?:\*\*)?(?::(?:\*\*)?(?:\s|$)|：)/;
/** The pattern looks at this much of a line. */
const LONGEST_PREFIX = 130;

const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,'’()@&+/|#№_-]*$/u;
const LETTER = /\p{L}/u;
/** Not "d'Angelo". */
const LOWER_CASE = /^\p{Ll}(?!['’])/u;

/** A role, a company or pronouns behind the name. */
const IN_BRACKETS = / \(.*\)$/;

/** Words that stand in names in lower case. */
const PARTICLES = new Set([
	'al',
	'bin',
	'da',
	'de',
	'del',
	'della',
	'den',
	'der',
	'di',
	'dos',
	'du',
	'el',
	'ibn',
	'la',
	'le',
	'of',
	'ten',
	'ter',
	'van',
	'von',
	'y',
	'zu',
]);

/** What stands before a colon above a transcript, or in minutes of a meeting. */
const HEADINGS = new Set([
	...[
		'agenda',
		'attendees',
		'call',
		'date',
		'duration',
		'from',
		'language',
		'link',
		'location',
		'meeting',
		'note',
		'notes',
	],
	...[
		'organizer',
		'participants',
		'place',
		'recorded',
		'recording',
		'speakers',
		'start',
		'started',
		'subject',
		'summary',
	],
	...['time', 'title', 'to', 'topic', 'transcript', 'url', 'video', 'when', 'where', 'who'],
]);

/** Splits `Name: text`; undefined where what stands before the colon cannot be a name. */
export function prefixed(line: string): Prefixed | undefined {
	const text = line.trim();
	const [prefix = '', before = ''] = PREFIX.exec(text.slice(0, LONGEST_PREFIX)) ?? [];
	const name = before.trim();
	return isName(name) ? { name, said: text.slice(prefix.length).trim() } : undefined;
}

/**
 * Whether it may be the name of a speaker: up to six words of letters and digits, each with a capital at its start
 * (scripts without capitals have none), or one word, and perhaps something in brackets behind; no sentence, and no time.
 */
export function isName(text: string): boolean {
	if (text.length > LONGEST_NAME || !NAME.test(text) || !LETTER.test(text)) return false;
	const words = text.replace(IN_BRACKETS, '').split(/ +/);
	if (words.length > MOST_WORDS) return false;
	// "Right. Ann" ends a sentence; "Dr. Ann" and "J. Lee" do not.
	if (words.some((word, at) => at < words.length - 1 && word.endsWith('.') && word.length > 4)) return false;
	if (words.length === 1 || text.includes('@')) return true;
	return words.every((word) => !LOWER_CASE.test(word) || PARTICLES.has(word));
}

/** The form in which names are compared: white space, letter case and ways to write the same letter make no difference. */
export function nameKey(name: string): string {
	return name.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/**
 * Which of the candidates are names, by their keys. `lines`: the key of the candidate that each line begins with, or
 * undefined.
 *
 * Captions may begin with a name or not, so something has to speak for it: names stand before at least half of the
 * lines (as Zoom writes them), or one stands before the first line, and then those are names that come back or have two
 * words (tools that name a speaker only when it changes). In a plain text the name is the format: all are names but
 * headings that do not come back.
 */
export function namesAmong(lines: readonly (string | undefined)[], format: 'captions' | 'text'): Set<string> {
	const counts = new Map<string, number>();
	for (const key of lines) if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
	const named = lines.filter((key) => key !== undefined).length;
	const everywhere = format === 'text' || named * 2 >= lines.length;
	if (!everywhere && lines[0] === undefined) return new Set();
	return new Set(
		[...counts]
			.filter(([key, count]) => count > 1 || (everywhere ? !HEADINGS.has(key) : key.includes(' ')))
			.map(([key]) => key),
	);
}
