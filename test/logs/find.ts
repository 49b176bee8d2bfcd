/** Looks for what must never stand in a log. */

export type Canaries = {
	/** Secret → in words what it is. */
	secrets: ReadonlyMap<string, string>;
	/** Sentence → in words where it is from. */
	sentences: ReadonlyMap<string, string>;
};

/** What no log may hold, whatever it is worth: by its shape. */
const SHAPES: [what: string, pattern: RegExp][] = [
	['an API key of the engine', /\bsk_sophia_[\w-]{6,}/],
	['a token of Slack', /\bxox[a-z]-[\w-]{6,}/],
	['a token of HubSpot', /\bpat-[\w-]{6,}/],
	['a key of a provider of models', /\b(?:sk-(?:proj|ant|svcacct|admin|or)-[\w-]{8,}|(?:pplx-|gsk_|xai-)\w{16,})/],
	['a secret of a subscription', /\bwhsec_[\w+/=-]{8,}/],
	['the signature of a link', /signature=[\w-]{43}/],
	['what stands behind Bearer or Basic', /\b(?:Bearer|Basic) (?!\[redacted\])[\w.~+/=:-]{8,}/i],
];

/** A shorter text is no secret but a word. */
const LEAST_SECRET = 8;
/** Of a sentence: shorter ones are said by everybody. */
const LEAST_SENTENCE = 28;
/** A sentence is found by so many of its first characters, at any word of the line. */
const KEY = 24;

/** Words only: quotes, blanks, escapes and case differ between a file and a log. */
export function folded(text: string): string {
	return text
		.toLowerCase()
		.replace(/\\[nrt"]/g, ' ')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** Finds in words what a line holds; undefined where it may stay. */
export function createFinder({ secrets, sentences }: Canaries): (line: string) => string | undefined {
	const known = [...secrets].filter(([secret]) => secret.length >= LEAST_SECRET);
	const byStart = new Map<string, [sentence: string, what: string][]>();
	for (const [sentence, what] of sentences) {
		const words = folded(sentence);
		if (words.length < LEAST_SENTENCE) continue;
		const start = words.slice(0, KEY);
		byStart.set(start, [...(byStart.get(start) ?? []), [words, what]]);
	}
	return (line) => {
		const secret =
			known.find(([text]) => line.includes(text))?.[1] ?? SHAPES.find(([, shape]) => shape.test(line))?.[0];
		if (secret) return secret;
		const words = folded(line);
		for (let at = 0; at >= 0 && at + KEY <= words.length; at = next(words, at)) {
			const found = byStart.get(words.slice(at, at + KEY))?.find(([sentence]) => words.startsWith(sentence, at));
			if (found) return found[1];
		}
		return undefined;
	};
}

function next(words: string, at: number): number {
	const blank = words.indexOf(' ', at);
	return blank < 0 ? -1 : blank + 1;
}

/** Sentences of a transcript, of an answer or of a prompt, whatever its format: every text in JSON, every line without its speaker. */
export function sentencesIn(text: string): string[] {
	const json = parsed(text);
	const lines = json === undefined ? text.split('\n') : textsIn(json);
	return lines.flatMap((line) => [line, ...line.split(/(?<=[.!?。？！])\s+/)]).map(withoutSpeaker);
}

function withoutSpeaker(line: string): string {
	return line.replace(/<[^>]*>/g, ' ').replace(/^\s*[\^>]?\s*[\p{L}\p{M}.' -]{1,40}:\s+/u, '');
}

/** Of transcripts `text`, of answers of models every text. Titles and names are no speech. */
function textsIn(json: unknown, key = 'text'): string[] {
	if (typeof json === 'string') return /^(text|quote|summary|reply)$/.test(key) ? [json] : [];
	if (Array.isArray(json)) return json.flatMap((one) => textsIn(one, key));
	if (json === null || typeof json !== 'object') return [];
	return Object.entries(json).flatMap(([name, inner]) => textsIn(inner, name));
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
