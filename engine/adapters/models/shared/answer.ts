/** From what a provider answered to a generation, or to the reason why there is none. */
import { TerminalError } from '../../../errors.ts';
import type { Generation, JsonSchema, ToolCall, Usage } from '../../../ports/model.ts';
import { wholeOf } from './cut-json.ts';
import type { ModelOptions } from './options.ts';

export type Raw = {
	text: string;
	/** Arguments as JSON text. */
	toolCalls: { id: string; name: string; json: string }[];
	/** `cut`: the answer reached its greatest length. */
	ended: 'whole' | 'cut' | 'refused';
	/** Undefined where the provider does not say, or says what cannot be. */
	usage: Usage | undefined;
	model: string;
};

const NOTHING: Usage = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

/** Throws `model-refused`, `model-answer-not-valid`, both with `billedUsd` where it is known. */
export function toGeneration(
	raw: Raw,
	{ id, costOf }: Pick<ModelOptions, 'id' | 'costOf'>,
	{ schema, takesCut }: { schema?: { schema: JsonSchema }; takesCut?: boolean },
): Generation {
	const costUsd = raw.usage && costOf(raw.usage);
	const details = { model: id, ...(costUsd === undefined ? {} : { billedUsd: costUsd }) };
	if (raw.ended === 'refused') throw new TerminalError('model-refused', `${id} declines to answer.`, { details });
	const notValid = (reason: string) =>
		new TerminalError('model-answer-not-valid', `The answer of ${id} ${reason}.`, { details });
	const whole = raw.ended === 'cut' && schema && takesCut ? wholeOf(raw.text) : undefined;
	if (raw.ended === 'cut' && whole === undefined) throw notValid('was cut off at its greatest length');
	const read = (text: string): unknown => {
		try {
			return JSON.parse(text);
		} catch {
			throw notValid('is no JSON');
		}
	};
	const toolCalls = raw.toolCalls.map(
		({ json, ...call }): ToolCall => ({ ...call, arguments: read(json.trim() === '' ? '{}' : json) }),
	);
	return {
		text: raw.text,
		toolCalls,
		...(schema && toolCalls.length === 0 ? { data: read(whole ?? raw.text) } : {}),
		...(whole === undefined ? {} : { cut: true as const }),
		usage: { ...(raw.usage ?? NOTHING), costUsd },
		model: raw.model,
	};
}

/** What the provider counted, where each number can be one. */
export function usageOf(counts: Usage): Usage | undefined {
	return Object.values(counts).every((count) => Number.isSafeInteger(count) && count >= 0) ? counts : undefined;
}
