/** A real Redis for tests, with a temporary folder of its own and set as the engine asks for it. */
import { connect } from 'node:net';
import { anyPort } from '../../scripts/shared/ports.mjs';
import { findProgram, missingProgram, prepareProgram } from './program.ts';

export type RedisServer = {
	/** `redis://…` */
	readonly url: string;
	/** On which nodes of a cluster speak with each other; 0 where it is none. */
	readonly busPort: number;
	/** Ends the server and keeps its data. */
	stop(signal?: NodeJS.Signals): Promise<void>;
	/** Stops it where it runs, and starts it on the same data and port. */
	restart(): Promise<void>;
	/** Empties it, as after the loss of its data. */
	flush(): Promise<void>;
	/** Ends the server and removes its data. */
	remove(): Promise<void>;
};

/**
 * Starts a Redis on a free port; `appendOnly` (the default) keeps what it was told over a restart.
 * Throws an error with `missing: 'redis'` where Redis is not installed.
 */
export async function startRedis({
	appendOnly = true,
	cluster = false,
}: {
	appendOnly?: boolean;
	/** As a node of a cluster, of which it does not know yet. */
	cluster?: boolean;
} = {}): Promise<RedisServer> {
	const path = findProgram('redis-server');
	if (path === undefined) throw missingProgram('redis', 'apt-get install -y redis-server');
	const port = await anyPort();
	// The usual one, 10,000 above, may be no port at all.
	const busPort = cluster ? await anyPort() : 0;
	const program = prepareProgram({
		name: 'redis',
		command: (folder) => ({
			path,
			parameters: [
				...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
				...['--appendonly', appendOnly ? 'yes' : 'no', '--maxmemory-policy', 'noeviction'],
				...(cluster ? ['--cluster-enabled', 'yes', '--cluster-port', String(busPort)] : []),
			],
		}),
		isReady: async () => (await ask(port, 'PING').catch(() => '')) === '+PONG',
		endSignal: 'SIGTERM',
	});
	await program.start();
	return {
		url: `redis://127.0.0.1:${port}`,
		busPort,
		stop: program.stop,
		remove: program.remove,
		async restart() {
			await program.stop();
			await program.start();
		},
		async flush() {
			const answer = await ask(port, 'FLUSHALL');
			if (answer !== '+OK') throw new Error(`Redis answered ${answer}`);
		},
	};
}

/** Sends one inline command and returns the first line of the answer. */
function ask(port: number, command: string): Promise<string> {
	return new Promise((resolve, reject) => {
		let answer = '';
		const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
		socket.setEncoding('utf8').on('data', (text) => {
			answer += text;
			if (!answer.includes('\r\n')) return;
			resolve(answer.slice(0, answer.indexOf('\r\n')));
			socket.destroy();
		});
		socket.on('error', reject);
		socket.on('close', () => reject(new Error('Redis closed the connection.')));
	});
}
