/** How many requests a large window costs Gong, which allows a customer 10,000 a day: counted in the sandbox. */
import { install, SEND_DAY, WINDOW } from '../crash/installation.ts';
import { option, print } from './shared/figures.ts';

const CALLS = option('calls', 500);

const installation = await install({ roles: ['all'], dayCalls: CALLS });
try {
	const { client, sandbox } = installation;
	const { connections } = SEND_DAY;
	const result = await client.ended(
		await client.submit({
			kind: 'analyze-window',
			inputs: [{ window: WINDOW }],
			connections: { calls: connections.calls },
		}),
	);
	const [window] = result.results;
	if (result.state !== 'succeeded' || !window) throw new Error(`the run is ${result.state}: ${JSON.stringify(window)}`);
	const requests = (await sandbox.requests()).filter(({ service }) => service === 'gong');
	const counts = Map.groupBy(requests, ({ operation }) => operation);
	const { listed } = window.value as { listed: number };
	const note = `${listed} calls listed and read: ${[...counts].map(([name, of]) => `${of.length} ${name}`).join(', ')}`;
	if (listed !== CALLS) throw new Error(`Only ${listed} of ${CALLS} calls were listed.`);
	print({
		bench: 'gong',
		metric: 'requests_per_500_calls',
		value: (requests.length * 500) / CALLS,
		unit: 'requests',
		note,
	});
} finally {
	await installation.remove();
}
