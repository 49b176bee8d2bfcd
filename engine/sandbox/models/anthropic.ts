/** Anthropic's messages as a client meets them: POST /v1/messages, whole or in server-sent events. */
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

/** The base of the interface is the origin. */
export const startAnthropic = (options?: ModelServerOptions): Promise<ModelServer> =>
	startModelServer(anthropic, options);

/** The fields that are of use with text; Anthropic knows more. */
const FIELDS = [
	...['model', 'messages', 'max_tokens', 'system', 'tools', 'tool_choice', 'output_config', 'stream'],
	...['temperature', 'stop_sequences', 'metadata', 'cache_control'],
];

/** More marks of what is to be cached are refused. */
const MOST_MARKS = 4;

const bad = (message: string): Refusal => ({ status: 400, code: 'invalid_request_error', message });

const ERROR_TYPES: Record<number, string> = {
	...{ 400: 'invalid_request_error', 401: 'authentication_error', 403: 'permission_error', 404: 'not_found_error' },
	...{ 413: 'request_too_large', 429: 'rate_limit_error', 500: 'api_error', 529: 'overloaded_error' },
};

const anthropic: Protocol = {
	path: '/v1/messages',
	overloaded: 529,
	refuses(request, key) {
		const { headers, method, path } = request;
		// The documented header, or the one that the official library sends.
		if (headers['x-api-key'] !== key && headers.authorization !== `Bearer ${key}`) {
			const message = `invalid key ${headers['x-api-key'] ?? headers.authorization}`;
			return { status: 401, code: 'authentication_error', message };
		}
		if (!/^\d{4}-\d\d-\d\d$/.test(String(headers['anthropic-version']))) return bad('anthropic-version: is missing');
		if (asksForList(request)) return undefined;
		if (method !== 'POST' || path !== anthropic.path) return { status: 404, code: 'not_found_error', message: path };
		return refusesBody(request);
	},
	whole: (say, request) => ({
		...started(request),
		content: blocksOf(say),
		stop_reason: stopOf(say),
		...(say.rawUsage === null ? {} : { usage: say.rawUsage ?? usageOf(say) }),
	}),
	events(say, request) {
		const { output_tokens: output, ...input } = say.rawUsage === null ? {} : (say.rawUsage ?? usageOf(say));
		const first = { ...started(request), content: [], stop_reason: null, usage: { ...input, output_tokens: 1 } };
		return [
			event({ type: 'message_start', message: first }),
			event({ type: 'ping' }),
			...blocksOf(say).flatMap((block, index) => [
				event({ type: 'content_block_start', index, content_block: emptied(block) }),
				...deltasOf(say, block).map((delta) => event({ type: 'content_block_delta', index, delta })),
				event({ type: 'content_block_stop', index }),
			]),
			event({
				type: 'message_delta',
				delta: { stop_reason: stopOf(say), stop_sequence: null },
				...(output === undefined ? {} : { usage: { output_tokens: output } }),
			}),
			event({ type: 'message_stop' }),
		];
	},
	failureEvent: () => event(anthropic.failure(529, undefined, 'Overloaded')),
	failure: (status, code, message) => ({
		type: 'error',
		error: { type: code ?? ERROR_TYPES[status] ?? 'api_error', message },
		request_id: 'req_sandbox',
	}),
};

function refusesBody({ body }: ModelRequest): Refusal | undefined {
	const unknown = unknownField(body, FIELDS);
	if (unknown) return bad(`${unknown}: Extra inputs are not permitted`);
	if (typeof body.model !== 'string') return bad('model: Field required');
	if (!(Number.isInteger(body.max_tokens) && (body.max_tokens as number) >= 1))
		return bad('max_tokens: Field required');
	if (!Array.isArray(body.messages) || body.messages.length === 0) return bad('messages: at least one is required');
	const marks = JSON.stringify(body).split('"cache_control":').length - 1;
	if (marks > MOST_MARKS) return bad(`A maximum of 4 blocks with cache_control may be provided. Found ${marks}.`);
	return refusesMessages(body.messages);
}

/** Every answer of a tool stands in the message right after the one that called it, and every call wants one. */
function refusesMessages(messages: unknown[]): Refusal | undefined {
	let open = new Set<unknown>();
	for (const [index, message] of messages.entries()) {
		if (!isObject(message) || !['user', 'assistant'].includes(String(message.role))) {
			return bad(`messages.${index}: unexpected role`);
		}
		const blocks = blocksIn(message.content);
		if (blocks.length === 0) return bad(`messages.${index}: content must be non-empty`);
		if (blocks.some(({ type, text }) => type === 'text' && text === '')) return bad('text content must be non-empty');
		const results = blocks.flatMap((block) => (block.type === 'tool_result' ? [block.tool_use_id] : []));
		if (results.some((id) => !open.delete(id))) return bad('unexpected `tool_use_id` found in `tool_result` blocks');
		if (open.size > 0) return bad('`tool_use` ids were found without `tool_result` blocks immediately after');
		open = new Set(blocks.flatMap((block) => (block.type === 'tool_use' ? [block.id] : [])));
	}
	return undefined;
}

function blocksIn(content: unknown): Json[] {
	if (typeof content === 'string') return [{ type: 'text', text: content }];
	return Array.isArray(content) ? content.filter(isObject) : [];
}

const event = (data: Json) => `event: ${String(data.type)}\ndata: ${JSON.stringify(data)}\n\n`;

const started = (request: Json): Json => ({
	id: 'msg_sandbox',
	type: 'message',
	role: 'assistant',
	// A dated name answers for the name that was asked.
	model: `${String(request.model)}-20260101`,
	...{ container: null, diagnostics: null, stop_details: null, stop_sequence: null },
});

/** A tool's arguments are an object there, so what is broken can only come in pieces. */
function blocksOf({ text, toolCalls = [] }: Say): Json[] {
	const uses = toolCalls.map(({ id, name, arguments: json }) => {
		let input: unknown = json;
		try {
			input = JSON.parse(json);
		} catch {
			// It stays the text that it is.
		}
		return { type: 'tool_use', id, name, input, caller: { type: 'direct' } };
	});
	return [...(text ? [{ type: 'text', text, citations: null }] : []), ...uses];
}

const emptied = (block: Json): Json => (block.type === 'text' ? { ...block, text: '' } : { ...block, input: {} });

function deltasOf(say: Say, block: Json): Json[] {
	if (block.type === 'text') return halves(String(block.text)).map((text) => ({ type: 'text_delta', text }));
	const call = say.toolCalls?.find(({ id }) => id === block.id);
	return halves(call?.arguments ?? '').map((json) => ({ type: 'input_json_delta', partial_json: json }));
}

function stopOf({ ended, toolCalls }: Say): string {
	if (ended === 'cut') return 'max_tokens';
	if (ended) return 'refusal';
	return toolCalls?.length ? 'tool_use' : 'end_turn';
}

/** Anthropic counts cached tokens apart. */
function usageOf({ counts = DEFAULT_COUNTS }: Say): Json {
	const { input, cacheRead = 0, cacheWrite = 0, output } = counts;
	return {
		...{ input_tokens: input, output_tokens: output },
		...{ cache_read_input_tokens: cacheRead, cache_creation_input_tokens: cacheWrite },
		...{ cache_creation: { ephemeral_5m_input_tokens: cacheWrite, ephemeral_1h_input_tokens: 0 } },
		...{
			inference_geo: null,
			output_tokens_details: null,
			server_tool_use: null,
			service_tier: 'standard',
			speed: null,
		},
	};
}
