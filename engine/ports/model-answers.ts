/** The step under which a run records which answers it found paid for: a list of their keys. */
export const KNOWN_BEFORE = 'answers known before';

/** Answers of models that a tenant has paid for, by what was asked. */
export type ModelAnswers = {
	/** Those that are known of these keys. */
	known(tenant: string, keys: readonly string[]): Promise<Map<string, unknown>>;
	/** `callId`: the call that the answer quotes; with it the answer is erased. The first answer to a key stays. */
	keep(tenant: string, key: string, callId: string, answer: unknown): Promise<void>;
};
