/** Finds a Redis, or starts one: `REDIS_URL`, else `redis-server`, else Docker, else apt-get, else a clear message. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { canApt, installLine, installWithApt } from './shared/apt.mjs';
import { Message } from './shared/message.mjs';
import { onPath } from './shared/on-path.mjs';
import { anyPort } from './shared/ports.mjs';
import { start, untilReady } from './shared/processes.mjs';
import { say, step } from './shared/progress.mjs';
import { run } from './shared/run.mjs';

const settings = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];

/**
 * @param {{ home: string }} options `home`: the data folder; what we start keeps its files in `home`/redis
 * @returns {Promise<{ url: string, how: string }>} `how`: where it came from, in words. What was started ends with us.
 * @throws Message that says how to get one
 */
export async function findRedis({ home }) {
	const given = process.env.REDIS_URL;
	if (given) return { url: await reachable(given), how: 'the one of REDIS_URL' };
	const folder = path.join(home, 'redis');
	const log = path.join(home, 'logs', 'redis.log');
	if (onPath('redis-server')) return startServer(folder, log);
	if (onPath('docker') && (await run('docker', ['info'])).code === 0) return startContainer(log);
	if (canApt() && (await agreed())) {
		await step('Installing redis-server with apt-get', () => installWithApt(['redis']));
		return startServer(folder, log);
	}
	throw new Message(
		`Sophia needs a Redis, and none was found. Install one and start again:\n\n  ${installLine('redis')}\n\n` +
			'or start Docker, or give the address of a running one: REDIS_URL=redis://127.0.0.1:6379 npm start',
	);
}

/** With a terminal the person decides; without one (CI) root has decided by starting us. */
async function agreed() {
	if (!process.stdin.isTTY) return true;
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	// It would end the question with an error: Ctrl-C is to stop us, as everywhere else.
	terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
	const question = 'No Redis found. Install redis-server with apt-get now? [Y/n] ';
	const answer = await terminal.question(question).catch(() => 'n'); // Ctrl-D.
	terminal.close();
	return !/^n/i.test(answer.trim());
}

/** @returns {Promise<{ url: string, how: string }>} */
async function startServer(/** @type {string} */ folder, /** @type {string} */ log) {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const port = await anyPort();
	const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
	const redis = start({ name: 'Redis', command: 'redis-server', args: [...place, ...settings], log });
	await untilReady(redis, () => answers(port), { withinSeconds: 30 });
	return { url: `redis://127.0.0.1:${port}`, how: 'redis-server, started for Sophia' };
}

/**
 * The container keeps nothing: the store is the truth, and what an emptied Redis lost is queued again.
 * @returns {Promise<{ url: string, how: string }>}
 */
async function startContainer(/** @type {string} */ log) {
	const port = await anyPort();
	const name = `sophia-redis-${process.pid}`;
	const place = ['run', '--rm', '--name', name, '-p', `127.0.0.1:${port}:6379`, 'redis:7', 'redis-server'];
	// In the foreground, so that it is a process of ours; the client hands SIGTERM on to Redis.
	const redis = start({ name: 'Redis (Docker)', command: 'docker', args: [...place, ...settings], log });
	// A client that had to be killed leaves its container behind.
	process.once('exit', () => spawnSync('docker', ['rm', '-f', name], { stdio: 'ignore', timeout: 10_000 }));
	await step('Starting Redis in Docker', () => untilReady(redis, () => answers(port), { withinSeconds: 180 }));
	return { url: `redis://127.0.0.1:${port}`, how: 'redis:7 in Docker, started for Sophia' };
}

/** Whether a Redis on that port of loopback answers PING (one that still loads its file does not). */
function answers(/** @type {number} */ port) {
	return new Promise((/** @type {(ready: true | undefined) => void} */ resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		socket.setTimeout(1000, () => socket.destroy());
		socket.once('data', (data) => {
			resolve(data.toString().startsWith('+PONG') ? true : undefined);
			socket.destroy();
		});
		socket.on('error', () => {});
		socket.on('close', () => resolve(undefined));
	});
}

/** The address, when something listens there. @throws Message */
async function reachable(/** @type {string} */ address) {
	const { hostname, port, host } = parse(address);
	const socket = connect(Number(port || 6379), hostname.replace(/^\[|\]$/g, ''));
	try {
		await new Promise((resolve, reject) => {
			socket.setTimeout(5000, () => reject(new Error('no answer in 5 s')));
			socket.once('connect', resolve).once('error', reject);
		});
	} catch (error) {
		throw new Message(
			`REDIS_URL points to ${host}, and that cannot be reached: ${/** @type {Error} */ (error).message}`,
		);
	} finally {
		socket.destroy();
	}
	say(`  Redis: ${host}, from REDIS_URL`);
	return address;
}

function parse(/** @type {string} */ address) {
	try {
		return new URL(address);
	} catch {
		throw new Message('REDIS_URL is not an address. It looks like redis://127.0.0.1:6379'); // It may hold a password.
	}
}
