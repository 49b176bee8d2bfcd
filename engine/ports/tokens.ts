/** Counts tokens before a model is asked. */
export type Tokens = {
	/** Exact for a known tokenizer; without one estimated from above. */
	count(text: string, tokenizer: string | undefined): number;
};
