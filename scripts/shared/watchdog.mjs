/**
 * Stops the processes we started when we are killed before we can do so ourselves. It is one small process that reads
 * the ids from us; when our end of the pipe closes without a word, it stops what is left.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);

/** @type {import('node:child_process').ChildProcess | undefined} */
let guard;
const watched = new Set();

/** From now on the process group `pid` is stopped when we die. */
export function watch(/** @type {number} */ pid) {
	watched.add(pid);
	if (!guard) {
		guard = spawn(process.execPath, [self], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
		guard.on('error', () => {}); // Without a watchdog only a SIGKILL leaves something behind.
		guard.stdin?.on('error', () => {});
		guard.unref();
		/** @type {import('node:net').Socket | null} */ (guard.stdin)?.unref();
	}
	guard.stdin?.write(`+${pid}\n`);
}

/** The group has ended, or somebody else looks after it. */
export function forget(/** @type {number} */ pid) {
	if (watched.delete(pid)) guard?.stdin?.write(`-${pid}\n`);
}

if (process.argv[1] === self) {
	const groups = new Set();
	let text = '';
	process.stdin.setEncoding('utf8').on('data', (chunk) => {
		const lines = (text + chunk).split('\n');
		text = lines.pop() ?? '';
		for (const line of lines) groups[line.startsWith('+') ? 'add' : 'delete'](Number(line.slice(1)));
	});
	process.stdin.on('end', () => {
		if (groups.size === 0) process.exit();
		for (const signal of ['SIGTERM', 'SIGKILL']) {
			setTimeout(
				() => {
					for (const pid of groups) {
						try {
							process.kill(-pid, signal);
						} catch {
							groups.delete(pid); // It has ended by itself.
						}
					}
				},
				signal === 'SIGKILL' ? 10_000 : 0,
			);
		}
	});
}
