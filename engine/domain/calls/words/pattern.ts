/**
 * Builds patterns from lists of phrases. Texts are those of `examined`: straight apostrophes, single spaces.
 *
 * What is long is matched in two steps, the few words with which it begins (`head`) and then, from there, the many with
 * which it may go on (`tail`): one pattern for each pair of them would be slow.
 */

/** One of these; each may be a pattern itself. */
export function oneOf(...phrases: string[]): string {
	return `(?:${phrases.join('|')})`;
}

/** A pattern that begins and ends at the border of a word, whatever the case. */
export function phrase(...phrases: string[]): RegExp {
	return new RegExp(`\\b${oneOf(...phrases)}\\b`, 'i');
}

/** The beginnings of something, each with the space behind it. */
export function head(...phrases: string[]): RegExp {
	return new RegExp(`(?<![\\w'-])${oneOf(...phrases)} `, 'gi');
}

/** What follows right behind a head, up to the border of a word. */
export function tail(...phrases: string[]): RegExp {
	return new RegExp(`${oneOf(...phrases)}(?![\\w-])`, 'iy');
}

export type Found = {
	/** Offsets in the text. */
	from: number;
	to: number;
	words: string;
	/** First group of the head. */
	group?: string;
};

/** So far behind a head "… and send it" still belongs to it. */
const LONGEST_DETOUR = 60;

/** The first head with a tail behind it; of "I'll talk to Ann and send it" the tail may follow the "and". */
export function follows(text: string, starts: RegExp, goesOn: RegExp, unless?: RegExp): Found | undefined {
	starts.lastIndex = 0;
	for (let match = starts.exec(text); match; match = starts.exec(text)) {
		const behind = match.index + match[0].length;
		if (unless && endOf(unless, text, behind) !== undefined) continue;
		const to = endOf(goesOn, text, behind) ?? endBehindAnd(goesOn, text, behind);
		if (to === undefined) continue;
		return { from: match.index, to, words: text.slice(match.index, to), group: match[1] };
	}
	return undefined;
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : undefined;
}

function endBehindAnd(pattern: RegExp, text: string, from: number): number | undefined {
	const and = text.slice(from, from + LONGEST_DETOUR).search(/ and (?:then )?/);
	if (and < 0) return undefined;
	const behind = from + and + ' and '.length;
	return endOf(pattern, text, behind + (text.startsWith('then ', behind) ? 'then '.length : 0));
}
