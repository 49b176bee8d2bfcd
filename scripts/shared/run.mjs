/** Runs one command to its end. */
import { spawn } from 'node:child_process';
import { forgetGroup, ownGroup } from './groups.mjs';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, input?: string, show?: boolean, signal?: AbortSignal }} [options]
 *   `input` goes to standard input; with `show` the command writes to our terminal and nothing is returned.
 * @returns {Promise<{ code: number, signal: NodeJS.Signals | null, stdout: string, stderr: string }>} 127 where the
 *   command does not exist, 128 + 15 where a signal ended it, and then also which.
 */
export function run(command, args, { cwd, env = process.env, input, show = false, signal } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd,
			env,
			signal,
			detached: true, // A group of its own, so that stopping it stops what it started.
			stdio: [input === undefined ? 'ignore' : 'pipe', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
		});
		if (child.pid) ownGroup(child.pid);
		const output = { stdout: '', stderr: '' };
		for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
			child[name]?.setEncoding('utf8').on('data', (chunk) => {
				output[name] += chunk;
			});
		}
		child.on('error', (error) => {
			if (!('code' in error) || error.code !== 'ENOENT') reject(error);
			else resolve({ code: 127, signal: null, stdout: '', stderr: error.message });
		});
		child.on('close', (code, endedBy) => {
			if (child.pid) forgetGroup(child.pid);
			resolve({ code: code ?? 128 + 15, signal: endedBy, ...output });
		});
		child.stdin?.on('error', () => {}); // The command may end without reading all of it; its exit code tells.
		child.stdin?.end(input);
	});
}

/** How a command ended, for a message. */
export function ending(/** @type {{ code: number | null, signal: NodeJS.Signals | null }} */ { code, signal }) {
	return signal ? `ended by ${signal}` : `exit code ${code}`;
}

/** The last lines of a text, for a message. */
export function tail(/** @type {string} */ text, lines = 15) {
	return text.trimEnd().split('\n').slice(-lines).join('\n');
}
