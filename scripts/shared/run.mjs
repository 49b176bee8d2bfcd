/** Runs one command to its end. */
import { spawn } from 'node:child_process';
import { forgetGroup, ownGroup } from './groups.mjs';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, input?: string, show?: boolean, signal?: AbortSignal }} [options]
 *   `input` goes to standard input; with `show` the command writes to our terminal and nothing is returned.
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>} 127 where the command does not exist,
 *   128 + 15 where a signal ended it.
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
			if ('code' in error && error.code === 'ENOENT') resolve({ code: 127, stdout: '', stderr: error.message });
			else reject(error);
		});
		child.on('close', (code) => {
			if (child.pid) forgetGroup(child.pid);
			resolve({ code: code ?? 128 + 15, ...output });
		});
		child.stdin?.on('error', () => {}); // The command may end without reading all of it; its exit code tells.
		child.stdin?.end(input);
	});
}

/** The last lines of a text, for a message. */
export function tail(/** @type {string} */ text, lines = 15) {
	return text.trimEnd().split('\n').slice(-lines).join('\n');
}
