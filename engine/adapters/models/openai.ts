/** OpenAI's chat completions, and whatever speaks their wire format: vLLM, Ollama, Perplexity. */
import OpenAI from 'openai';
import type {
	ChatCompletion,
	ChatCompletionChunk,
	ChatCompletionCreateParamsNonStreaming,
	ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import type { GenerateRequest, Message, Model, StreamPart, Usage } from '../../ports/model.ts';
import { type Raw, toGeneration, usageOf } from './shared/answer.ts';
import { errorOfVendor } from './shared/errors.ts';
import { type ModelOptions, NO_LOG, withoutRedirects } from './shared/options.ts';

export type OpenAiOptions = ModelOptions & {
	/** For people; `OpenAI` by default. */
	vendor?: string;
	/** Servers of others know only the older name of the field for the greatest length. */
	lengthField?: 'max_completion_tokens' | 'max_tokens';
};

export function createOpenAi(options: OpenAiOptions): Model {
	const { id, name, address, key, vendor = 'OpenAI', lengthField = 'max_completion_tokens' } = options;
	const client = new OpenAI({
		...{ apiKey: key, baseURL: address, maxRetries: 0, logLevel: 'off', logger: NO_LOG },
		// Without these the library reads the environment.
		...{ adminAPIKey: null, organization: null, project: null, webhookSecret: null },
		fetch: withoutRedirects(options.fetch),
	});

	function bodyOf(request: GenerateRequest): ChatCompletionCreateParamsNonStreaming {
		const { messages, tools, schema, maxOutputTokens } = request;
		return {
			model: name,
			messages: messages.map(toParam),
			[lengthField]: maxOutputTokens,
			...(tools?.length ? { tools: tools.map((tool) => ({ type: 'function' as const, function: tool })) } : {}),
			...(schema
				? { response_format: { type: 'json_schema' as const, json_schema: { ...schema, strict: true } } }
				: {}),
		};
	}

	return {
		id,
		async generate(request) {
			const { schema, signal } = request;
			const completion = await asked(vendor, signal, () => client.chat.completions.create(bodyOf(request), { signal }));
			return toGeneration(rawOf(completion), options, schema);
		},
		async *stream(request): AsyncGenerator<StreamPart> {
			const { schema, signal } = request;
			const body = { ...bodyOf(request), stream: true as const, stream_options: { include_usage: true } };
			const chunks = await asked(vendor, signal, () => client.chat.completions.create(body, { signal }));
			const raw = emptyRaw();
			let ended = false;
			const iterator = chunks[Symbol.asyncIterator]();
			for (;;) {
				const next = await asked(vendor, signal, () => iterator.next());
				if (next.done) break;
				const text = addChunk(raw, next.value);
				ended ||= next.value.choices[0]?.finish_reason != null;
				if (text) yield { type: 'text', text };
			}
			// A connection that was cut between two chunks looks like an end.
			if (!ended)
				throw errorOfVendor({ vendor, status: undefined, headers: undefined, code: undefined, cause: undefined });
			yield { type: 'end', generation: toGeneration(raw, options, schema) };
		},
	};
}

/** What the library throws becomes an error of the engine; an abort comes through as its reason. */
async function asked<Answer>(vendor: string, signal: AbortSignal, ask: () => PromiseLike<Answer>): Promise<Answer> {
	try {
		return await ask();
	} catch (error) {
		signal.throwIfAborted();
		const { status, headers, code } = error instanceof OpenAI.APIError ? error : {};
		throw errorOfVendor({ vendor, status, headers, code, cause: error });
	}
}

function toParam(message: Message): ChatCompletionMessageParam {
	if (message.role === 'tool') return { role: 'tool', content: message.content, tool_call_id: message.toolCallId };
	if (message.role !== 'assistant') return { role: message.role, content: message.content };
	const calls = message.toolCalls?.map(({ id, name, arguments: given }) => ({
		...{ id, type: 'function' as const },
		function: { name, arguments: JSON.stringify(given) },
	}));
	return { role: 'assistant', content: message.content, ...(calls?.length ? { tool_calls: calls } : {}) };
}

function rawOf({ choices, usage, model }: ChatCompletion): Raw {
	const [choice] = choices ?? [];
	const message = choice?.message;
	return {
		text: message?.content ?? '',
		toolCalls: (message?.tool_calls ?? []).flatMap((call) =>
			call.type === 'function' ? [{ id: call.id, name: call.function.name, json: call.function.arguments }] : [],
		),
		ended: endOf(choice?.finish_reason, Boolean(message?.refusal)),
		usage: tokensOf(usage),
		model,
	};
}

const emptyRaw = (): Raw => ({ text: '', toolCalls: [], ended: 'whole', usage: undefined, model: '' });

/** Adds a piece of a streamed answer; returns its words. */
function addChunk(raw: Raw, { choices, usage, model }: ChatCompletionChunk): string {
	raw.model = model;
	raw.usage = tokensOf(usage) ?? raw.usage;
	const [choice] = choices;
	if (!choice) return '';
	const { delta, finish_reason: finish } = choice;
	for (const { index, id, function: named } of delta.tool_calls ?? []) {
		const call = raw.toolCalls[index] ?? { id: '', name: '', json: '' };
		raw.toolCalls[index] = {
			id: id ?? call.id,
			name: named?.name ?? call.name,
			json: call.json + (named?.arguments ?? ''),
		};
	}
	if (delta.refusal) raw.ended = 'refused';
	if (finish) raw.ended = endOf(finish, raw.ended === 'refused');
	raw.text += delta.content ?? '';
	return delta.content ?? '';
}

function endOf(finish: string | null | undefined, refused: boolean): Raw['ended'] {
	if (refused || finish === 'content_filter') return 'refused';
	return finish === 'length' ? 'cut' : 'whole';
}

function tokensOf(usage: CompletionUsage | null | undefined): Usage | undefined {
	if (!usage) return undefined;
	const cacheReadTokens = usage.prompt_tokens_details?.cached_tokens ?? 0;
	return usageOf({
		...{ inputTokens: usage.prompt_tokens - cacheReadTokens, cacheReadTokens, cacheWriteTokens: 0 },
		outputTokens: usage.completion_tokens,
	});
}
