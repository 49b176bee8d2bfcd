/** The HTTP interface over what is open, listening where the configuration says. */
import type { FastifyBaseLogger } from 'fastify';
import type { PrometheusMetrics } from '../adapters/metrics/prometheus.ts';
import type { Config } from '../config.ts';
import { toTeam } from '../domain/teams/to-team.ts';
import { TerminalError } from '../errors.ts';
import { createApp } from '../http/app.ts';
import type { CallWebhooks } from '../ports/call-webhook.ts';
import type { Playbooks } from '../ports/playbooks.ts';
import type { Runs } from '../ports/runs.ts';
import type { Subscriptions } from '../ports/subscriptions.ts';
import type { Teams } from '../ports/teams.ts';
import { type Links, pagesOver } from './pages.ts';
import type { Messaging } from './queue.ts';
import type { Store } from './store.ts';
import { transcriptsOver } from './transcripts.ts';

export type HttpOptions = {
	config: Pick<Config, 'host' | 'port' | 'publicUrl'>;
	store: Store;
	messaging: Messaging;
	/** Left out for a worker: it answers health and figures alone. */
	api?: {
		runs: Runs;
		subscriptions: Subscriptions;
		callWebhooks: CallWebhooks;
		playbooks: Playbooks;
		teams: Teams;
		links: Links;
	};
	metrics: PrometheusMetrics;
	log: FastifyBaseLogger;
};

/** `address`: as one on this machine reaches it. Throws `config-not-valid` where it cannot listen. */
export async function startHttp(options: HttpOptions): Promise<{ address: string; close(): Promise<void> }> {
	const { config, store, messaging, api, metrics, log } = options;
	const app = await createApp({
		api: api && {
			...api,
			...transcriptsOver(store),
			readTeam: toTeam,
			connections: store.connections,
			keys: store.keys,
			feedback: store.feedback,
			memory: store.memory,
			sessions: messaging.sessions,
			interactions: store.interactions,
		},
		pages: api && pagesOver(store, api.links, api.runs),
		dependencies: [
			{ name: 'store', ping: store.ping },
			{ name: 'queue', ping: () => messaging.queue.ping() },
		],
		metrics,
		metricsPage: metrics,
		publicUrl: config.publicUrl,
		log,
	});
	await app.listen({ host: config.host, port: config.port }).catch(async (error: NodeJS.ErrnoException) => {
		await app.close();
		throw cannotListen(error, config);
	});
	const bound = app.server.address();
	const port = typeof bound === 'object' ? bound?.port : config.port;
	return { address: `http://${reachable(config.host)}:${port}`, close: () => app.close() };
}

/** A host that means "all of them" is no address to go to. */
function reachable(host: string): string {
	if (host === '0.0.0.0' || host === '::' || host === '') return '127.0.0.1';
	return host.includes(':') ? `[${host}]` : host;
}

/** The variable to change, by what the system said (listen(2), getaddrinfo(3)); another error stays as it is. */
function cannotListen(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): Error {
	const problems: Record<string, { path: string; message: string }> = {
		EADDRINUSE: { path: 'PORT', message: `${port} is taken by another program` },
		EACCES: { path: 'PORT', message: `${port} may be used by the administrator alone` },
		EADDRNOTAVAIL: { path: 'HOST', message: `${host} is no address of this machine` },
		ENOTFOUND: { path: 'HOST', message: `${host} is no address of this machine` },
	};
	const problem = problems[error.code ?? ''];
	if (problem === undefined) return error;
	const said = `The configuration is not valid: ${problem.path} ${problem.message}.`;
	return new TerminalError('config-not-valid', said, { details: { fields: [problem] }, cause: error });
}
