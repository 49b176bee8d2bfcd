/** Starts the sandbox: look-alikes of Gong, Slack and HubSpot on a loopback port, with an inbox page. */
import type { AddressInfo } from 'node:net';
import { buildSandbox } from './app.ts';
import { demoWorld } from './demo/world.ts';
import { folderWorld } from './folder/world.ts';
import { type Options, readOptions, USAGE } from './options.ts';

let options: Options;
try {
	options = readOptions(process.argv.slice(2), process.env);
} catch (error) {
	console.error(`${error instanceof Error ? error.message : error}\n${USAGE}`);
	process.exit(2);
}

const { calls, today, zone, dayCalls, port, state } = options;
const world = calls === undefined ? demoWorld({ today, zone }) : folderWorld({ folder: calls, today, zone, dayCalls });
const sandbox = buildSandbox({ world, stateFile: state });

sandbox.server.on('error', (error) => {
	console.error(error.message);
	process.exit(1);
});
// Loopback only: there is nothing to protect here, and nothing for the network either.
sandbox.server.listen(port, '127.0.0.1', () => {
	const { port: bound } = sandbox.server.address() as AddressInfo;
	console.log(JSON.stringify({ listening: `http://127.0.0.1:${bound}` }));
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.once(signal, () => {
		sandbox.close().then(() => process.exit(0));
	});
}
