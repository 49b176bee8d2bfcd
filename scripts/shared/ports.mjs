/** Free TCP ports on loopback. */
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

/** Any free port. */
export async function anyPort() {
	const port = await tryPort(0);
	if (port === undefined) throw new Error('No free port on 127.0.0.1');
	return port;
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
