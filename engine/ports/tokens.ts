/** Counts tokens before a model is asked. */
export type Tokens = {
	/**
	 * Exact for a known tokenizer; without one estimated from above. `known`: what the text has at most by `o200k_base`, where that
	 * has been counted already.
	 */
	count(text: string, tokenizer: string | undefined, known?: number): number;
};
