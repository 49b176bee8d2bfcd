/** The processes that Sophia's commands start: each in a group of its own, each stopped with its children. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { forgetGroup, ownGroup, ownGroups, signalGroup } from './groups.mjs';
import { Message } from './message.mjs';
import { ending, tail } from './run.mjs';

const stopWithinMs = 15_000;

/**
 * @typedef {object} Started
 * @property {string} name
 * @property {number} pid also the id of its process group
 * @property {() => boolean} alive
 * @property {Promise<string>} ended resolves with how it ended
 * @property {(signal?: NodeJS.Signals) => Promise<void>} stop sends SIGTERM, after 15 s SIGKILL; safe to repeat
 * @property {string} log the file that holds what it wrote
 */

/** @type {Set<Started>} */
const running = new Set();

/**
 * Starts a process whose output goes to a log file. Nothing outlives us: a watchdog stops the group even when this
 * process is killed.
 * @param {{ name: string, command: string, args: string[], cwd?: string, env?: NodeJS.ProcessEnv, log: string }} options
 * @returns {Started}
 */
export function start({ name, command, args, cwd, env = process.env, log }) {
	mkdirSync(path.dirname(log), { recursive: true, mode: 0o700 });
	const file = openSync(log, 'w', 0o600);
	// A group of its own: Ctrl-C in the terminal reaches only us, and we decide the order in which things stop.
	const child = spawn(command, args, { cwd, env, stdio: ['ignore', file, file], detached: true });
	closeSync(file);
	const pid = child.pid ?? -1;
	let over = false;
	const ended = new Promise((/** @type {(how: string) => void} */ resolve) => {
		child.on('error', (error) => resolve(error.message));
		child.on('exit', (code, signal) => resolve(ending({ code, signal })));
	}).then((how) => {
		over = true;
		running.delete(started);
		forgetGroup(pid);
		return how;
	});
	/** @type {Started} */
	const started = {
		name,
		pid,
		log,
		ended,
		alive: () => !over,
		async stop(signal = 'SIGTERM') {
			if (over || pid < 1) return;
			signalGroup(pid, signal);
			const timer = new AbortController();
			await Promise.race([ended, sleep(stopWithinMs, undefined, { signal: timer.signal, ref: false })]);
			timer.abort();
			signalGroup(pid, 'SIGKILL'); // What the group still has, such as a child that ignored its parent's end.
			await ended;
		},
	};
	running.add(started);
	if (pid > 0) ownGroup(pid);
	return started;
}

/** Stops everything that we started and that still runs, the latest first. */
export async function stopAll() {
	for (const started of [...running].reverse()) await started.stop();
	for (const pid of ownGroups()) signalGroup(pid, 'SIGTERM'); // Commands such as npm: nobody waits for them any more.
}

/**
 * Waits until `probe` returns a value, and fails with the end of the log when the process dies or the time is over.
 * @template T
 * @param {Started} started
 * @param {(log: string) => Promise<T | undefined> | T | undefined} probe gets what the process has written so far
 * @param {{ withinSeconds: number, everyMs?: number }} options
 * @returns {Promise<T>}
 */
export async function untilReady(started, probe, { withinSeconds, everyMs = 100 }) {
	const deadline = Date.now() + withinSeconds * 1000;
	for (;;) {
		const value = await probe(readFileSync(started.log, 'utf8'));
		if (value !== undefined) return value;
		const why = !started.alive() ? await started.ended : Date.now() > deadline ? `not ready in ${withinSeconds} s` : '';
		if (why) {
			await started.stop();
			throw new Message(
				`${started.name}: ${why}. The end of ${started.log}:\n${tail(readFileSync(started.log, 'utf8'))}`,
			);
		}
		await sleep(everyMs);
	}
}
