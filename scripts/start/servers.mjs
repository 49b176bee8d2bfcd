/** Starts the sandbox and the engine. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { engineFolder } from '../shared/paths.mjs';
import { openNear } from '../shared/ports.mjs';
import { start, untilReady } from '../shared/processes.mjs';
import { say, step } from '../shared/progress.mjs';

/**
 * @param {{ node: string, home: string, today: string, zone: string }} options
 * @returns {Promise<{ address: string, process: import('../shared/processes.mjs').Started }>}
 */
export function startSandbox({ node, home, today, zone }) {
	const open = async (/** @type {number} */ port) => {
		const main = path.join(engineFolder, 'sandbox', 'main.ts');
		const state = path.join(home, 'sandbox.jsonl');
		const sandbox = start({
			name: 'The sandbox',
			command: node,
			args: [main, '--port', String(port), '--today', today, '--zone', zone, '--state', state],
			log: path.join(home, 'logs', 'sandbox.log'),
		});
		const listening = (/** @type {string} */ log) => /"listening":"([^"]+)"/.exec(log)?.[1];
		return { address: await untilReady(sandbox, listening, { withinSeconds: 30 }), process: sandbox };
	};
	return step('Starting the sandbox: stand-ins for Gong, Slack and HubSpot', () =>
		openNear(8790, 'the sandbox', say, open),
	);
}

/**
 * @param {{ node: string, home: string, redis: string }} options `redis`: its address
 * @returns {Promise<{ address: string, process: import('../shared/processes.mjs').Started }>}
 */
export function startEngine({ node, home, redis }) {
	const open = async (/** @type {number} */ port) => {
		const engine = start({
			name: 'The engine',
			command: node,
			args: [path.join(engineFolder, 'main.ts'), 'serve', '--role', 'all', '--port', String(port)],
			env: { ...process.env, SOPHIA_HOME: home, REDIS_URL: redis },
			log: path.join(home, 'logs', 'engine.log'),
		});
		const listening = () => addressIn(home, engine.pid);
		const address = await untilReady(engine, listening, { withinSeconds: 60 });
		return { address, process: engine };
	};
	const wanted = Number(process.env.PORT || 8787);
	return step('Starting the engine', () => openNear(wanted, 'the engine', say, open));
}

/** What an engine wrote down when it began to listen. @returns {{ pid: number, address: string } | undefined} */
function engineFile(/** @type {string} */ home) {
	const file = path.join(home, 'engine.json');
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return undefined; // Absent, or half written: asked again in a moment.
	}
}

/** The address of the engine with that process id, once it listens. */
function addressIn(/** @type {string} */ home, /** @type {number} */ pid) {
	const written = engineFile(home);
	return written?.pid === pid ? written.address : undefined;
}
