import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'sandbox-main-'));
	children = [];
});
afterEach(() => {
	for (const child of children) child.kill('SIGKILL');
	rmSync(folder, { recursive: true });
});

async function start(...args: string[]): Promise<{ child: ChildProcess; address: string }> {
	const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	children.push(child);
	const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
	const [line] = (await once(lines, 'line')) as [string];
	return { child, address: (JSON.parse(line) as { listening: string }).listening };
}

async function post(address: string, text: string): Promise<void> {
	const email = encodeURIComponent('ines.moreau@larkspur.example');
	const headers = { authorization: 'Bearer xoxb-sandbox', 'content-type': 'application/json' };
	const found = await fetch(`${address}/slack/api/users.lookupByEmail?email=${email}`, { headers });
	const { user } = (await found.json()) as { user: { id: string } };
	const body = JSON.stringify({ channel: user.id, text });
	await fetch(`${address}/slack/api/chat.postMessage`, { method: 'POST', headers, body });
}

async function texts(address: string): Promise<string[]> {
	const state = (await (await fetch(`${address}/sandbox/state`)).json()) as { messages: { text: string }[] };
	return state.messages.map((message) => message.text);
}

describe('the process', () => {
	it('keeps its inbox over a kill, and stops on SIGTERM', async () => {
		const state = join(folder, 'inbox.jsonl');
		const first = await start('--state', state, '--today', '2026-11-22');
		expect(first.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		await post(first.address, 'kept');
		first.child.kill('SIGKILL');
		await once(first.child, 'exit');
		const second = await start('--state', state);
		expect(await texts(second.address)).toEqual(['kept']);
		second.child.kill('SIGTERM');
		expect(await once(second.child, 'exit')).toEqual([0, null]);
	});
});

describe('the options', () => {
	it('come from the arguments, then from the environment', () => {
		const environment = { SANDBOX_PORT: '9000', SANDBOX_TODAY: '2026-01-01', SANDBOX_ZONE: 'Asia/Tokyo' };
		expect(readOptions(['--today', '2026-02-02'], environment)).toMatchObject({
			port: 9_000,
			today: '2026-02-02',
			zone: 'Asia/Tokyo',
		});
	});

	it.each([
		[['--port', 'x'], '--port'],
		[['--zone', 'Mars/Crater'], '--zone'],
		[['--today', 'tomorrow'], '--today'],
		[['--day-calls', '10'], '--calls'],
		[['--calls', 'x', '--day-calls', '0'], '--day-calls'],
		[['--unknown'], '--unknown'],
	])('%j is refused by name', (args, name) => {
		expect(() => readOptions(args, {})).toThrow(name);
	});
});
