/** A language model: what it is asked, and what it answers. */

import type { ConnectionReport } from '../contract/connection.ts';

/** JSON Schema of an object. */
export type JsonSchema = Record<string, unknown>;

export type ToolCall = { id: string; name: string; arguments: unknown };

export type Message =
	| {
			role: 'system' | 'user';
			content: string;
			/** The same text comes again soon: worth keeping by the provider. */
			keep?: boolean;
			/** What it has at most by `o200k_base`, where that was counted before: it is not counted again. */
			tokens?: number;
	  }
	| { role: 'assistant'; content: string; toolCalls?: ToolCall[] }
	| { role: 'tool'; content: string; toolCallId: string };

export type ModelTool = { name: string; description: string; parameters: JsonSchema };

export type GenerateRequest = {
	messages: Message[];
	tools?: ModelTool[];
	/** The answer is JSON of this schema; adapters check that it is JSON, callers that it fits. */
	schema?: { name: string; schema: JsonSchema };
	maxOutputTokens: number;
	/** An answer of the schema that broke off at its greatest length is no error: what of its lists was whole is the answer. */
	takesCut?: boolean;
	signal: AbortSignal;
};

/** Each token is counted once: those read from or written to the provider's cache are not among `inputTokens`. */
export type Usage = {
	inputTokens: number;
	cacheReadTokens: number;
	cacheWriteTokens: number;
	outputTokens: number;
};

export type Generation = {
	text: string;
	toolCalls: ToolCall[];
	/** What the text says as JSON; only where a schema was given. */
	data?: unknown;
	/** The answer broke off, and `data` is what of it was whole: only where the request takes that. */
	cut?: true;
	/** `costUsd`: by the price table; undefined where the provider does not say what was used. */
	usage: Usage & { costUsd: number | undefined };
	/** As the provider names the one that answered. */
	model: string;
};

export type StreamPart = { type: 'text'; text: string } | { type: 'end'; generation: Generation };

/**
 * One model of one provider. Makes one request a call, without retries. Throws `model-refused` where it declines to
 * answer, `model-answer-not-valid` where the answer is cut off or no JSON (both with what it cost as
 * `billedUsd` in the details, where the provider says it), `vendor-rate-limited`, `vendor-unavailable`,
 * `vendor-refused`, `connection-refused`, and what aborted the signal.
 */
export type Model = {
	/** `provider/name`, as in the catalog. */
	readonly id: string;
	generate(request: GenerateRequest): Promise<Generation>;
	/** The same in pieces; the last one holds the whole. */
	stream(request: GenerateRequest): AsyncIterable<StreamPart>;
};

/** Access to the models of one provider. */
export type ModelProvider = {
	/** Its name in the catalog. */
	readonly provider: string;
	/** `costOf`: dollars, by the price table. */
	open(model: { id: string; name: string; costOf(usage: Usage): number }): Model;
	/** Lists models, which costs nothing. */
	test(signal: AbortSignal): Promise<ConnectionReport>;
};
