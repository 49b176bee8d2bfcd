/** OpenAI's chat completions, and whatever speaks their wire format: vLLM, Ollama, Perplexity. */
import type { IncomingHttpHeaders } from 'node:http';
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
import { ask, askForPieces, type ReadError } from './shared/ask.ts';
import { errorOfVendor } from './shared/errors.ts';
import { type Access, asking, type ModelOptions, QUIET, sending } from './shared/options.ts';
import { postJson } from './shared/post-json.ts';

export type OpenAiOptions = ModelOptions & {
	/** For people; `OpenAI` by default. */
	vendor?: string;
	/** Servers of others know only the older name of the field for the greatest length. */
	lengthField?: 'max_completion_tokens' | 'max_tokens';
};

/** Lists models: the key works, and nothing is spent. Throws what `errorOfVendor` makes of it. */
export async function listOpenAi(options: Access, vendor: string, signal: AbortSignal): Promise<number> {
	const listed = await ask({ vendor, readError, signal }, async () => clientOf(options).models.list({ signal }));
	return listed.data.length;
}

const headersOf = ({ key }: Access): Record<string, string> => (key === '' ? {} : { authorization: `Bearer ${key}` });

function clientOf({ address, key, fetch }: Access): OpenAI {
	const headers = headersOf({ address, key });
	return new OpenAI({
		// The library refuses to begin without a key. What is sent of it are the headers.
		...{ ...QUIET, apiKey: 'in the headers', baseURL: address, fetch: sending(headers, fetch) },
		// Without these the library reads the environment.
		...{ adminAPIKey: null, organization: null, project: null, webhookSecret: null },
	});
}

export function createOpenAi(options: OpenAiOptions): Model {
	const { id, name, vendor = 'OpenAI', lengthField = 'max_completion_tokens' } = options;
	const url = new URL(`${options.address.replace(/\/+$/, '')}/chat/completions`);
	const headers = asking(headersOf(options));
	let client: OpenAI | undefined;

	/** The library is asked for streams; for a whole answer it takes more processor time than all else of a model call. */
	async function completed(request: GenerateRequest): Promise<ChatCompletion> {
		const {
			status,
			headers: answered,
			text,
		} = await postJson(url, JSON.stringify(bodyOf(request)), headers, request.signal);
		if (status >= 200 && status < 300) return JSON.parse(text) as ChatCompletion;
		throw errorOfVendor({ vendor, status, headers: toHeaders(answered), code: codeIn(text), cause: undefined });
	}

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
			const { signal } = request;
			const raw = await ask({ vendor, readError, signal }, async () => rawOf(await completed(request)));
			return toGeneration(raw, options, request);
		},
		async *stream(request): AsyncGenerator<StreamPart> {
			const { signal } = request;
			const body = { ...bodyOf(request), stream: true as const, stream_options: { include_usage: true } };
			const streamed: Streamed = {
				...{ raw: { text: '', toolCalls: [], ended: 'whole', usage: undefined, model: '' }, calls: new Map() },
				finished: false,
			};
			const words = askForPieces(
				{ vendor, readError, signal },
				() => {
					client ??= clientOf(options);
					return client.chat.completions.create(body, { signal });
				},
				(chunk) => addChunk(streamed, chunk),
				() => streamed.finished,
			);
			for await (const text of words) yield { type: 'text', text };
			yield { type: 'end', generation: toGeneration(streamed.raw, options, request) };
		},
	};
}

/** The provider's own code, where there is one. */
function codeIn(text: string): unknown {
	try {
		return (JSON.parse(text) as { error?: { code?: unknown } }).error?.code;
	} catch {
		return undefined;
	}
}

const toHeaders = (headers: IncomingHttpHeaders): Headers =>
	new Headers(
		Object.entries(headers).flatMap(([name, value]) =>
			[value ?? []].flat().map((one): [string, string] => [name, one]),
		),
	);

const readError: ReadError = (error) => (error instanceof OpenAI.APIError ? error : {});

function toParam(message: Message): ChatCompletionMessageParam {
	if (message.role === 'tool') return { role: 'tool', content: message.content, tool_call_id: message.toolCallId };
	if (message.role !== 'assistant') return { role: message.role, content: message.content };
	const calls = message.toolCalls?.map(({ id, name, arguments: given }) => ({
		...{ id, type: 'function' as const },
		function: { name, arguments: JSON.stringify(given) },
	}));
	return { role: 'assistant', content: message.content, ...(calls?.length ? { tool_calls: calls } : {}) };
}

/** Throws where it is no completion: a page of a proxy, an error with status 200. */
function rawOf({ choices, usage, model }: ChatCompletion): Raw {
	const [choice] = choices;
	if (!choice) throw new Error('no choice');
	const { message, finish_reason: finish } = choice;
	return {
		text: message.content ?? '',
		toolCalls: (message.tool_calls ?? []).flatMap((call) =>
			call.type === 'function' ? [{ id: call.id, name: call.function.name, json: call.function.arguments }] : [],
		),
		ended: endOf(finish, Boolean(message.refusal)),
		usage: tokensOf(usage),
		model,
	};
}

/** `finished`: the provider said why it ends. */
type Streamed = { raw: Raw; calls: Map<number, Raw['toolCalls'][number]>; finished: boolean };

/** Adds a piece of a streamed answer; returns its words. */
function addChunk(streamed: Streamed, { choices, usage, model }: ChatCompletionChunk): string {
	const { raw, calls } = streamed;
	raw.model = model;
	// Some say after every piece what was used so far: the last word counts, also where it cannot be.
	if (usage) raw.usage = tokensOf(usage);
	const [choice] = choices;
	if (!choice) return '';
	const { delta, finish_reason: finish } = choice;
	for (const { index, id, function: named } of delta.tool_calls ?? []) {
		const known = calls.get(index);
		const call = known ?? { id: '', name: '', json: '' };
		if (!known) {
			calls.set(index, call);
			raw.toolCalls.push(call);
		}
		call.id = id ?? call.id;
		call.name = named?.name ?? call.name;
		call.json += named?.arguments ?? '';
	}
	if (delta.refusal) raw.ended = 'refused';
	if (finish) raw.ended = endOf(finish, raw.ended === 'refused');
	streamed.finished ||= Boolean(finish);
	raw.text += delta.content ?? '';
	return delta.content ?? '';
}

function endOf(finish: string | null | undefined, refused: boolean): Raw['ended'] {
	if (refused || finish === 'content_filter') return 'refused';
	return finish === 'length' ? 'cut' : 'whole';
}

/** There cached tokens, read or written, are among those of the prompt. */
function tokensOf(usage: CompletionUsage | null | undefined): Usage | undefined {
	if (!usage) return undefined;
	const { prompt_tokens: prompt, completion_tokens: outputTokens, prompt_tokens_details: details } = usage;
	const { cached_tokens: read, cache_write_tokens: written } = details ?? {};
	const cacheReadTokens = read ?? 0;
	const cacheWriteTokens = written ?? 0;
	// A subtraction would take null for 0.
	const inputTokens = typeof prompt === 'number' ? prompt - cacheReadTokens - cacheWriteTokens : Number.NaN;
	return usageOf({ inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens });
}
