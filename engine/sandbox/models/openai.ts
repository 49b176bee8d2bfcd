/** OpenAI's chat completions as a client meets them: POST /v1/chat/completions, whole or in server-sent events. */
import { isObject, type Json } from '../exchange.ts';
import {
	asksForList,
	DEFAULT_COUNTS,
	halves,
	type ModelRequest,
	type Protocol,
	type Refusal,
	type Say,
	unknownField,
} from './script.ts';
import { type ModelServer, type ModelServerOptions, startModelServer } from './server.ts';

/** The base of the interface is `${origin}/v1`. */
export const startOpenAi = (options?: ModelServerOptions): Promise<ModelServer> => startModelServer(openAi, options);

/** The fields that are of use with text; OpenAI knows more. */
const FIELDS = [
	...['model', 'messages', 'max_completion_tokens', 'max_tokens', 'tools', 'tool_choice', 'response_format'],
	...['stream', 'stream_options', 'temperature', 'seed', 'prompt_cache_key'],
];

const ROLES = ['developer', 'system', 'user', 'assistant', 'tool'];

const CREATED = 1_764_000_000;

const bad = (message: string, code = 'invalid_value'): Refusal => ({ status: 400, code, message });

const openAi: Protocol = {
	path: '/v1/chat/completions',
	overloaded: 503,
	refuses(request, key) {
		if (request.headers.authorization !== `Bearer ${key}`) {
			const message = `Incorrect API key provided: ${request.headers.authorization}.`;
			return { status: 401, code: 'invalid_api_key', message };
		}
		if (asksForList(request)) return undefined;
		if (request.method !== 'POST' || request.path !== openAi.path) {
			return { status: 404, code: 'unknown_url', message: `Unknown request URL: ${request.method} ${request.path}.` };
		}
		return refusesBody(request);
	},
	whole: (say, request) => ({
		id: 'chatcmpl-sandbox',
		object: 'chat.completion',
		created: CREATED,
		model: answering(request),
		choices: [
			{
				index: 0,
				message: {
					role: 'assistant',
					...{ content: contentOf(say), refusal: refusalOf(say) },
					...(say.toolCalls ? { tool_calls: say.toolCalls.map((call) => toolCall(call)) } : {}),
				},
				...{ logprobs: null, finish_reason: finishOf(say) },
			},
		],
		...usageOf(say),
	}),
	events(say, request) {
		const counted = isObject(request.stream_options) && request.stream_options.include_usage === true;
		const chunk = (choices: Json[], more: Json = counted ? { usage: null } : {}) => {
			const common = { id: 'chatcmpl-sandbox', object: 'chat.completion.chunk', created: CREATED };
			return `data: ${JSON.stringify({ ...common, model: answering(request), choices, ...more })}\n\n`;
		};
		const piece = (delta: Json, finish: string | null = null) => chunk([{ index: 0, delta, finish_reason: finish }]);
		const content = contentOf(say);
		const refusal = refusalOf(say);
		return [
			piece({ role: 'assistant', content: content === null ? null : '', refusal: null }),
			...halves(content ?? '').map((text) => piece({ content: text })),
			...halves(refusal ?? '').map((text) => piece({ refusal: text })),
			...(say.toolCalls ?? []).flatMap((call, index) => [
				piece({ tool_calls: [{ index, ...toolCall({ ...call, arguments: '' }) }] }),
				...halves(call.arguments).map((text) => piece({ tool_calls: [{ index, function: { arguments: text } }] })),
			]),
			piece({}, finishOf(say)),
			...(counted && say.rawUsage !== null ? [chunk([], usageOf(say))] : []),
			'data: [DONE]\n\n',
		];
	},
	failureEvent: () => `data: ${JSON.stringify(openAi.failure(500, 'server_error', 'The server had an error.'))}\n\n`,
	failure(status, code, message) {
		const types: Record<number, string> = {
			401: 'invalid_request_error',
			429: code ?? 'requests',
			500: 'server_error',
		};
		return { error: { message, type: types[status] ?? 'invalid_request_error', param: null, code: code ?? null } };
	},
};

function refusesBody({ body }: ModelRequest): Refusal | undefined {
	const unknown = unknownField(body, FIELDS);
	if (unknown) return bad(`Unknown parameter: '${unknown}'.`, 'unknown_parameter');
	if (typeof body.model !== 'string') return bad('you must provide a model parameter');
	if (!Array.isArray(body.messages) || body.messages.length === 0) return bad('messages is too short', 'empty_array');
	if (body.max_tokens !== undefined && body.max_completion_tokens !== undefined) {
		return bad('Setting max_tokens and max_completion_tokens at the same time is not supported.');
	}
	if (body.stream_options !== undefined && body.stream !== true) return bad('stream_options without stream');
	return refusesMessages(body.messages) ?? refusesFormat(body.response_format);
}

/** Every answer of a tool belongs to a call of the assistant message before it, and every call wants one. */
function refusesMessages(messages: unknown[]): Refusal | undefined {
	let open = new Set<unknown>();
	for (const message of messages) {
		if (!isObject(message) || !ROLES.includes(String(message.role))) return bad('a message without a known role');
		if (message.role === 'tool') {
			if (!open.delete(message.tool_call_id))
				return bad("role 'tool' must answer a preceding message with 'tool_calls'");
			continue;
		}
		if (open.size > 0) return bad("'tool_calls' must be followed by tool messages responding to each 'tool_call_id'");
		const calls = Array.isArray(message.tool_calls) ? (message.tool_calls as Json[]) : [];
		open = new Set(calls.map((call) => call.id));
		if (typeof message.content !== 'string' && calls.length === 0) return bad('content is no string');
	}
	return open.size > 0 ? bad("'tool_calls' must be followed by tool messages") : undefined;
}

/** In strict mode every object names all of its fields as required and allows no others. */
function refusesFormat(format: unknown): Refusal | undefined {
	if (!isObject(format) || format.type !== 'json_schema') return undefined;
	const { name, schema, strict } = isObject(format.json_schema) ? format.json_schema : {};
	if (typeof name !== 'string' || !/^[\w-]{1,64}$/.test(name))
		return bad("'response_format.json_schema.name' is no name");
	return strict === true && !isStrict(schema) ? bad(`Invalid schema for response_format '${name}'`) : undefined;
}

function isStrict(schema: unknown): boolean {
	if (Array.isArray(schema)) return schema.every(isStrict);
	if (!isObject(schema)) return true;
	if (isObject(schema.properties)) {
		const required = Array.isArray(schema.required) ? schema.required : [];
		const named = Object.keys(schema.properties).every((name) => required.includes(name));
		return schema.additionalProperties === false && named && Object.values(schema.properties).every(isStrict);
	}
	return Object.values(schema).every(isStrict);
}

/** A dated name answers for the name that was asked. */
const answering = (request: Json) => `${String(request.model)}-2026-01-01`;

const toolCall = ({ id, name, arguments: text }: { id: string; name: string; arguments: string }) => ({
	...{ id, type: 'function', function: { name, arguments: text } },
});

const contentOf = ({ ended, text, toolCalls }: Say) =>
	ended === 'refused' || (text === undefined && toolCalls) ? null : (text ?? '');

const refusalOf = ({ ended, text }: Say) => (ended === 'refused' ? (text ?? 'I cannot help with that.') : null);

function finishOf({ ended, toolCalls }: Say): string {
	if (ended === 'cut') return 'length';
	if (ended === 'filtered') return 'content_filter';
	return toolCalls?.length ? 'tool_calls' : 'stop';
}

/** OpenAI counts cached tokens among those of the prompt. */
function usageOf({ counts = DEFAULT_COUNTS, rawUsage }: Say): Json {
	if (rawUsage === null) return {};
	const { input, cacheRead = 0, cacheWrite = 0, output } = counts;
	const prompt = input + cacheRead + cacheWrite;
	const usage = {
		...{ prompt_tokens: prompt, completion_tokens: output, total_tokens: prompt + output },
		prompt_tokens_details: { cached_tokens: cacheRead, cache_write_tokens: cacheWrite, audio_tokens: 0 },
		completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
	};
	return { usage: rawUsage ?? usage };
}
