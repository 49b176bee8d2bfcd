/** Where a sentence ends in what was said. */

/** Words with a full stop that end no sentence. */
const ABBREVIATIONS = new Set([
	...[
		'mr',
		'mrs',
		'ms',
		'dr',
		'prof',
		'st',
		'sr',
		'jr',
		'vs',
		'etc',
		'inc',
		'ltd',
		'co',
		'corp',
		'dept',
		'est',
		'approx',
	],
	...['fig', 'vol', 'hr', 'fr', 'bzw', 'ca', 'usw', 'nr', 'zb', 'mme', 'sra', 'gen', 'gov', 'sen', 'rep', 'ave', 'no'],
]);

/** A word is looked at this far back. */
const LONGEST_WORD = 20;

const STOPS = new Set('.!?…؟।');
/** They end a sentence with no blank after them. */
const WIDE_STOPS = new Set('。！？');
const CLOSERS = new Set('"\'”’»)]」』');
const LOWER_CASE = /^\p{Ll}/u;
const DIGIT = /^\p{Nd}/u;

/**
 * The sentences of a text whose white space is folded. One ends at a run of full stops, question and exclamation marks,
 * with the quotation marks and brackets that close after it, before a blank. A full stop ends none before a lower-case
 * letter, after an abbreviation ("Dr."), an initial ("J.") or initials ("U.S."), and after "No." only before a word.
 *
 * Laws: joined with blanks the parts are the text (with none after wide stops); a part split again is itself. Stops
 * looking when there are more than `most`.
 */
export function splitSentences(text: string, most = Number.POSITIVE_INFINITY): string[] {
	const parts: string[] = [];
	let from = 0;
	let at = 0;
	while (at < text.length && parts.length <= most) {
		const character = text[at] ?? '';
		const wide = WIDE_STOPS.has(character);
		if (!wide && !STOPS.has(character)) {
			at += 1;
			continue;
		}
		const afterStops = skip(text, at, wide ? WIDE_STOPS : STOPS);
		const end = skip(text, afterStops, CLOSERS);
		const borders =
			end < text.length && (wide || (text[end] === ' ' && endsSentence(text, { from, stop: at, afterStops, end })));
		if (borders) {
			parts.push(text.slice(from, end).trim());
			from = end;
		}
		at = end;
	}
	parts.push(text.slice(from).trim());
	return parts.filter((part) => part !== '');
}

/**
 * Whether a text ends where a sentence does, before what is said next. It does at a full stop before a lower-case letter
 * too: what is cut there is punctuated by a machine. Only after an ellipsis does a lower-case letter go on.
 */
export function isComplete(text: string, next = ''): boolean {
	let end = text.length;
	while (end > 0 && CLOSERS.has(text[end - 1] ?? '')) end -= 1;
	const last = text[end - 1] ?? '';
	if (WIDE_STOPS.has(last)) return true;
	if (!STOPS.has(last)) return false;
	if (last === '…' || text.slice(end - 2, end) === '..') return !LOWER_CASE.test(next);
	return last !== '.' || !isAbbreviation(text.slice(0, end - 1), next);
}

/** Places in a text: where the sentence and where its stops begin, what is behind the stops, and behind the closers. */
type Places = { from: number; stop: number; afterStops: number; end: number };

function endsSentence(text: string, { from, stop, afterStops, end }: Places): boolean {
	const next = text.slice(end + 1, end + 3);
	const onlyFullStops = text.slice(stop, afterStops).replaceAll('.', '').replaceAll('…', '') === '';
	if (LOWER_CASE.test(next)) return !onlyFullStops && end === afterStops;
	return afterStops - stop > 1 || text[stop] !== '.' || !isAbbreviation(text.slice(from, stop), next);
}

/** Whether the last word of `before` is shortened by the full stop behind it. */
function isAbbreviation(before: string, next: string): boolean {
	const end = before.slice(-LONGEST_WORD);
	const word = end.slice(end.lastIndexOf(' ') + 1).replace(/^[("'“‘«[]+/, '');
	if (/^(?:\p{L}\.)*\p{L}$/u.test(word)) return true;
	const key = word.toLowerCase();
	return key === 'no' ? DIGIT.test(next) : ABBREVIATIONS.has(key);
}

function skip(text: string, at: number, characters: ReadonlySet<string>): number {
	let end = at;
	while (end < text.length && characters.has(text[end] ?? '')) end += 1;
	return end;
}
