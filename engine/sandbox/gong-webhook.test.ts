import { createHash, verify } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from './exchange.ts';
import { startForTest, type TestSandbox } from './start-for-test.ts';

let sandbox: TestSandbox;
let server: Server;
let came: { headers: IncomingHttpHeaders; body: string }[];
let url: string;

beforeAll(async () => {
	sandbox = await startForTest();
	came = [];
	server = createServer(async (request, response) => {
		let body = '';
		for await (const chunk of request.setEncoding('utf8')) body += chunk;
		came.push({ headers: request.headers, body });
		response.writeHead(202).end('taken');
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
	server.close();
	await sandbox.close();
});

const calls = async (): Promise<unknown> => {
	const filter = { fromDateTime: '2026-11-21T00:00:00+01:00', toDateTime: '2026-11-22T00:00:00+01:00' };
	const { body } = await sandbox.gong('/v2/calls/extensive', { filter });
	return body.calls;
};

describe('the webhooks of gong', () => {
	it('are signed over address and body, without "Bearer", and carry the call and whether it is a trial', async () => {
		const [call] = (await calls()) as { metaData: { id: string } }[];
		const id = call?.metaData.id;
		const sent = await sandbox.control('POST', 'gong/webhook', { url, callId: id, isTest: true });
		expect(sent.body).toEqual({ status: 202, body: 'taken' });
		const [{ headers, body }] = came.splice(0) as [(typeof came)[0]];
		expect(JSON.parse(body)).toMatchObject({ isTest: true, callData: { metaData: { id } } });
		const [head = '', claims = '', signature = ''] = (headers.authorization ?? '').split('.');
		expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'RS256', typ: 'JWT' });
		expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
			...{ webhook_url: url, body_sha256: createHash('sha256').update(body).digest('hex'), exp: expect.any(Number) },
		});
		const { publicKey } = (await sandbox.control('GET', 'gong/public-key')).body;
		const input = Buffer.from(`${head}.${claims}`);
		expect(verify('sha256', input, publicKey as string, Buffer.from(signature, 'base64url'))).toBe(true);
	});

	it('are refused with what is wrong', async () => {
		const wrong: [input: Json, problem: string][] = [
			[{ url, callId: '1' }, 'callId: there is no call 1'],
			[{ url: 'nowhere', callId: '1' }, 'url: must be an address'],
			[{ url, callId: 1 }, 'callId: must be the id of a call, as a string'],
			[{ url, callId: '1', test: true }, 'test: unknown field'],
		];
		for (const [input, error] of wrong) {
			const answer = await sandbox.control('POST', 'gong/webhook', input);
			expect([answer.status, answer.body]).toEqual([400, { error }]);
		}
		expect(came).toEqual([]);
	});

	it('keep their key with the journal, and else have one of their own', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'sandbox-key-'));
		const keyOf = async (stateFile?: string) => {
			const one = await startForTest({ stateFile });
			const { body } = await one.control('GET', 'gong/public-key');
			await one.close();
			return body.publicKey;
		};
		const stateFile = join(folder, 'inbox.jsonl');
		expect(await keyOf(stateFile)).toBe(await keyOf(stateFile));
		expect(await keyOf()).not.toBe(await keyOf(stateFile));
		rmSync(folder, { recursive: true });
	});
});
