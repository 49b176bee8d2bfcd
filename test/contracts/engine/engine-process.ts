/** The engine's command line as people run it: child processes on a home folder of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { keepLine, keepSecret } from '../../logs/kept.ts';

const MAIN = join(import.meta.dirname, '../../../engine/main.ts');

export type Ran = { code: number | null; out: string; err: string };

export type RunningEngine = {
	/** Undefined for a worker that does not listen. */
	address: string | undefined;
	pid: number;
	/** Every line of its log so far. */
	lines: Record<string, unknown>[];
	/** Sends the signal and waits for the end; the exit code, or the signal that ended it. */
	stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
};

export type EngineHome = {
	home: string;
	/** Runs one command to its end. */
	run(words: string[], options?: { input?: string; env?: NodeJS.ProcessEnv }): Promise<Ran>;
	/** Starts `serve` and waits until it works. */
	serve(words?: string[], env?: NodeJS.ProcessEnv): Promise<RunningEngine>;
	/** Ends what still runs and removes the folder. */
	remove(): Promise<void>;
};

/** `env`: for all processes, on top of nothing but PATH and the home. */
export async function makeEngineHome(env: NodeJS.ProcessEnv = {}): Promise<EngineHome> {
	const home = await mkdtemp(join(tmpdir(), 'sophia-'));
	const running = new Set<ChildProcess>();
	if (env.SOPHIA_SECRET_KEY) keepSecret('the key of the engine', env.SOPHIA_SECRET_KEY);
	const start = (words: string[], more: NodeJS.ProcessEnv = {}) => {
		const child = spawn(process.execPath, [MAIN, ...words], {
			env: { PATH: process.env.PATH, SOPHIA_HOME: home, PORT: '0', ...env, ...more },
			stdio: ['pipe', 'pipe', 'pipe'],
		});
		running.add(child);
		child.once('exit', () => running.delete(child));
		return child;
	};

	return {
		home,
		async run(words, { input = '', env: more } = {}) {
			const child = start(words, more);
			child.stdin.on('error', () => undefined).end(input);
			const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
			for (const line of err.split('\n')) if (line !== '') keepLine(line);
			if (words[0] === 'connection' && words[1] === 'add') keepSecret('the secret of a connection', input.trim());
			if (words[0] === 'key' && words[1] === 'create') keepSecret('an API key of the engine', out.trim());
			return { code: child.exitCode, out, err };
		},
		async serve(words = [], more) {
			const child = start(['serve', ...words], more);
			const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
			const errors = text(child.stderr);
			const lines: Record<string, unknown>[] = [];
			const ready = Promise.withResolvers<Record<string, unknown>>();
			createInterface(child.stdout).on('line', (line) => {
				keepLine(line);
				const entry = JSON.parse(line) as Record<string, unknown>;
				lines.push(entry);
				if (entry.msg === 'listening' || entry.msg === 'working') ready.resolve(entry);
			});
			ended.then(async () =>
				ready.reject(new Error(`The engine ended: ${await errors}${JSON.stringify(lines.slice(-5))}`)),
			);
			const { address } = await ready.promise;
			return {
				address: address as string | undefined,
				pid: child.pid as number,
				lines,
				async stop(signal = 'SIGTERM') {
					child.kill(signal);
					const [code, by] = await ended;
					return code ?? by;
				},
			};
		},
		async remove() {
			const ends = [...running].map((child) => once(child, 'exit'));
			for (const child of running) child.kill('SIGKILL');
			await Promise.all(ends);
			await rm(home, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}
