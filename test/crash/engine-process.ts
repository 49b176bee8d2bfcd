/** One process of the engine that can be killed at any moment, also while it starts, stopped, continued and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { keepLine } from '../logs/kept.ts';

const MAIN = path.resolve(import.meta.dirname, '../../engine/main.ts');
const LAST_LINES = 40;

export type Role = 'all' | 'api' | 'worker';

export type EngineProcess = {
	readonly role: Role;
	/** Where it listened when it was last started; a worker answers health and figures there. */
	address(): string | undefined;
	pid(): number | undefined;
	/** Starts it (again) and waits until it works; false where it was killed before. Throws where it ends by itself. */
	start(): Promise<boolean>;
	signal(name: NodeJS.Signals): void;
	/** Sends the signal and waits for the end. */
	end(name?: NodeJS.Signals): Promise<void>;
	/** What it logged last. */
	lastLines(): string;
};

/** `onLine` gets each line that it logs. */
export function engineProcess(role: Role, env: NodeJS.ProcessEnv, onLine?: (line: string) => void): EngineProcess {
	let child: ChildProcess | undefined;
	let address: string | undefined;
	let lines: string[] = [];

	async function start(): Promise<boolean> {
		const started = spawn(process.execPath, [MAIN, 'serve', '--role', role, '--port', '0'], {
			env: { PATH: process.env.PATH, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		child = started;
		const works = Promise.withResolvers<true>();
		const keep = (line: string) => {
			lines = [...lines.slice(1 - LAST_LINES), line];
			onLine?.(line);
			keepLine(line);
		};
		createInterface(started.stderr).on('line', keep);
		createInterface(started.stdout).on('line', (line) => {
			keep(line);
			const { msg, address: at } = JSON.parse(line) as { msg?: string; address?: string };
			if (msg !== 'listening' && msg !== 'working') return;
			address = at;
			works.resolve(true);
		});
		const ended = once(started, 'close').then(() => {
			if (started.killed) return false;
			throw new Error(`The engine (${role}) ended by itself:\n${lines.join('\n')}`);
		});
		return Promise.race([works.promise, ended]);
	}

	return {
		role,
		start,
		address: () => address,
		pid: () => child?.pid,
		lastLines: () => lines.join('\n'),
		signal(name) {
			child?.kill(name);
		},
		async end(name = 'SIGKILL') {
			if (!child || child.exitCode !== null || child.signalCode !== null) return;
			const gone = once(child, 'exit');
			child.kill(name);
			await gone;
		},
	};
}
