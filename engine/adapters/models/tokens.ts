/** Token counts by OpenAI's own encodings; the tables are loaded when the first text is counted. */
import { createRequire } from 'node:module';
import type { Tokens } from '../../ports/tokens.ts';

const load = createRequire(import.meta.url);

type Encoding = { countTokens(text: string, options?: { disallowedSpecial?: Set<string> }): number };

/** Other models cut text finer: by up to half of OpenAI's tokens more in English, and code and other scripts by more. */
const OTHERS_FACTOR = 1.6;

/** The time of the encoding grows with the square of text without spaces; cut into pieces it has a few tokens more. */
const LONG_RUN = /[^ \n]{200}/u;
const PIECES = /[\s\S]{1,200}/gu;

/** Other scripts have their own pieces of words in few encodings: there a token may be a single byte. */
function mostTokens(text: string, tokens: number): number {
	const foreign = Buffer.byteLength(text) - text.length;
	return Math.ceil(tokens * OTHERS_FACTOR) + foreign;
}

export function createTokens(): Tokens {
	const known = new Map<string, Encoding>();
	const encodingOf = (name: string): Encoding => {
		const encoding = known.get(name) ?? (load(`gpt-tokenizer/encoding/${name}`) as Encoding);
		known.set(name, encoding);
		return encoding;
	};
	// What looks like a special token is text like any other.
	const whole = (text: string, name: string) => encodingOf(name).countTokens(text, { disallowedSpecial: new Set() });
	const count = (text: string, name: string) => {
		if (!LONG_RUN.test(text)) return whole(text, name);
		return text.match(PIECES)?.reduce((sum, piece) => sum + whole(piece, name), 0) ?? 0;
	};
	return {
		count: (text, tokenizer) =>
			tokenizer === undefined ? mostTokens(text, count(text, 'o200k_base')) : count(text, tokenizer),
	};
}
