import Anthropic from '@anthropic-ai/sdk';
import type { Message, Usage } from '@anthropic-ai/sdk/resources/messages';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { Json } from '../exchange.ts';
import { startAnthropic } from './anthropic.ts';
import type { Say } from './script.ts';
import type { ModelServer } from './server.ts';

const USER = { role: 'user' as const, content: 'x' };
const PLAIN = { model: 'claude-haiku', max_tokens: 5, messages: [USER] };
const CALL = { id: 'call_1', name: 'find', arguments: '{"id":"7"}' };
const use = { role: 'assistant', content: [{ type: 'tool_use', id: 'call_1', name: 'find', input: {} }] };
const result = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_1', content: 'found' }] };
const marked = { type: 'text', text: 'x', cache_control: { type: 'ephemeral' } };

const ANSWERS: Omit<Say, 'kind'>[] = [
	{ text: 'A long answer.', counts: { input: 1, cacheRead: 2, cacheWrite: 3, output: 4 } },
	{ text: 'I look.', toolCalls: [CALL] },
	{ toolCalls: [CALL] },
	{ text: 'No.', ended: 'refused' },
	{ text: 'A lo', ended: 'cut' },
];

/** The fields of the official library's types: there is no published description. The compiler holds them complete. */
const MESSAGE_FIELDS: Record<keyof Message, true> = {
	...{ id: true, type: true, role: true, model: true, content: true, usage: true, stop_reason: true },
	...{ stop_sequence: true, stop_details: true, container: true, diagnostics: true },
};
const USAGE_FIELDS: Record<keyof Usage, true> = {
	...{ input_tokens: true, output_tokens: true, cache_read_input_tokens: true, cache_creation_input_tokens: true },
	...{ cache_creation: true, inference_geo: true, output_tokens_details: true, server_tool_use: true },
	...{ service_tier: true, speed: true },
};

describe('the stand-in of Anthropic', () => {
	verifies('sandbox.as-described');

	let server: ModelServer;
	let client: Anthropic;
	beforeAll(async () => {
		server = await startAnthropic();
		client = new Anthropic({ apiKey: server.key, baseURL: server.origin, maxRetries: 0 });
	});
	afterAll(() => server.close());

	async function post(body: unknown, headers: Record<string, string> = { 'x-api-key': server.key }) {
		const all = { 'anthropic-version': '2023-06-01', 'content-type': 'application/json', ...headers };
		const answer = await fetch(`${server.origin}/v1/messages`, {
			method: 'POST',
			headers: all,
			body: JSON.stringify(body),
		});
		return { status: answer.status, body: (await answer.json()) as Json };
	}

	it.each(ANSWERS)('says in pieces what it says at once, as the official library reads it: %j', async (say) => {
		server.script([
			{ kind: 'say', ...say },
			{ kind: 'say', ...say },
		]);
		const whole = await client.messages.create(PLAIN);
		expect(await client.messages.stream(PLAIN).finalMessage()).toMatchObject({
			...{ content: whole.content, stop_reason: whole.stop_reason, model: whole.model, usage: whole.usage },
		});
	});

	it('answers with the fields of the official library, and no others', async () => {
		server.script([{ kind: 'say', text: 'x' }]);
		const { body } = await post(PLAIN);
		expect(Object.keys(body).sort()).toEqual(Object.keys(MESSAGE_FIELDS).sort());
		expect(Object.keys(body.usage as Json).sort()).toEqual(Object.keys(USAGE_FIELDS).sort());
	});

	it('fails in the words of the official library', async () => {
		server.script([{ kind: 'fail', status: 529 }]);
		await expect(client.messages.create(PLAIN)).rejects.toMatchObject({ status: 529, type: 'overloaded_error' });
		server.script([{ kind: 'say', text: 'A long answer.', broken: 'error' }]);
		await expect(client.messages.stream(PLAIN).finalMessage()).rejects.toMatchObject({ type: 'overloaded_error' });
	});

	it('takes a talk with tools, and up to four marks of what to keep', async () => {
		server.script([{ kind: 'say', text: 'x' }]);
		const content = Array.from({ length: 4 }, () => marked);
		expect((await post({ ...PLAIN, messages: [{ role: 'user', content }, use, result] })).status).toBe(200);
	});

	it.each<[string, Json]>([
		['an unknown field', { ...PLAIN, max_completion_tokens: 5 }],
		['no length', { model: 'claude-haiku', messages: [USER] }],
		['no message', { ...PLAIN, messages: [] }],
		['a role of another provider', { ...PLAIN, messages: [{ role: 'tool', content: 'x' }] }],
		['an empty text', { ...PLAIN, messages: [{ role: 'user', content: '' }] }],
		['an empty message', { ...PLAIN, messages: [{ role: 'assistant', content: [] }] }],
		['an answer of a tool that nobody called', { ...PLAIN, messages: [result] }],
		['a call of a tool without its answer', { ...PLAIN, messages: [USER, use, USER] }],
		['five marks', { ...PLAIN, system: Array.from({ length: 5 }, () => marked) }],
	])('refuses %s', async (_what, body) => {
		server.script([{ kind: 'say', text: 'x' }]);
		expect(await post(body)).toMatchObject({
			status: 400,
			body: { type: 'error', error: { type: 'invalid_request_error' } },
		});
	});

	it('wants its key, in either header, and a version', async () => {
		server.script(() => ({ kind: 'say', text: 'x' }));
		expect((await post(PLAIN)).status).toBe(200);
		expect((await post(PLAIN, { authorization: `Bearer ${server.key}` })).status).toBe(200);
		expect((await post(PLAIN, { 'x-api-key': 'sk-other' })).status).toBe(401);
		expect((await post(PLAIN, {})).status).toBe(401);
		expect((await post(PLAIN, { 'x-api-key': server.key, 'anthropic-version': '' })).status).toBe(400);
	});
});
