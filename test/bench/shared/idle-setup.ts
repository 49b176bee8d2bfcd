/** An engine whose runs do nothing, on a store, with a key and a connection. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Child, startChild } from './child.ts';
import { type Client, createClient } from './http.ts';

const root = path.resolve(import.meta.dirname, '../../..');

export type IdleSetup = { client: Client; engine: Child; close(): Promise<void> };

/** `databaseUrl` undefined: PGlite. */
export async function startIdleSetup(options: {
	redisUrl: string;
	databaseUrl?: string;
	sockets: number;
}): Promise<IdleSetup> {
	const home = await mkdtemp(path.join(tmpdir(), 'sophia-bench-'));
	const environment: Record<string, string> = {
		SOPHIA_HOME: home,
		REDIS_URL: options.redisUrl,
		LOG_LEVEL: 'info',
		WORKER_CONCURRENCY: '64',
		SOPHIA_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
		...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
	};
	const command = async (words: string[], input = '') => {
		const child = spawn(process.execPath, [path.join(root, 'engine/main.ts'), ...words], {
			env: { ...process.env, ...environment },
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		let output = '';
		child.stdout.on('data', (chunk) => {
			output += chunk;
		});
		child.stdin.end(input);
		const code = await new Promise((resolve) => child.once('exit', resolve));
		if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`);
		return output.trim();
	};
	await command(['tenant', 'create', 'bench']);
	const apiKey = await command(['key', 'create', '--tenant', 'bench']);
	const gong = [
		'connection',
		'add',
		'gong',
		'--tenant',
		'bench',
		'--name',
		'main',
		'--address',
		'http://127.0.0.1:9/gong',
	];
	await command(gong, 'key:secret');
	const engine = await startChild(path.join(import.meta.dirname, 'idle-engine.ts'), environment);
	const client = createClient(String(engine.ready.address), apiKey, options.sockets);
	return {
		client,
		engine,
		async close() {
			client.close();
			await engine.stop();
			await rm(home, { recursive: true, force: true });
		},
	};
}

/** A run that does nothing. */
export const IDLE_RUN = { kind: 'coach-call', inputs: [{ callId: '1' }], connections: { calls: 'gong-main' } };
