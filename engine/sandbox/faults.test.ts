import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import type { Json } from './exchange.ts';
import { startForTest, type TestSandbox } from './start-for-test.ts';

let sandbox: TestSandbox;
let channel: string;
beforeEach(async () => {
	sandbox = await startForTest();
	const { body } = await sandbox.slack('users.lookupByEmail', { email: 'maya.okafor@larkspur.example' });
	const { body: opened } = await sandbox.slack('conversations.open', { users: (body.user as Json).id });
	channel = (opened.channel as { id: string }).id;
});
afterEach(() => sandbox.close());

const plant = (fault: Json) =>
	sandbox.control('POST', 'faults', { service: 'slack', operation: 'chat.postMessage', ...fault });
const post = (text = 'x') => sandbox.slack('chat.postMessage', { channel, text });
const landed = async () =>
	((await sandbox.control('GET', 'state')).body.messages as { text: string }[]).map((one) => one.text);

interface Logged {
	n: number;
	operation: string;
	digest: string;
	status: number;
	landed?: string;
}

const log = async () =>
	((await sandbox.control('GET', 'requests')).body.requests as Logged[]).filter(
		(one) => one.operation === 'chat.postMessage',
	);

/** Waits until the condition holds; the test's own time-out is the limit. */
async function until(condition: () => Promise<boolean>): Promise<void> {
	while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}

describe('faults', () => {
	verifies('sandbox.faults');

	it('status: answers it, and nothing is written', async () => {
		await plant({ kind: 'status', status: 429, retryAfterSeconds: 7, body: { ok: false, error: 'ratelimited' } });
		const answer = await post();
		expect(answer).toMatchObject({ status: 429, body: { error: 'ratelimited' } });
		expect(answer.headers.get('retry-after')).toBe('7');
		expect(await landed()).toEqual([]);
		expect((await post('next')).status).toBe(200);
	});

	it('cut: the connection breaks before the write', async () => {
		await plant({ kind: 'cut' });
		await expect(post()).rejects.toThrow();
		expect(await landed()).toEqual([]);
		expect(await log()).toMatchObject([{ status: 0 }]);
	});

	it('cut-after-write: the write lands, its answer does not', async () => {
		await plant({ kind: 'cut-after-write' });
		await expect(post()).rejects.toThrow();
		expect(await landed()).toEqual(['x']);
		expect(await log()).toMatchObject([{ status: 0, landed: expect.any(String) }]);
	});

	it('late-write: the write lands after the cut', async () => {
		await plant({ kind: 'late-write', delayMs: 60 });
		await expect(post()).rejects.toThrow();
		expect(await landed()).toEqual([]);
		await until(async () => (await landed()).length === 1);
		expect((await log())[0]?.landed).toEqual(expect.any(String));
	});

	it('hold: the request waits for its release', async () => {
		await plant({ kind: 'hold' });
		const held = post();
		await until(async () => (await log()).length === 1);
		expect(await landed()).toEqual([]);
		expect((await sandbox.control('POST', 'release')).body).toEqual({ released: 1 });
		expect((await held).status).toBe(200);
		expect(await landed()).toEqual(['x']);
	});

	it('hold: a request whose caller is gone lands all the same when released', async () => {
		await plant({ kind: 'hold' });
		const gone = new AbortController();
		const held = fetch(`${sandbox.address}/slack/api/chat.postMessage`, {
			method: 'POST',
			headers: { authorization: 'Bearer xoxb-sandbox', 'content-type': 'application/json' },
			body: JSON.stringify({ channel, text: 'ghost' }),
			signal: gone.signal,
		});
		await until(async () => (await log()).length === 1);
		gone.abort();
		await expect(held).rejects.toThrow();
		await sandbox.control('POST', 'release');
		expect(await landed()).toEqual(['ghost']);
	});

	it('a reset drops what is held: it never lands', async () => {
		await plant({ kind: 'hold' });
		const held = post();
		const dropped = expect(held).rejects.toThrow();
		await until(async () => (await log()).length === 1);
		await sandbox.control('POST', 'reset');
		await dropped;
		await sandbox.control('POST', 'release');
		expect(await landed()).toEqual([]);
	});

	it('body: answers 200 with what was given, and nothing is written', async () => {
		await plant({ kind: 'body', body: '<html>proxy</html>' });
		const response = await fetch(`${sandbox.address}/slack/api/chat.postMessage`, { method: 'POST' });
		expect([response.status, await response.text()]).toEqual([200, '<html>proxy</html>']);
		expect(await landed()).toEqual([]);
	});

	it('half-body: the write lands and its answer is half a JSON', async () => {
		await plant({ kind: 'half-body' });
		await expect(post()).rejects.toThrow('JSON');
		expect(await landed()).toEqual(['x']);
	});

	it('delay: the request is handled later', async () => {
		await plant({ kind: 'delay', delayMs: 40 });
		const answer = post();
		await until(async () => (await log()).length === 1);
		expect(await landed()).toEqual([]);
		expect((await answer).body.ok).toBe(true);
	});

	it('skips as many as told and then hits as many as told', async () => {
		await plant({ kind: 'status', status: 503, skip: 1, times: 2 });
		const statuses = [];
		for (let n = 0; n < 4; n += 1) statuses.push((await post()).status);
		expect(statuses).toEqual([200, 503, 503, 200]);
	});

	it('hits every operation of its service when none is named, and no other service', async () => {
		await sandbox.control('POST', 'faults', { service: 'slack', kind: 'status', status: 500 });
		expect((await sandbox.gong('/v2/users')).status).toBe(200);
		expect((await sandbox.slack('auth.test')).status).toBe(500);
	});

	it('are forgotten when cleared', async () => {
		await plant({ kind: 'cut' });
		await sandbox.control('DELETE', 'faults');
		expect((await post()).status).toBe(200);
	});

	it.each([
		[{ kind: 'explode' }, 'kind'],
		[{ kind: 'cut', service: 'mail' }, 'service'],
		[{ kind: 'cut', times: -1 }, 'times'],
		[{ kind: 'cut', tiems: 1 }, 'tiems'],
	])('are refused where they are wrong: %j', async (fault, name) => {
		const { status, body } = await plant(fault);
		expect(status).toBe(400);
		expect(body.error).toContain(name);
	});
});

describe('the log of requests', () => {
	verifies('sandbox.faults');

	it('goes on from where it was read, and names what landed', async () => {
		const { body: before } = await sandbox.control('GET', 'requests');
		const { body: posted } = await post();
		const { body } = await sandbox.control('GET', `requests?since=${before.next}`);
		expect(body.requests).toMatchObject([
			{
				service: 'slack',
				method: 'POST',
				path: '/slack/api/chat.postMessage',
				operation: 'chat.postMessage',
				status: 200,
				landed: posted.ts,
			},
		]);
		expect((await sandbox.control('GET', `requests?since=${body.next}`)).body.requests).toEqual([]);
	});

	it('tells a request that is repeated from another one', async () => {
		for (const text of ['a', 'b', 'a']) await post(text);
		const [first, second, third] = (await log()).map((one) => one.digest);
		expect(third).toBe(first);
		expect(second).not.toBe(first);
	});
});

describe('settings', () => {
	it('are changed all or nothing', async () => {
		const wrong = { slack: { ask: 'rate-limited' }, hubspot: { searchLag: 1 } };
		const { status, body } = await sandbox.control('POST', 'settings', wrong);
		expect(status).toBe(400);
		expect(body.error).toContain('hubspot.searchLag');
		expect((await sandbox.control('GET', 'settings')).body.slack).toMatchObject({ ask: 'open' });
	});
});
