import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { RetryableError, TerminalError } from '../../errors.ts';
import type { OutboundRequest } from '../../ports/outbound.ts';
import type { WriteGuard } from '../../ports/run-context.ts';
import { createOutbound } from './http.ts';

const unstopped = new AbortController().signal;
const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';

describe('outbound requests', () => {
	let server: Server;
	let url: string;
	/** Per connection: what came in. */
	let heard: string[];
	let sockets: Socket[];
	let reply: (socket: Socket) => void;

	beforeEach(async () => {
		heard = [];
		sockets = [];
		reply = (socket) => socket.write(OK);
		server = createServer((socket) => {
			const index = heard.push('') - 1;
			sockets.push(socket);
			socket.setEncoding('utf8').on('error', () => {});
			socket.on('data', (chunk) => {
				const text = String(chunk);
				heard[index] = `${heard[index]}${text}`;
				if (text.endsWith('\r\n\r\n') || text.endsWith('body')) reply(socket);
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/path`;
	});
	afterEach(async () => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	});

	const send = (more: Partial<OutboundRequest> = {}, options: Parameters<typeof createOutbound>[0] = {}) =>
		createOutbound(options)({
			method: 'POST',
			url,
			headers: { authorization: 'Bearer secret' },
			body: 'body',
			signal: unstopped,
			...more,
		});
	const guard = (assertOpen: () => void = () => {}): WriteGuard => ({ signal: unstopped, assertOpen });

	it('gives status, headers and body as they came, of any status', async () => {
		reply = (socket) => socket.write('HTTP/1.1 418 Odd\r\nX-Kind: Teapot\r\ncontent-length: 4\r\n\r\nhaha');
		expect(await send()).toMatchObject({ status: 418, headers: { 'x-kind': 'Teapot' }, body: 'haha' });
	});

	it('follows no redirect', async () => {
		reply = (socket) => socket.write(`HTTP/1.1 302 Found\r\nlocation: ${url}/other\r\ncontent-length: 0\r\n\r\n`);
		expect((await send()).status).toBe(302);
		expect(heard).toHaveLength(1);
	});

	it('asks the guard when the connection stands and nothing has left', async () => {
		verifies('effects.guard-at-the-last-moment');
		let connections = 0;
		server.on('connection', () => {
			connections += 1;
		});
		const asked: string[][] = [];
		const whenAsked = () => {
			asked.push([...heard]);
		};
		await send({ guard: guard(whenAsked) });
		expect(asked).toHaveLength(1);
		expect(asked[0]?.join('')).toBe('');
		expect(connections).toBe(1);
	});

	it('sends nothing when the guard refuses, and throws what the guard threw', async () => {
		verifies('effects.guard-at-the-last-moment');
		const error = new Error('the time is over');
		const refuse = () => {
			throw error;
		};
		await expect(send({ guard: guard(refuse) })).rejects.toBe(error);
		expect(heard.join('')).toBe('');
	});

	it('knows that nothing left when nobody listens', async () => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
		await expect(send({ guard: guard() })).rejects.toMatchObject({
			code: 'vendor-unavailable',
			notDone: true,
			details: { reason: 'ECONNREFUSED' },
		});
		await new Promise<void>((resolve) => server.listen(0, resolve));
	});

	it('does not know whether a request was carried out whose connection was cut', async () => {
		verifies('effects.open-is-not-refused');
		reply = (socket) => socket.destroy();
		await expect(send({ guard: guard() })).rejects.toMatchObject({ code: 'vendor-unavailable', notDone: false });
	});

	it('refuses half a body', async () => {
		reply = (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"half":');
		await expect(send()).rejects.toMatchObject({ code: 'vendor-unavailable', notDone: false });
	});

	it('refuses an answer that is too large', async () => {
		reply = (socket) => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n${'x'.repeat(1000)}`);
		await expect(send({}, { maxBytes: 999 })).rejects.toThrow('answer over 999 bytes');
		expect((await send({}, { maxBytes: 1000 })).body).toHaveLength(1000);
	});

	it('gives up on one who never answers', async () => {
		reply = () => {};
		await expect(send({}, { timeoutMs: 20 })).rejects.toMatchObject({
			details: { reason: 'time-out' },
			notDone: false,
		});
	});

	it('throws the reason of who stopped a read, but says of a write that it is open', async () => {
		const reason = new TerminalError('run-cancelled');
		const stopped = async (withGuard: boolean) => {
			const controller = new AbortController();
			reply = () => controller.abort(reason);
			const { signal } = controller;
			return send({ signal, ...(withGuard ? { guard: { ...guard(), signal } } : {}) }).catch((error: unknown) => error);
		};
		expect(await stopped(false)).toBe(reason);
		const open = await stopped(true);
		expect(open).toBeInstanceOf(RetryableError);
		expect(open).toMatchObject({ code: 'vendor-unavailable', notDone: false });
	});

	it('knows that a write was not done that was stopped before it began', async () => {
		const stopped = { signal: AbortSignal.abort(new Error('over')), assertOpen() {} };
		await expect(send({ guard: stopped })).rejects.toMatchObject({ notDone: true });
		expect(heard).toEqual([]);
	});

	it('keeps connections for reads, and gives each write its own', async () => {
		const outbound = createOutbound();
		const request = { method: 'POST', url, headers: {}, body: 'body', signal: unstopped };
		await outbound(request);
		await outbound(request);
		expect(heard).toHaveLength(1);
		await outbound({ ...request, guard: guard() });
		expect(heard).toHaveLength(2);
	});

	it('names host and reason, never the request', async () => {
		reply = (socket) => socket.destroy();
		const error = await send().catch((thrown: unknown) => thrown);
		expect(JSON.stringify({ ...(error as object), message: (error as Error).message })).not.toContain('secret');
		expect((error as Error).cause).toBeUndefined();
	});
});
