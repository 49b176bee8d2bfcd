import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { anyPort, openNear } from './ports.mjs';

const open: Server[] = [];
afterEach(async () => {
	for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function listen(port: number): Promise<number> {
	const server = createServer();
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	open.push(server);
	return port;
}

describe('openNear', () => {
	it('takes the next port where somebody else took the wanted one between the look and the start', async () => {
		const wanted = await anyPort();
		const asked: number[] = [];
		const said: string[] = [];
		const port = await openNear(
			wanted,
			'the sandbox',
			(line) => said.push(line),
			async (port) => {
				asked.push(port);
				if (asked.length === 1) await listen(port);
				return listen(port);
			},
		);
		expect(asked).toEqual([wanted, port]);
		expect(port).toBeGreaterThan(wanted);
		expect(said).toEqual([`  Port ${wanted} is busy: the sandbox takes ${port}.`]);
	});

	it.each([
		'The sandbox: exit code 1. The end of sandbox.log:\nlisten EADDRINUSE: address already in use 127.0.0.1:8790',
		'The engine: exit code 2. The end of engine.log:\nPORT: 8787 is taken by another program',
		"n8n: exit code 1. The end of n8n.log:\nn8n's port 5678 is already in use. Do you have another instance of n8n running already?",
	])('knows what each server says: %j', async (message) => {
		let tries = 0;
		const opened = openNear(
			await anyPort(),
			'it',
			() => {},
			async () => {
				tries += 1;
				if (tries === 1) throw new Error(message);
			},
		);
		await opened;
		expect(tries).toBe(2);
	});

	it('gives up after five ports, and at once where something else is wrong', async () => {
		for (const [message, expected] of [
			['EADDRINUSE', 5],
			['The store cannot be opened', 1],
		] as const) {
			let tries = 0;
			const opening = openNear(
				await anyPort(),
				'it',
				() => {},
				async () => {
					tries += 1;
					throw new Error(message);
				},
			);
			await expect(opening).rejects.toThrow(message);
			expect(tries).toBe(expected);
		}
	});
});

it('any port is none of those that outgoing connections take', async () => {
	for (let i = 0; i < 50; i++) {
		const port = await anyPort();
		expect(port).toBeGreaterThanOrEqual(20_000);
		expect(port).toBeLessThan(32_000);
	}
});
