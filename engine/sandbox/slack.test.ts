import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { verifies } from '../../test/verifies.ts';
import type { Json } from './exchange.ts';
import { publishedSpec, startForTest, type TestSandbox } from './start-for-test.ts';

const METADATA = { event_type: 'effect', event_payload: { key: '9f2c' } };
const BLOCKS = [
	{ type: 'header', text: { type: 'plain_text', text: 'Your calls' } },
	{ type: 'section', text: { type: 'mrkdwn', text: '> I will send it by Thursday.' } },
	{ type: 'divider' },
	{ type: 'context', elements: [{ type: 'mrkdwn', text: '2 calls' }] },
];

let sandbox: TestSandbox;
beforeEach(async () => {
	sandbox = await startForTest();
});
afterEach(() => sandbox.close());

async function openDirect(email = 'maya.okafor@larkspur.example'): Promise<string> {
	const { body } = await sandbox.slack('users.lookupByEmail', { email });
	const { body: opened } = await sandbox.slack('conversations.open', { users: (body.user as Json).id });
	return (opened.channel as { id: string }).id;
}

const messagesOf = (answer: { body: Json }) => answer.body.messages as (Json & { ts: string; text: string })[];

describe('slack', () => {
	it('finds a user by e-mail, or says that there is none', async () => {
		const { body } = await sandbox.slack('users.lookupByEmail', { email: 'Maya.Okafor@larkspur.example' });
		expect(body).toMatchObject({ ok: true, user: { real_name: 'Maya Okafor' } });
		const { status, body: missing } = await sandbox.slack('users.lookupByEmail', { email: 'nobody@larkspur.example' });
		expect({ status, missing }).toEqual({ status: 200, missing: { ok: false, error: 'users_not_found' } });
	});

	it('posts what is sent form-encoded or as JSON', async () => {
		const channel = await openDirect();
		await sandbox.slack('chat.postMessage', { channel, text: 'form', blocks: BLOCKS, metadata: METADATA });
		await fetch(`${sandbox.address}/slack/api/chat.postMessage`, {
			method: 'POST',
			headers: { authorization: 'Bearer xoxb-sandbox', 'content-type': 'application/json; charset=utf-8' },
			body: JSON.stringify({ channel, text: 'json', blocks: BLOCKS, metadata: METADATA }),
		});
		const { body } = await sandbox.control('GET', 'state');
		expect(body.messages).toMatchObject([
			{ text: 'form', blocks: BLOCKS, metadata: METADATA, channel, user: { email: 'maya.okafor@larkspur.example' } },
			{ text: 'json', blocks: BLOCKS, metadata: METADATA, channel },
		]);
	});

	it('gives messages posted in the same millisecond timestamps of their own, rising', async () => {
		const channel = await openDirect();
		for (const text of ['a', 'b', 'c']) await sandbox.slack('chat.postMessage', { channel, text });
		const stamps = messagesOf(await sandbox.slack('conversations.history', { channel })).map((message) => message.ts);
		expect(new Set(stamps).size).toBe(3);
		expect([...stamps].sort().reverse()).toEqual(stamps);
	});

	it('shows metadata only when it is asked for', async () => {
		const channel = await openDirect();
		await sandbox.slack('chat.postMessage', { channel, text: 'x', metadata: METADATA });
		const plain = await sandbox.slack('conversations.history', { channel });
		expect(messagesOf(plain)[0]).not.toHaveProperty('metadata');
		const full = await sandbox.slack('conversations.history', { channel, include_all_metadata: true });
		expect(messagesOf(full)[0]?.metadata).toEqual(METADATA);
	});

	it('pages through the history from new to old, between two timestamps', async () => {
		const channel = await openDirect();
		for (const text of ['1', '2', '3', '4', '5']) await sandbox.slack('chat.postMessage', { channel, text });
		const seen: string[] = [];
		let cursor: string | undefined;
		do {
			const fields: Json = cursor === undefined ? { channel, limit: '2' } : { channel, limit: '2', cursor };
			const answer = await sandbox.slack('conversations.history', fields);
			seen.push(...messagesOf(answer).map((message) => message.text));
			cursor = (answer.body.response_metadata as { next_cursor?: string } | undefined)?.next_cursor;
			expect(answer.body.has_more).toBe(cursor !== undefined);
		} while (cursor !== undefined);
		expect(seen).toEqual(['5', '4', '3', '2', '1']);

		const all = messagesOf(await sandbox.slack('conversations.history', { channel }));
		const [newest, , , , oldest] = all.map((message) => message.ts);
		const between = await sandbox.slack('conversations.history', { channel, oldest, latest: newest });
		expect(messagesOf(between).map((message) => message.text)).toEqual(['4', '3', '2']);
		const inclusive = await sandbox.slack('conversations.history', {
			channel,
			oldest,
			latest: newest,
			inclusive: true,
		});
		expect(messagesOf(inclusive)).toHaveLength(5);
	});

	it('can be set to answer one history a minute, fifteen messages at most', async () => {
		const channel = await openDirect();
		for (let n = 0; n < 17; n += 1) await sandbox.slack('chat.postMessage', { channel, text: String(n) });
		await sandbox.control('POST', 'settings', { slack: { ask: 'rate-limited' } });
		expect(messagesOf(await sandbox.slack('conversations.history', { channel, limit: '100' }))).toHaveLength(15);
		const second = await sandbox.slack('conversations.history', { channel });
		expect(second).toMatchObject({ status: 429, body: { ok: false, error: 'ratelimited' } });
		expect(second.headers.get('retry-after')).toBe('60');
		sandbox.pass(60_000);
		expect((await sandbox.slack('conversations.history', { channel })).status).toBe(200);
	});

	it('can be set to refuse the history for want of a scope', async () => {
		const channel = await openDirect();
		await sandbox.control('POST', 'settings', { slack: { ask: 'missing-scope' } });
		const { body, headers } = await sandbox.slack('conversations.history', { channel });
		expect(body).toEqual({
			ok: false,
			error: 'missing_scope',
			needed: 'im:history',
			provided: 'chat:write,im:write,users:read,users:read.email',
		});
		expect(headers.get('x-oauth-scopes')).toBe(body.provided);
		expect((await sandbox.slack('chat.postMessage', { channel, text: 'still' })).body.ok).toBe(true);
	});

	it.each([
		['no_text', { text: '' }],
		['channel_not_found', { channel: 'D0NOWHERE00', text: 'x' }],
		['invalid_blocks', { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3_001) } }] }],
		['invalid_blocks', { blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }] }],
		['invalid_blocks_format', { blocks: '[{' }],
		['invalid_metadata_schema', { text: 'x', metadata: { event_type: 'x' } }],
		['msg_too_long', { text: 'x'.repeat(40_001) }],
	])('refuses a message with %s', async (error, fields) => {
		const channel = await openDirect();
		expect((await sandbox.slack('chat.postMessage', { channel, ...fields })).body).toMatchObject({ ok: false, error });
		expect((await sandbox.control('GET', 'state')).body.messages).toEqual([]);
	});

	it.each([
		['invalid_limit', { limit: '1000' }],
		['invalid_cursor', { cursor: 'abc' }],
		['invalid_ts_oldest', { oldest: 'yesterday' }],
		['invalid_ts_latest', { latest: '1.x' }],
	])('refuses a history with %s', async (error, fields) => {
		const channel = await openDirect();
		expect((await sandbox.slack('conversations.history', { channel, ...fields })).body).toMatchObject({
			ok: false,
			error,
		});
	});

	it('knows no other method', async () => {
		for (const method of ['chat.update', 'constructor']) {
			expect((await sandbox.slack(method)).body).toMatchObject({ ok: false, error: 'unknown_method' });
		}
	});

	it('wants a token, and the right one', async () => {
		expect((await sandbox.slack('auth.test', {}, { authorization: '' })).body.error).toBe('not_authed');
		expect((await sandbox.slack('auth.test', {}, { authorization: 'Bearer xoxb-other' })).body.error).toBe(
			'invalid_auth',
		);
	});
});

describe('slack against its published description', () => {
	verifies('sandbox.as-described');

	const spec = publishedSpec('slack-web.swagger.json');
	const check = spec ? it : it.skip;

	check('accepted requests and answers keep to it', async () => {
		const { valid, accepted } = validator(spec as Json);
		const call = async (method: string, verb: 'get' | 'post', fields: Json) => {
			accepted(method, verb, fields);
			const { body } = await sandbox.slack(method, fields);
			valid(method, verb, body);
			return body;
		};
		await call('auth.test', 'get', {});
		const { user } = await call('users.lookupByEmail', 'get', { email: 'maya.okafor@larkspur.example' });
		const users = (user as { id: string }).id;
		await call('users.info', 'get', { user: users });
		const { channel } = await call('conversations.open', 'post', { users });
		const { id } = channel as { id: string };
		await call('conversations.open', 'post', { users, return_im: true });
		await call('chat.postMessage', 'post', { channel: id, text: 'x', blocks: BLOCKS, metadata: METADATA });
		await call('conversations.history', 'get', { channel: id, limit: '1', include_all_metadata: true });
		await call('users.info', 'get', { user: 'U0NOBODY000' });
		await call('conversations.history', 'get', { channel: 'D0NOWHERE00' });
	});

	check('the check itself refuses what does not belong', () => {
		const { errors, unknownFields } = validator(spec as Json);
		expect(errors('chat.postMessage', 'post', { ok: true, ts: 'x' })).not.toEqual([]);
		expect(unknownFields('chat.postMessage', 'post', { channel: 'D1', client_msg_id: '1' })).toEqual(['client_msg_id']);
	});
});

/** Newer than the description: metadata (2022), cursors in the answer. */
const NEWER_FIELDS: Record<string, string[]> = {
	'chat.postMessage': ['metadata'],
	'conversations.history': ['include_all_metadata'],
};

function validator(spec: Json) {
	const changed = structuredClone(spec) as { definitions: Record<string, Json>; paths: Record<string, Json> };
	(changed.definitions.objs_message?.properties as Json).metadata = { type: 'object' };
	const ajv = new Ajv({ strict: false, validateFormats: false });
	ajv.addSchema({ $id: 'slack', definitions: changed.definitions });
	type Operation = { parameters: { name: string }[]; responses: Record<string, { schema: Json }> };
	const operation = (method: string, verb: string) => changed.paths[`/${method}`]?.[verb] as Operation;

	function errors(method: string, verb: string, body: Json): string[] {
		const schema = structuredClone(operation(method, verb).responses[body.ok ? '200' : 'default']?.schema as Json);
		if (method === 'conversations.history' && body.ok) {
			(schema.properties as Json).response_metadata = { type: 'object' };
		}
		const local = JSON.parse(JSON.stringify(schema).replaceAll('"#/definitions/', '"slack#/definitions/')) as Json;
		ajv.validate(local, body);
		return (ajv.errors ?? []).map((error) => `${method} ${error.instancePath} ${error.message}`);
	}

	function unknownFields(method: string, verb: string, fields: Json): string[] {
		const known = operation(method, verb).parameters.map((parameter) => parameter.name);
		return Object.keys(fields).filter((name) => !known.includes(name) && !NEWER_FIELDS[method]?.includes(name));
	}

	return {
		errors,
		unknownFields,
		valid: (method: string, verb: string, body: Json) => expect(errors(method, verb, body)).toEqual([]),
		accepted: (method: string, verb: string, fields: Json) => expect(unknownFields(method, verb, fields)).toEqual([]),
	};
}
