/** Token counts by OpenAI's own encodings; the tables are loaded when the first text is counted. */
import { createRequire } from 'node:module';
import type { Tokens } from '../../ports/tokens.ts';

const load = createRequire(import.meta.url);

/** The encoding of OpenAI's models of today, by which texts for others are estimated, too. */
const USUAL = 'o200k_base';

type Encoding = { countTokens(text: string, options?: { disallowedSpecial?: Set<string> }): number };

/** Other models cut text finer: by up to half of OpenAI's tokens more in English, and code and other scripts by more. */
const OTHERS_FACTOR = 1.6;

/** The time of the encoding grows with the square of text without spaces; cut into pieces it has a few tokens more. */
const LONG_RUN = 200;
const PIECES = new RegExp(`[\\s\\S]{1,${LONG_RUN}}`, 'gu');

/** Whether so many characters stand together without a blank or an end of a line: from blank to blank, by leaps. */
function hasLongRun(text: string): boolean {
	let from = 0;
	while (text.length - from >= LONG_RUN) {
		const next = text.slice(from, from + LONG_RUN);
		const blank = Math.max(next.lastIndexOf(' '), next.lastIndexOf('\n'));
		if (blank < 0) return true;
		from += blank + 1;
	}
	return false;
}

/** Other scripts have their own pieces of words in few encodings: there a token may be a single byte. */
function mostTokens(text: string, tokens: number): number {
	const foreign = Buffer.byteLength(text) - text.length;
	return Math.ceil(tokens * OTHERS_FACTOR) + foreign;
}

/** Instructions and schemas are the same again and again. Longer texts are what somebody said: those are not kept. */
const KEPT_TEXTS = 100;
const LONGEST_KEPT = 8_000;

export function createTokens(): Tokens {
	const encodings = new Map<string, Encoding>();
	const kept = new Map<string, number>();
	const encodingOf = (name: string): Encoding => {
		const encoding = encodings.get(name) ?? (load(`gpt-tokenizer/encoding/${name}`) as Encoding);
		encodings.set(name, encoding);
		return encoding;
	};
	// What looks like a special token is text like any other.
	const whole = (text: string, name: string) => encodingOf(name).countTokens(text, { disallowedSpecial: new Set() });
	const counted = (text: string, name: string) => {
		if (!hasLongRun(text)) return whole(text, name);
		return text.match(PIECES)?.reduce((sum, piece) => sum + whole(piece, name), 0) ?? 0;
	};
	const count = (text: string, name: string) => {
		if (text.length > LONGEST_KEPT) return counted(text, name);
		const key = `${name} ${text}`;
		const tokens = kept.get(key) ?? counted(text, name);
		if (kept.size >= KEPT_TEXTS) kept.delete(kept.keys().next().value as string);
		kept.set(key, tokens);
		return tokens;
	};
	return {
		count(text, tokenizer, known) {
			if (tokenizer === undefined) return mostTokens(text, known ?? count(text, USUAL));
			return tokenizer === USUAL && known !== undefined ? known : count(text, tokenizer);
		},
	};
}
