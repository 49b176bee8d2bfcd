/** Anthropic's messages. */
import Anthropic from '@anthropic-ai/sdk';
import type {
	ContentBlockParam,
	MessageCreateParamsNonStreaming,
	MessageParam,
	RawMessageStreamEvent,
	TextBlockParam,
} from '@anthropic-ai/sdk/resources/messages';
import type { GenerateRequest, Message, Model, StreamPart, Usage } from '../../ports/model.ts';
import { type Raw, toGeneration, usageOf } from './shared/answer.ts';
import { errorOfVendor } from './shared/errors.ts';
import { type ModelOptions, NO_LOG, withoutRedirects } from './shared/options.ts';

const VENDOR = 'Anthropic';

export function createAnthropic(options: ModelOptions): Model {
	const { id, name, address, key } = options;
	const client = new Anthropic({
		...{ apiKey: key, baseURL: address, maxRetries: 0, logLevel: 'off', logger: NO_LOG },
		// Spans would carry what was asked; and without these the library reads the environment.
		...{ openTelemetry: false, webhookKey: null },
		fetch: withoutRedirects(options.fetch),
	});

	function bodyOf({ messages, tools, schema, maxOutputTokens }: GenerateRequest): MessageCreateParamsNonStreaming {
		const system = messages.flatMap((message): TextBlockParam[] =>
			message.role === 'system' ? [textOf(message)] : [],
		);
		return {
			model: name,
			max_tokens: maxOutputTokens,
			...(system.length > 0 ? { system } : {}),
			messages: toParams(messages),
			...(tools?.length
				? {
						tools: tools.map(({ name, description, parameters }) => ({
							...{ name, description },
							input_schema: { ...parameters, type: 'object' as const },
						})),
					}
				: {}),
			...(schema ? { output_config: { format: { type: 'json_schema' as const, schema: schema.schema } } } : {}),
		};
	}

	return {
		id,
		async generate(request) {
			const { schema, signal } = request;
			const { content, stop_reason, usage, model } = await asked(signal, () =>
				client.messages.create(bodyOf(request), { signal }),
			);
			const raw: Raw = {
				text: content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join(''),
				toolCalls: content.flatMap((block) =>
					block.type === 'tool_use' ? [{ id: block.id, name: block.name, json: JSON.stringify(block.input) }] : [],
				),
				ended: endOf(stop_reason),
				usage: tokensOf(usage),
				model,
			};
			return toGeneration(raw, options, schema);
		},
		async *stream(request): AsyncGenerator<StreamPart> {
			const { schema, signal } = request;
			const events = await asked(signal, () =>
				client.messages.create({ ...bodyOf(request), stream: true }, { signal }),
			);
			const state: Streamed = {
				...{ raw: { text: '', toolCalls: [], ended: 'whole', usage: undefined, model: '' }, calls: new Map() },
				...{ counts: {}, stopped: false },
			};
			const iterator = events[Symbol.asyncIterator]();
			for (;;) {
				const next = await asked(signal, () => iterator.next());
				if (next.done) break;
				const text = addEvent(state, next.value);
				if (text) yield { type: 'text', text };
			}
			// A connection that was cut between two events looks like an end.
			if (!state.stopped)
				throw errorOfVendor({
					vendor: VENDOR,
					status: undefined,
					headers: undefined,
					code: undefined,
					cause: undefined,
				});
			state.raw.usage = tokensOf(state.counts);
			yield { type: 'end', generation: toGeneration(state.raw, options, schema) };
		},
	};
}

/** What the library throws becomes an error of the engine; an abort comes through as its reason. */
async function asked<Answer>(signal: AbortSignal, ask: () => PromiseLike<Answer>): Promise<Answer> {
	try {
		return await ask();
	} catch (error) {
		signal.throwIfAborted();
		const { status, headers, type } = error instanceof Anthropic.APIError ? error : {};
		throw errorOfVendor({ vendor: VENDOR, status, headers, code: type, cause: error });
	}
}

function textOf(message: Extract<Message, { role: 'system' | 'user' }>): TextBlockParam {
	const kept = message.keep ? { cache_control: { type: 'ephemeral' as const } } : {};
	return { type: 'text', text: message.content, ...kept };
}

/** Roles take turns there: what follows in the same role is one message. */
function toParams(messages: Message[]): MessageParam[] {
	const params: { role: 'user' | 'assistant'; content: ContentBlockParam[] }[] = [];
	for (const message of messages) {
		if (message.role === 'system') continue;
		const role = message.role === 'assistant' ? 'assistant' : 'user';
		const last = params.at(-1);
		const content = blocksOf(message);
		if (last?.role === role) last.content.push(...content);
		else params.push({ role, content });
	}
	return params;
}

function blocksOf(message: Message): ContentBlockParam[] {
	if (message.role === 'tool') {
		return [{ type: 'tool_result', tool_use_id: message.toolCallId, content: message.content }];
	}
	if (message.role !== 'assistant') return [textOf(message)];
	const calls = (message.toolCalls ?? []).map(({ id, name, arguments: input }) => ({
		...{ type: 'tool_use' as const, id, name, input },
	}));
	// An empty text is refused there.
	return [...(message.content === '' ? [] : [{ type: 'text' as const, text: message.content }]), ...calls];
}

type Counts = {
	input_tokens?: number | null;
	output_tokens?: number | null;
	cache_read_input_tokens?: number | null;
	cache_creation_input_tokens?: number | null;
};

type Streamed = { raw: Raw; calls: Map<number, Raw['toolCalls'][number]>; counts: Counts; stopped: boolean };

/** Adds an event of a streamed answer; returns its words. */
function addEvent(streamed: Streamed, event: RawMessageStreamEvent): string {
	const { raw, calls } = streamed;
	if (event.type === 'message_start') {
		raw.model = event.message.model;
		streamed.counts = { ...event.message.usage };
	}
	if (event.type === 'content_block_start' && event.content_block.type === 'tool_use') {
		const { id, name } = event.content_block;
		const call = { id, name, json: '' };
		calls.set(event.index, call);
		raw.toolCalls.push(call);
	}
	if (event.type === 'message_delta') {
		raw.ended = endOf(event.delta.stop_reason);
		const said = Object.entries(event.usage).filter(([, count]) => typeof count === 'number');
		streamed.counts = { ...streamed.counts, ...Object.fromEntries(said) };
	}
	if (event.type === 'message_stop') streamed.stopped = true;
	if (event.type !== 'content_block_delta') return '';
	if (event.delta.type === 'input_json_delta') {
		const call = calls.get(event.index);
		if (call) call.json += event.delta.partial_json;
	}
	if (event.delta.type !== 'text_delta') return '';
	raw.text += event.delta.text;
	return event.delta.text;
}

function endOf(reason: string | null): Raw['ended'] {
	if (reason === 'refusal') return 'refused';
	return reason === 'max_tokens' || reason === 'model_context_window_exceeded' ? 'cut' : 'whole';
}

/** There cached tokens are not among the input tokens. */
function tokensOf(counts: Counts | undefined): Usage | undefined {
	if (!counts) return undefined;
	return usageOf({
		inputTokens: counts.input_tokens ?? Number.NaN,
		cacheReadTokens: counts.cache_read_input_tokens ?? 0,
		cacheWriteTokens: counts.cache_creation_input_tokens ?? 0,
		outputTokens: counts.output_tokens ?? Number.NaN,
	});
}
