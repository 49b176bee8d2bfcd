/** `npm start`, as a newcomer types it: twice with the real n8n, and stopped by Ctrl-C. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { markInstalled } from '../../scripts/install.mjs';
import { keepLogFile } from '../logs/kept.ts';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
// A fixed day: the demo calls are the same whenever the test runs.
const today = ['--sandbox-today', '2026-11-18'];

interface Started {
	child: ChildProcess;
	/** What it has printed so far. */
	text(): string;
	/** Resolves when the text matches; rejects when it ends without. */
	said(pattern: RegExp): Promise<void>;
	ended: Promise<number | null>;
}

function npmStart(home: string, more: NodeJS.ProcessEnv = {}, ...flags: string[]): Started {
	const env = { ...process.env, SOPHIA_HOME: home, ...more };
	const child = spawn('npm', ['start', '--', ...today, ...flags], { cwd: root, env, detached: true });
	let text = '';
	const ended = once(child, 'close').then(([code]) => code as number | null);
	const said = (pattern: RegExp) =>
		new Promise<void>((resolve, reject) => {
			const look = () => pattern.test(text) && resolve();
			child.stdout?.on('data', look);
			ended.then((code) => reject(new Error(`It ended (${code}) without saying ${pattern}:\n${text}`)));
			look();
		});
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (chunk) => {
			text += chunk;
		});
	}
	return { child, text: () => text, said, ended };
}

/** Waits for its end, and shows what it printed where that is not a success. */
async function succeeded({ ended, text }: Started): Promise<void> {
	const code = await ended;
	if (code !== 0) throw new Error(`npm start ended with ${code}:\n${text()}`);
}

/** Ctrl-C: to the whole group, as a terminal does it. */
async function interrupt({ child, ended }: Started): Promise<void> {
	if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), 'SIGINT');
	await ended;
}

/** What arrived in the sandbox, from the file to which it appends each message and note. */
async function arrived(home: string): Promise<{ messages: number; notes: number }> {
	const lines = (await readFile(path.join(home, 'sandbox.jsonl'), 'utf8')).trim().split('\n');
	const messages = lines.filter((line) => 'channel' in JSON.parse(line)).length;
	return { messages, notes: lines.length - messages };
}

function alive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** The addresses that `npm start` names in what it prints. */
const addressesIn = (text: string) => text.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];

need('redis', 'n8n')('npm start', () => {
	let home: string;
	/** Those that go on until they are asked to stop. */
	const lasting: Started[] = [];
	beforeAll(async () => {
		home = await mkdtemp(path.join(tmpdir(), 'sophia-start-'));
	});
	afterAll(async () => {
		for (const one of lasting) await interrupt(one);
		keepLogFile(path.join(home, 'logs', 'engine.log'));
		await rm(home, { recursive: true, force: true });
	});

	it('delivers the day through the API and again through n8n, nothing twice, also on a second start', async () => {
		verifies('start.second-start-delivers-nothing');
		const first = npmStart(home, {}, '--once');
		await succeeded(first);
		expect(first.text()).toMatch(/[1-9]\d* messages? sent to reps/);
		expect(first.text()).toMatch(/[1-9]\d* notes? sent in the CRM/);
		expect(first.text()).toContain('delivered nothing twice');
		const landed = await arrived(home);
		expect(landed.messages).toBeGreaterThan(0);
		expect(landed.notes).toBeGreaterThan(0);

		const second = npmStart(home, {}, '--once');
		await succeeded(second);
		expect(second.text()).toMatch(/0 messages sent to reps, [1-9]\d* already there, not sent again/);
		expect(await arrived(home)).toEqual(landed);
	});

	it('has every template in n8n once, and only the daily one published', async () => {
		verifies('start.templates');
		const database = new DatabaseSync(path.join(home, 'n8n', '.n8n', 'database.sqlite'), { readOnly: true });
		const workflows = database.prepare('select name, active from workflow_entity order by name').all();
		database.close();
		const files = (await readdir(path.join(root, 'workflows'))).filter((name) => name.endsWith('.json'));
		const names = await Promise.all(
			files.map(async (file) => JSON.parse(await readFile(path.join(root, 'workflows', file), 'utf8')).name),
		);
		expect(workflows.map(({ name }) => name)).toEqual(names.toSorted());
		expect(workflows.filter(({ active }) => active === 1)).toMatchObject([
			{ name: 'Daily sales coaching with Sophia' },
		]);
	});

	it('keeps its secrets to the owner of the folder', async () => {
		verifies('start.secrets-for-the-owner');
		expect((await stat(path.join(home, 'demo.json'))).mode & 0o777).toBe(0o600);
	});

	it('steps aside for busy ports and says so; Ctrl-C stops what it started', async () => {
		verifies('start.busy-ports', 'start.ctrl-c', 'start.engine-only');
		const other = createServer((socket) => socket.end()).on('error', () => {}); // Busy already: as good.
		other.listen(8787, '127.0.0.1');
		const own = await mkdtemp(path.join(tmpdir(), 'sophia-start-'));
		const started = npmStart(own, {}, '--engine-only');
		lasting.push(started);
		await started.said(/Press Ctrl-C/);
		expect(started.text()).toMatch(/Port 8787 is busy: the engine takes \d+/);
		const { pid } = JSON.parse(await readFile(path.join(own, 'engine.json'), 'utf8'));
		expect(alive(pid)).toBe(true);
		expect(started.text()).not.toMatch(/Starting n8n|Editor:/);
		expect(existsSync(path.join(own, 'n8n'))).toBe(false);

		await interrupt(started);
		expect(alive(pid)).toBe(false);
		for (const address of addressesIn(started.text())) await expect(fetch(address)).rejects.toThrow('fetch failed');
		other.close();
		await rm(own, { recursive: true, force: true });
	});

	it('keeps the engine up where n8n cannot be built, and says why and what helps', async () => {
		verifies('start.without-n8n');
		const own = await mkdtemp(path.join(tmpdir(), 'sophia-start-'));
		const host = await mkdtemp(path.join(tmpdir(), 'sophia-host-'));
		// All packages are there, as after an installation, but nothing can build n8n's database driver.
		await mkdir(path.join(host, 'node_modules', 'sqlite3'), { recursive: true });
		await copyFile(path.join(root, 'host', 'package-lock.json'), path.join(host, 'package-lock.json'));
		markInstalled(host);
		const started = npmStart(own, { SOPHIA_HOST_DIR: host });
		lasting.push(started);
		await started.said(/Press Ctrl-C/);
		expect(started.text()).toMatch(/n8n cannot be built here: its database driver needs C\+\+ tools/);
		expect(started.text()).toContain('The engine and the sandbox stay up without n8n.');
		expect((await arrived(own)).messages).toBeGreaterThan(0);
		const { address } = JSON.parse(await readFile(path.join(own, 'engine.json'), 'utf8'));
		expect((await fetch(`${address}/readyz`)).status).toBe(200);
		await interrupt(started);
		for (const folder of [own, host]) await rm(folder, { recursive: true, force: true });
	});
});
