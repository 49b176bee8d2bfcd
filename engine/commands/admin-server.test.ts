import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { TerminalError } from '../errors.ts';
import { adminSocketPath, connectOperations } from './admin-client.ts';
import { startAdminServer } from './admin-server.ts';
import type { Operations } from './operations.ts';

let home: string;
let closing: (() => Promise<void>)[];
beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'sophia-'));
	closing = [];
});
afterEach(async () => {
	for (const close of closing) await close();
	await rm(home, { recursive: true });
});

const operations = {
	createKey: async ({ tenant }: { tenant: string }) => ({ tenant, id: 'key-1', key: 'sk' }),
	revokeKey: async () => {
		throw new TerminalError('key-unknown', 'Not that one.', { details: { id: 'key-1' } });
	},
} as unknown as Operations;

async function start() {
	const server = await startAdminServer({ path: adminSocketPath(home), operations, log: pino({ level: 'silent' }) });
	if (server !== undefined) closing.push(server.close);
	return server;
}

describe('the admin socket', () => {
	it('is for its owner alone', async () => {
		await start();
		expect((await stat(adminSocketPath(home))).mode & 0o777).toBe(0o600);
	});

	it('passes operations, results and errors through', async () => {
		expect(await connectOperations(home)).toBeUndefined();
		await start();
		const remote = await connectOperations(home);
		expect(await remote?.createKey({ tenant: 'acme', name: 'x' })).toEqual({ tenant: 'acme', id: 'key-1', key: 'sk' });
		const error = (await remote
			?.revokeKey({ tenant: 'acme', key: 'key-1' })
			.catch((thrown: unknown) => thrown)) as TerminalError;
		expect([error.code, error.message, error.details]).toEqual(['key-unknown', 'Not that one.', { id: 'key-1' }]);
		const wrong = (await remote
			?.createKey({ tenant: '', name: '' })
			.catch((thrown: unknown) => thrown)) as TerminalError;
		expect(wrong.details?.fields).toMatchObject([{ path: 'tenant' }, { path: 'name' }]);
	});

	it('takes the place of a socket that a killed engine left behind', async () => {
		const path = adminSocketPath(home);
		const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.stdout.write('up'))`;
		const killed = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
		await once(killed.stdout, 'data');
		killed.kill('SIGKILL');
		await once(killed, 'exit');
		expect((await stat(path)).isSocket()).toBe(true);
		expect(await connectOperations(home)).toBeUndefined();
		expect(await start()).toBeDefined();
		expect(await connectOperations(home)).toBeDefined();
	});

	it('leaves a living engine its socket, and takes its own away at the end', async () => {
		const first = await start();
		expect(await start()).toBeUndefined();
		expect(await connectOperations(home)).toBeDefined();
		await first?.close();
		await expect(stat(adminSocketPath(home))).rejects.toThrow('ENOENT');
	});

	it('is not waited for without end: one that is stopped, or dies meanwhile, is said', async () => {
		const sockets: Socket[] = [];
		const silent = createServer((socket) => sockets.push(socket)).listen(adminSocketPath(home));
		await once(silent, 'listening');
		closing.push(async () => void silent.close());
		const late = await connectOperations(home, { withinMs: 50 });
		await expect(late?.migrate({})).rejects.toMatchObject({ code: 'engine-silent' });
		const dying = await connectOperations(home);
		const asked = dying?.migrate({});
		silent.once('connection', (socket) => socket.once('data', () => socket.destroy()));
		await expect(asked).rejects.toMatchObject({ code: 'engine-silent' });
		for (const socket of sockets) socket.destroy();
	});

	it('says so when the path is longer than a socket may have', () => {
		expect(() => adminSocketPath(`/${'x'.repeat(110)}`)).toThrow(/SOPHIA_HOME is too long/);
	});
});
