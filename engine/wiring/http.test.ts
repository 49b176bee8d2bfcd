import { createServer } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { createLog } from '../adapters/log/pino.ts';
import { createMetrics } from '../adapters/metrics/prometheus.ts';
import { startHttp } from './http.ts';
import type { Messaging } from './queue.ts';
import type { Store } from './store.ts';

function listen(host: string, port: number) {
	const metrics = createMetrics();
	const log = createLog({ level: 'silent' });
	const parts = { store: {} as Store, messaging: {} as Messaging, metrics, log };
	return startHttp({ ...parts, config: { host, port, publicUrl: undefined } }).finally(() => metrics.close());
}

const other = createServer();
afterEach(() => void other.close());

it('names the variable when it cannot listen where it should', async () => {
	const port = await new Promise<number>((resolve) => {
		other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
	});
	await expect(listen('127.0.0.1', port)).rejects.toMatchObject({
		code: 'config-not-valid',
		details: { fields: [{ path: 'PORT', message: `${port} is taken by another program` }] },
	});
	// An address of documentation (RFC 5737), which no machine has.
	await expect(listen('192.0.2.1', 0)).rejects.toMatchObject({
		code: 'config-not-valid',
		details: { fields: [{ path: 'HOST' }] },
	});
	await expect(listen('no such host', 0)).rejects.toMatchObject({ code: 'config-not-valid' });
});
