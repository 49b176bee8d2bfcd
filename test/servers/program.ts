/** Finds and runs server programs for tests; what a test starts ends with the test's process, however that ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A program that is not installed: `missing` names the requirement, the message tells how to install it. */
export type MissingProgram = Error & { missing: string };

export function missingProgram(missing: string, installLine: string): MissingProgram {
	return Object.assign(new Error(`${missing} is not installed. Install it with: ${installLine}`), { missing });
}

/** The first of the folders, then of the PATH, that holds the program. */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
	const candidates = [...folders, ...(process.env.PATH ?? '').split(delimiter)].filter((folder) => folder !== '');
	return candidates.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Waits for the end of its standard input, that is of the test, then ends the server last named and its folder. */
const WATCHER = `
	let pid = 0;
	process.stdin.setEncoding('utf8').on('data', (text) => { pid = Number(text.trim().split('\\n').pop()); });
	process.stdin.on('end', () => {
		try { if (pid > 0) process.kill(pid, 'SIGKILL'); } catch {}
		setTimeout(() => require('node:fs').rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 5 }), 300);
	});`;

export type ProgramOptions = {
	/** Names the temporary folder. */
	name: string;
	/** Owner of the folder and of the process, where the program refuses to run as root. */
	user?: { uid: number; gid: number };
	/** What to start, given the folder. */
	command: (folder: string) => { path: string; parameters: string[] };
	/** Told the folder and process id; true when the server answers. */
	isReady: (folder: string, pid: number) => Promise<boolean>;
	/** The signal for an orderly end. */
	endSignal: NodeJS.Signals;
};

export type Program = {
	readonly folder: string;
	start(): Promise<void>;
	/** Ends the process and keeps its folder. */
	stop(signal?: NodeJS.Signals): Promise<void>;
	/** Ends the process and removes its folder. */
	remove(): Promise<void>;
};

const READY_TIMEOUT_MS = 30_000;
const READY_INTERVAL_MS = 25;

/** Prepares a server program with a temporary folder of its own; `start` runs it, again after `stop` on the same data. */
export function prepareProgram(options: ProgramOptions): Program {
	const folder = mkdtempSync(join(tmpdir(), `sophia-${options.name}-`));
	if (options.user) chownSync(folder, options.user.uid, options.user.gid);
	const watcher = spawn(process.execPath, ['-e', WATCHER, folder], {
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
	});
	watcher.unref();
	// A pipe to a child would keep the test's process waiting.
	(watcher.stdin as Socket).on('error', () => undefined).unref();
	let child: ChildProcess | undefined;

	async function start(): Promise<void> {
		const { path, parameters } = options.command(folder);
		const log = join(folder, 'output.log');
		const output = openSync(log, 'w');
		const running = spawn(path, parameters, { stdio: ['ignore', output, output], cwd: folder, ...options.user });
		const { pid } = running;
		if (pid === undefined) throw new Error(`${path} did not start.`);
		child = running;
		running.unref();
		watcher.stdin.write(`${pid}\n`);
		const deadline = Date.now() + READY_TIMEOUT_MS;
		while (!(await options.isReady(folder, pid))) {
			if (hasEnded(running) || Date.now() > deadline) {
				throw new Error(`${path} did not get ready: ${readFileSync(log, 'utf8').slice(-2_000)}`);
			}
			await new Promise((resolve) => setTimeout(resolve, READY_INTERVAL_MS));
		}
	}

	async function stop(signal: NodeJS.Signals = options.endSignal): Promise<void> {
		const running = child;
		if (running === undefined || hasEnded(running)) return;
		running.ref();
		const ended = new Promise((resolve) => running.once('exit', resolve));
		running.kill(signal);
		await ended;
	}

	return {
		folder,
		start,
		stop,
		async remove() {
			await stop();
			watcher.stdin.end('0\n');
			rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}
