/** The HTTP interface over what is open, listening where the configuration says. */
import type { FastifyBaseLogger } from 'fastify';
import type { PrometheusMetrics } from '../adapters/metrics/prometheus.ts';
import type { Config } from '../config.ts';
import { createApp } from '../http/app.ts';
import type { Runs } from '../ports/runs.ts';
import type { Messaging } from './queue.ts';
import type { Store } from './store.ts';

export type HttpOptions = {
	config: Pick<Config, 'host' | 'port' | 'publicUrl'>;
	store: Store;
	messaging: Messaging;
	/** Left out for a worker: it answers health and figures alone. */
	runs?: Runs;
	metrics: PrometheusMetrics;
	log: FastifyBaseLogger;
};

/** `address`: as one on this machine reaches it. */
export async function startHttp(options: HttpOptions): Promise<{ address: string; close(): Promise<void> }> {
	const { config, store, messaging, runs, metrics, log } = options;
	const app = await createApp({
		api: runs && { runs, connections: store.connections, keys: store.keys },
		dependencies: [
			{ name: 'store', ping: store.ping },
			{ name: 'queue', ping: () => messaging.queue.ping() },
		],
		metrics,
		metricsPage: metrics,
		publicUrl: config.publicUrl,
		log,
	});
	await app.listen({ host: config.host, port: config.port });
	const bound = app.server.address();
	const port = typeof bound === 'object' ? bound?.port : config.port;
	return { address: `http://${reachable(config.host)}:${port}`, close: () => app.close() };
}

/** A host that means "all of them" is no address to go to. */
function reachable(host: string): string {
	if (host === '0.0.0.0' || host === '::' || host === '') return '127.0.0.1';
	return host.includes(':') ? `[${host}]` : host;
}
