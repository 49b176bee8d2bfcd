/** Anthropic's messages. */
import Anthropic from '@anthropic-ai/sdk';
import type {
	Message as AnthropicMessage,
	ContentBlockParam,
	MessageCreateParamsNonStreaming,
	MessageParam,
	RawMessageStreamEvent,
	TextBlockParam,
} from '@anthropic-ai/sdk/resources/messages';
import type { GenerateRequest, Message, Model, StreamPart, Usage } from '../../ports/model.ts';
import { type Raw, toGeneration, usageOf } from './shared/answer.ts';
import { ask, askForPieces, type ReadError } from './shared/ask.ts';
import { type Access, type ModelOptions, QUIET, sending } from './shared/options.ts';

const vendor = 'Anthropic';

/** Lists models: the key works, and nothing is spent. Throws what `errorOfVendor` makes of it. */
export async function listAnthropic(options: Access, signal: AbortSignal): Promise<number> {
	const listed = await ask({ vendor, readError, signal }, async () => clientOf(options).models.list({}, { signal }));
	return listed.data.length;
}

/** The version of the interface that the library's types describe: https://docs.anthropic.com/en/api/versioning */
const VERSION = '2023-06-01';

function clientOf({ address, key, fetch }: Access): Anthropic {
	const headers = { 'x-api-key': key, 'anthropic-version': VERSION };
	return new Anthropic({
		...{ ...QUIET, apiKey: 'in the headers', baseURL: address, fetch: sending(headers, fetch) },
		// Spans would carry what was asked; and without the other the library reads the environment.
		...{ openTelemetry: false, webhookKey: null },
	});
}

export function createAnthropic(options: ModelOptions): Model {
	const { id, name } = options;
	const client = clientOf(options);

	function bodyOf({ tools, schema, maxOutputTokens, ...request }: GenerateRequest): MessageCreateParamsNonStreaming {
		const messages = withFewMarks(request.messages);
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
			const { signal } = request;
			const raw = await ask({ vendor, readError, signal }, async () =>
				rawOf(await client.messages.create(bodyOf(request), { signal })),
			);
			return toGeneration(raw, options, request);
		},
		async *stream(request): AsyncGenerator<StreamPart> {
			const { signal } = request;
			const streamed: Streamed = {
				...{ raw: { text: '', toolCalls: [], ended: 'whole', usage: undefined, model: '' }, calls: new Map() },
				...{ counts: {}, stopped: false },
			};
			const words = askForPieces(
				{ vendor, readError, signal },
				() => client.messages.create({ ...bodyOf(request), stream: true }, { signal }),
				(event) => addEvent(streamed, event),
				() => streamed.stopped,
			);
			for await (const text of words) yield { type: 'text', text };
			streamed.raw.usage = tokensOf(streamed.counts);
			yield { type: 'end', generation: toGeneration(streamed.raw, options, request) };
		},
	};
}

const readError: ReadError = (error) =>
	error instanceof Anthropic.APIError ? { status: error.status, headers: error.headers, code: error.type } : {};

/** Throws where it is no message: a page of a proxy, an error with status 200. */
function rawOf({ content, stop_reason: reason, usage, model }: AnthropicMessage): Raw {
	return {
		text: content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join(''),
		toolCalls: content.flatMap((block) =>
			block.type === 'tool_use' ? [{ id: block.id, name: block.name, json: JSON.stringify(block.input) }] : [],
		),
		...{ ended: endOf(reason), usage: tokensOf(usage), model },
	};
}

/** More marks are refused. The last ones hold the longest beginnings. */
const MOST_MARKS = 4;

function withFewMarks(messages: Message[]): Message[] {
	const marked = messages.filter((message) => 'keep' in message && message.keep);
	if (marked.length <= MOST_MARKS) return messages;
	const over = new Set(marked.slice(0, -MOST_MARKS));
	return messages.map((message) => (over.has(message) ? { ...message, keep: false } : message) as Message);
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
		// An assistant that said nothing: what has no content is refused there.
		else if (content.length > 0) params.push({ role, content });
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
		// The output is not over: what it is counted as here is a beginning.
		streamed.counts = { ...event.message.usage, output_tokens: undefined };
	}
	if (event.type === 'content_block_start' && event.content_block.type === 'tool_use') {
		const { id, name } = event.content_block;
		const call = { id, name, json: '' };
		calls.set(event.index, call);
		raw.toolCalls.push(call);
	}
	if (event.type === 'message_delta') {
		raw.ended = endOf(event.delta.stop_reason);
		const said = Object.entries(event.usage ?? {}).filter(([, count]) => typeof count === 'number');
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
