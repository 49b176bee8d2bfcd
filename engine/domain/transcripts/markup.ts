/** The markup inside cues: taken off where the formats know it, text where they do not. */

/** Tags of WebVTT (voice, class, bold …, ruby, language, karaoke times) and of SRT; no tag holds another. */
const TAG = /<(?:\/?(?:[biu]|c|v|lang|ruby|rt|s|font)(?:[.\s][^<>]{0,500})?|\d[\d:.,]{0,20})>/gi;

const VOICE = /^<v(?:\.[^\s<>]*)?\s+([^<>]*)>$/i;
const END_OF_VOICE = /^<\/v>$/i;

/** Positions as SRT files have them: `{\an8}`. */
const POSITION = /\{\\[a-z]{1,4}\d{0,3}\}/gi;

const ENTITY = /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,4});/gi;

/** The direction marks are invisible, and would stand in the way of quotes. */
const ENTITIES: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
	lrm: '',
	rlm: '',
};

/** What any markup begins with. Most lines hold none. */
const MARKED = /[<&{]/;

export type Voiced = { voice: string | undefined; text: string };

/** The text of a cue by its voices, in order; known tags are gone and entities are characters. */
export function voicesOf(text: string): Voiced[] {
	if (!MARKED.test(text)) return text.trim() === '' ? [] : [{ voice: undefined, text }];
	const voices: Voiced[] = [];
	let voice: string | undefined;
	let said = '';
	let from = 0;
	const close = () => {
		if (said.trim() !== '') voices.push({ voice, text: unescaped(said) });
		said = '';
	};
	for (const { 0: tag, index } of text.matchAll(TAG)) {
		said += text.slice(from, index);
		from = index + tag.length;
		const named = VOICE.exec(tag)?.[1];
		if (named === undefined && !END_OF_VOICE.test(tag)) continue;
		close();
		voice = named === undefined ? undefined : unescaped(named).trim() || undefined;
	}
	said += text.slice(from);
	close();
	return voices;
}

function unescaped(text: string): string {
	return text
		.replace(POSITION, '')
		.replace(
			ENTITY,
			(entity, name: string) => (name.startsWith('#') ? character(name) : ENTITIES[name.toLowerCase()]) ?? entity,
		);
}

/** Undefined for what is no character that a text may hold. */
function character(reference: string): string | undefined {
	const hexadecimal = /^#x/i.test(reference);
	const code = hexadecimal ? Number.parseInt(reference.slice(2), 16) : Number(reference.slice(1));
	if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
	return String.fromCodePoint(code);
}
