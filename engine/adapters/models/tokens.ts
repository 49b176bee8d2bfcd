/** Token counts by OpenAI's own encodings; the tables are loaded when the first text is counted. */
import { createRequire } from 'node:module';
import type { Tokens } from '../../ports/tokens.ts';

const load = createRequire(import.meta.url);

type Encoding = { countTokens(text: string, options?: { disallowedSpecial?: Set<string> }): number };

/** Other models cut text finer: by up to half of OpenAI's tokens more in English, and code and other scripts by more. */
const OTHERS_FACTOR = 1.6;

export function createTokens(): Tokens {
	const known = new Map<string, Encoding>();
	const encodingOf = (name: string): Encoding => {
		const encoding = known.get(name) ?? (load(`gpt-tokenizer/encoding/${name}`) as Encoding);
		known.set(name, encoding);
		return encoding;
	};
	// What looks like a special token is text like any other.
	const count = (text: string, name: string) => encodingOf(name).countTokens(text, { disallowedSpecial: new Set() });
	return {
		count: (text, tokenizer) =>
			tokenizer === undefined ? Math.ceil(count(text, 'o200k_base') * OTHERS_FACTOR) : count(text, tokenizer),
	};
}
