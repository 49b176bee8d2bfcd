import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { verifies } from '../../../test/verifies.ts';
import type { Json } from '../exchange.ts';
import { publishedSpec } from '../start-for-test.ts';
import { describedByOpenAi } from './description-for-test.ts';
import { startOpenAi } from './openai.ts';
import type { Say } from './script.ts';
import type { ModelServer } from './server.ts';

const SCHEMA = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false };
const format = (schema: Json) => ({ type: 'json_schema', json_schema: { name: 'found', schema, strict: true } });
const CALL = { id: 'call_1', name: 'find', arguments: '{"id":"7"}' };
const calls = [{ id: 'call_1', type: 'function', function: { name: 'find', arguments: '{}' } }];
const USER = { role: 'user', content: 'x' };
const PLAIN: Json = { model: 'gpt-4o-mini', messages: [USER], max_completion_tokens: 5 };
const TOOLS = [{ type: 'function', function: { name: 'find', description: 'Finds.', parameters: SCHEMA } }];

const REQUESTS: Json[] = [
	PLAIN,
	{ model: 'gpt-4o-mini', messages: [USER], max_tokens: 5 },
	{ ...PLAIN, response_format: format(SCHEMA) },
	{
		...PLAIN,
		tools: TOOLS,
		messages: [
			{ role: 'system', content: 'x' },
			USER,
			{ role: 'assistant', content: '', tool_calls: calls },
			{ role: 'tool', tool_call_id: 'call_1', content: 'found' },
		],
	},
	{ ...PLAIN, stream: true, stream_options: { include_usage: true } },
];

const ANSWERS: Omit<Say, 'kind'>[] = [
	{ text: 'A long answer.', counts: { input: 1, cacheRead: 2, cacheWrite: 3, output: 4 } },
	{ text: 'I look.', toolCalls: [CALL] },
	{ toolCalls: [CALL] },
	{ text: 'No.', ended: 'refused' },
	{ text: 'A lo', ended: 'cut' },
	{ ended: 'filtered' },
];

let server: ModelServer;
beforeAll(async () => {
	server = await startOpenAi();
});
beforeEach(() => {
	server.requests.length = 0;
});
afterAll(() => server.close());

async function post(body: unknown, key = server.key) {
	const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
	const path = `${server.origin}/v1/chat/completions`;
	const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
	const text = await response.text();
	return { status: response.status, text, body: (body as Json).stream ? {} : (JSON.parse(text) as Json) };
}

describe('the stand-in of OpenAI', () => {
	it.each<[string, Json]>([
		['an unknown field', { ...PLAIN, maxTokens: 5 }],
		['no model', { messages: [USER] }],
		['no message', { ...PLAIN, messages: [] }],
		['both lengths', { ...PLAIN, max_tokens: 5 }],
		['options of a stream without one', { ...PLAIN, stream_options: { include_usage: true } }],
		[
			'an answer of a tool that nobody called',
			{ ...PLAIN, messages: [USER, { role: 'tool', tool_call_id: 'call_1', content: 'x' }] },
		],
		[
			'a call of a tool without its answer',
			{ ...PLAIN, messages: [{ role: 'assistant', content: '', tool_calls: calls }, USER] },
		],
		['a strict schema with a free field', { ...PLAIN, response_format: format({ ...SCHEMA, required: [] }) }],
		[
			'a strict schema that lets others pass',
			{ ...PLAIN, response_format: format({ ...SCHEMA, additionalProperties: true }) },
		],
	])('refuses %s', async (_what, body) => {
		server.script([{ kind: 'say', text: 'x' }]);
		expect(await post(body)).toMatchObject({ status: 400, body: { error: { message: expect.any(String) } } });
	});

	it('wants its key, and is found at one address', async () => {
		expect((await post(PLAIN, 'sk-other')).status).toBe(401);
		const elsewhere = await fetch(`${server.origin}/chat/completions`, {
			headers: { authorization: `Bearer ${server.key}` },
		});
		expect(elsewhere.status).toBe(404);
	});

	it('says so when nothing is scripted', async () => {
		server.script([]);
		expect(await post(PLAIN)).toMatchObject({
			status: 500,
			body: { error: { message: expect.stringContaining('scripted') } },
		});
	});

	it.each(ANSWERS)('says in pieces what it says at once, as the official library reads it: %j', async (say) => {
		const client = new OpenAI({ apiKey: server.key, baseURL: `${server.origin}/v1`, maxRetries: 0 });
		const request = { model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: 'x' }] };
		server.script([
			{ kind: 'say', ...say },
			{ kind: 'say', ...say },
		]);
		const whole = await client.chat.completions.create(request);
		let [content, refusal, json] = ['', '', ''];
		let finish: string | null = null;
		let usage: unknown;
		const chunks = await client.chat.completions.create({
			...request,
			stream: true,
			stream_options: { include_usage: true },
		});
		for await (const { choices, usage: counted } of chunks) {
			usage = counted ?? usage;
			content += choices[0]?.delta.content ?? '';
			refusal += choices[0]?.delta.refusal ?? '';
			json += choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? '';
			finish = choices[0]?.finish_reason ?? finish;
		}
		const [choice] = whole.choices;
		const [call] = choice?.message.tool_calls ?? [];
		expect({ content, refusal, finish, usage, json }).toEqual({
			...{ content: choice?.message.content ?? '', refusal: choice?.message.refusal ?? '', usage: whole.usage },
			...{ finish: choice?.finish_reason, json: call?.type === 'function' ? call.function.arguments : '' },
		});
	});
});

describe('the stand-in of OpenAI against the published description', () => {
	verifies('sandbox.as-described');

	const spec = publishedSpec('openai.openapi.yaml');
	const check = spec ? it : it.skip;
	const errors = spec ? describedByOpenAi(spec) : () => [];
	const valid = (name: string, value: unknown) => expect(errors(name, value)).toEqual([]);

	check.each(REQUESTS)('takes a request that keeps to it: %j', async (request) => {
		server.script([{ kind: 'say', text: 'x' }]);
		expect((await post(request)).status).toBe(200);
		valid('CreateChatCompletionRequest', request);
	});

	check.each(ANSWERS)('gives answers that keep to it: %j', async (say) => {
		server.script([
			{ kind: 'say', ...say },
			{ kind: 'say', ...say },
		]);
		valid('CreateChatCompletionResponse', (await post(PLAIN)).body);
		const { text } = await post({ ...PLAIN, stream: true, stream_options: { include_usage: true } });
		const events = text.split('\n\n').filter((event) => event !== '');
		expect(events.pop()).toBe('data: [DONE]');
		for (const event of events) valid('CreateChatCompletionStreamResponse', JSON.parse(event.replace(/^data: /, '')));
	});

	check.each([401, 429, 500])('gives a failure that keeps to it: %i', async (status) => {
		server.script([{ kind: 'fail', status, code: 'a_code' }]);
		valid('ErrorResponse', (await post(PLAIN)).body);
	});

	check('the check itself refuses what does not belong', () => {
		expect(errors('CreateChatCompletionRequest', { ...PLAIN, maxTokens: 5 })).not.toEqual([]);
		expect(errors('CreateChatCompletionRequest', { ...PLAIN, messages: [{ role: 'user' }] })).not.toEqual([]);
		expect(errors('CreateChatCompletionResponse', { id: 'x', object: 'chat.completion' })).not.toEqual([]);
		expect(errors('ErrorResponse', { error: { message: 'x' }, more: 1 })).not.toEqual([]);
	});
});
