/** A process that says in one JSON line that it is ready, and ends with the bench. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export type Child = { ready: Record<string, unknown>; process: ChildProcess; stop(): Promise<void> };

const running = new Set<ChildProcess>();
process.on('exit', () => {
	for (const child of running) child.kill('SIGKILL');
});

export async function startChild(file: string, environment: Record<string, string>): Promise<Child> {
	const child = spawn(process.execPath, [file], {
		env: { ...process.env, ...environment },
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
	});
	running.add(child);
	const ended = new Promise<void>((resolve) => {
		child.once('exit', () => {
			running.delete(child);
			resolve();
		});
	});
	const output = child.stdout as Readable;
	const lines = createInterface({ input: output });
	const first = await Promise.race([
		(async () => {
			for await (const line of lines) if (line.startsWith('{"ready"')) return line;
			return undefined;
		})(),
		ended,
	]);
	if (!first) throw new Error(`${file} ended before it was ready`);
	output.resume();
	return {
		ready: JSON.parse(first),
		process: child,
		async stop() {
			child.kill('SIGTERM');
			await ended;
		},
	};
}
