import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { portNear } from './ports.mjs';
import { start, untilReady } from './processes.mjs';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'sophia-processes-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function run(script: string) {
	return start({ name: 'It', command: process.execPath, args: ['-e', script], log: path.join(folder, 'log') });
}

const alive = (pid: number) => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};

const pidIn = (text: string) => (/pid (\d+)/.test(text) ? Number(/pid (\d+)/.exec(text)?.[1]) : undefined);
const child = `const c = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']); console.log('pid', c.pid);`;

describe('a started process', () => {
	it('is stopped together with what it started', async () => {
		verifies('start.ctrl-c');
		const started = run(`${child} setInterval(() => {}, 1000)`);
		const grandchild = await untilReady(started, pidIn, { withinSeconds: 10 });
		expect(alive(grandchild)).toBe(true);
		await started.stop();
		expect(await started.ended).toBe('ended by SIGTERM');
		expect(started.alive()).toBe(false);
		await untilGone(grandchild);
	});

	it('writes its log where its owner alone reads', async () => {
		const log = path.join(folder, 'logs', 'log');
		await start({ name: 'It', command: process.execPath, args: ['-e', ''], log }).ended;
		const modes = await Promise.all([log, path.dirname(log)].map(async (place) => (await stat(place)).mode & 0o777));
		expect(modes).toEqual([0o600, 0o700]);
	});

	it('that dies before it is ready is reported with the end of its log', async () => {
		const started = run('console.error("no such table"); process.exit(3)');
		await expect(untilReady(started, () => undefined, { withinSeconds: 10 })).rejects.toThrow(
			/It: exit code 3[\s\S]*no such table/,
		);
	});

	it('ends when the one who started it is killed', async () => {
		const log = path.join(folder, 'log');
		const script = `
			import { start } from '${import.meta.dirname}/processes.mjs';
			const it = start({ name: 'It', command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'], log: '${log}' });
			console.log('pid', it.pid);
			setInterval(() => {}, 1000);`;
		const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const [text] = await once(parent.stdout, 'data');
		const pid = pidIn(String(text)) ?? 0;
		expect(alive(pid)).toBe(true);
		parent.kill('SIGKILL');
		await untilGone(pid);
		expect(await readFile(log, 'utf8')).toBe('');
	});
});

/** Fails by the test's own time limit. */
async function untilGone(pid: number): Promise<void> {
	while (alive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('portNear', () => {
	verifies('start.busy-ports');

	it('takes the next free port when the wanted one is busy, and says so', async () => {
		const server: Server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port: busy } = server.address() as { port: number };
		const lines: string[] = [];
		const port = await portNear(busy, 'the engine', (line) => lines.push(line));
		server.close();
		expect(port).toBeGreaterThan(busy);
		expect(lines.join()).toContain(`Port ${busy} is busy: the engine takes ${port}`);
	});

	it('goes no higher than ports go, so that who listens can say what is wrong', async () => {
		for (const wanted of [65_536, 99_999, Number.NaN]) {
			expect(await portNear(wanted, 'the engine', () => undefined)).toBeLessThanOrEqual(65_535);
		}
	});
});
