/** Free TCP ports on loopback. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const highestPort = 65_535;

/** Whether nobody listens on that port of 127.0.0.1 (0: any); resolves to the port, or undefined when it is busy. */
function tryPort(/** @type {number} */ port) {
	return new Promise((/** @type {(free: number | undefined) => void} */ resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
		});
	});
}

/** Below what systems give to outgoing connections: one of those would take it before its server does. */
const [lowest, count] = [20_000, 12_000];

/** Any free port. */
export async function anyPort() {
	for (let tries = 0; tries < 100; tries++) {
		const port = await tryPort(lowest + randomInt(count));
		if (port !== undefined) return port;
	}
	throw new Error('No free port on 127.0.0.1');
}

/**
 * The wanted port or, where it is busy, the next free one of the fifty above it, which `say` is told about.
 * @param {number} wanted
 * @param {string} name what will listen there
 * @param {(line: string) => void} say
 */
export async function portNear(wanted, name, say) {
	for (let port = wanted; port <= Math.min(wanted + 50, highestPort); port++) {
		if ((await tryPort(port)) === undefined) continue;
		if (port !== wanted) say(`  Port ${wanted} is busy: ${name} takes ${port}.`);
		return port;
	}
	return anyPort();
}

/** What a server says whose port somebody else has taken. */
const taken = /EADDRINUSE|already in use|is taken by another program/;

/**
 * Opens a server on the wanted port or near it; once more where somebody else took the port between our look and its start.
 * @template T
 * @param {number} wanted
 * @param {string} name what will listen there
 * @param {(line: string) => void} say
 * @param {(port: number) => Promise<T>} open rejects with what the server said, where it did not start
 * @returns {Promise<T>}
 */
export async function openNear(wanted, name, say, open) {
	for (let tries = 1; ; tries++) {
		const port = await portNear(wanted, name, say);
		try {
			return await open(port);
		} catch (error) {
			if (tries === 5 || !taken.test(String(error))) throw error;
		}
	}
}
