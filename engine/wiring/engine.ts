/** The engine: opens what the configuration names, puts the parts together, and takes them apart in order. */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { FastifyBaseLogger } from 'fastify';
import { createHttpCallbackClient } from '../adapters/callback/http.ts';
import { sha256, systemClock } from '../adapters/clock/system.ts';
import { createMetrics, type PrometheusMetrics } from '../adapters/metrics/prometheus.ts';
import { adminSocketPath } from '../commands/admin-client.ts';
import { startAdminServer } from '../commands/admin-server.ts';
import type { Role } from '../commands/command-line.ts';
import type { Config } from '../config.ts';
import { TerminalError } from '../errors.ts';
import type { Events } from '../ports/events.ts';
import type { Playbooks } from '../ports/playbooks.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Teams } from '../ports/teams.ts';
import {
	createCallbackDispatcher,
	createCallbackOriginCheck,
	createRuns,
	EFFECT_TIMES,
	startSweeper,
	startWorker,
} from '../runs/index.ts';
import { analysisKinds } from './analysis.ts';
import { announce } from './announce.ts';
import { coachingKinds, type Kinds } from './coaching.ts';
import { createServices, type Services } from './connections.ts';
import { callWebhooksOver, deliverEvents, eventsOver, subscriptionsOver } from './events.ts';
import { startHttp } from './http.ts';
import { type Models, openModels } from './models.ts';
import { forgetOver, operationsOver } from './operations.ts';
import { type Links, openLinks } from './pages.ts';
import { playbooksOver } from './playbooks.ts';
import { type Messaging, openMessaging } from './queue.ts';
import { openSecrets } from './secrets.ts';
import { openServices } from './services.ts';
import { openStore, type Store } from './store.ts';
import { teamKinds } from './teams.ts';
import { teamsOver } from './teams-data.ts';
import { openTraces } from './traces.ts';
import { within } from './within.ts';

export type EngineOptions = {
	config: Config;
	role: Role;
	/** A worker answers health and figures only where the port was asked for. */
	listen: boolean;
	log: FastifyBaseLogger;
	/** What the kinds of runs do, in place of coaching. Benches measure the engine itself with it. */
	kinds?: Kinds;
};

/** `address`: undefined where nothing listens. */
export type Engine = { address: string | undefined; close(): Promise<void> };

type Closing = () => Promise<unknown> | unknown;

/** One part may take most of the 10 s in which a process should stop; the others take milliseconds. */
const PART_CLOSE_MS = 6_000;

type Parts = {
	store: Store;
	secrets: Secrets;
	events: Events;
	messaging: Messaging;
	services: Services;
	models: Models;
	playbooks: Playbooks;
	teams: Teams;
	links: Links;
	metrics: PrometheusMetrics;
	options: EngineOptions;
	/** Closed in reverse order. */
	closing: Closing[];
};

/** Throws `store-roles`, `store-locked`, `config-not-valid`; what was opened until then is closed again. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
	const { config, role, log } = options;
	if (role !== 'all' && config.databaseUrl === undefined) throw new TerminalError('store-roles');
	const closing: Closing[] = [];
	try {
		await mkdir(config.home, { recursive: true, mode: 0o700 });
		const secrets = await openSecrets(config);
		const store = await openStore(config, log);
		closing.push(store.close);
		const messaging = openMessaging({ ...config, redisUrl: config.redisUrl as string }, log);
		closing.push(messaging.close);
		const metrics = createMetrics();
		closing.push(metrics.close);
		const services = createServices({ connections: store.connections, secrets, rateLimit: messaging.rateLimit });
		const links = await openLinks(config);
		const events = eventsOver(store, links);
		const playbooks = await playbooksOver(store);
		const teams = await teamsOver(store);
		const { modelsFile } = config;
		const models = await openModels({
			...{ modelsFile, services, answers: store.modelAnswers, breakers: messaging.breakers },
		});
		const parts = {
			...{ store, secrets, events, playbooks, teams, messaging, services, models, links, metrics, options, closing },
		};
		if (role !== 'api') await startWork(parts);
		const address = await startListening(parts);
		if (role !== 'worker') {
			const operations = operationsOver(store, {
				...{ secrets, testConnection: services.test, publicUrl: config.publicUrl },
				...forgetOver(() => messaging),
			});
			const admin = await startAdminServer({ path: adminSocketPath(config.home), operations, log });
			if (admin === undefined) log.warn({}, 'commands go to another engine on this SOPHIA_HOME');
			else closing.push(admin.close);
			if (address !== undefined) closing.push(await announce(config.home, address));
		}
		log.info({ role, store: store.kind, ...(address ? { address } : {}) }, address ? 'listening' : 'working');
		return { address, close: () => closeAll(closing, log) };
	} catch (error) {
		await closeAll(closing, log);
		throw error;
	}
}

async function startWork(parts: Parts): Promise<void> {
	const { store, messaging, services, models, events, playbooks, teams, links, metrics, options, closing } = parts;
	const { config, log } = options;
	const { breakers, queue, sessions, signals } = messaging;
	const traces = await openTraces(config, log);
	closing.push(traces.close);
	const mcp = await openServices({ servicesFile: config.servicesFile, breakers, log });
	closing.push(mcp.close);
	const callbacks = createCallbackDispatcher({ sweep: store.sweep, client: createHttpCallbackClient(), log });
	const sweeper = startSweeper({ sweep: store.sweep, queue, signals, callbacks, clock: systemClock, log });
	closing.push(sweeper.close);
	const worker = await startWorker({
		attempts: store.attempts,
		effects: store.effects,
		budgets: store.budgets,
		sweep: store.sweep,
		queue,
		signals,
		metrics,
		clock: systemClock,
		log,
		newId: randomUUID,
		effectTimes: EFFECT_TIMES,
		kinds:
			options.kinds ??
			new Map([
				...coachingKinds(store, services, playbooks, links, models),
				...analysisKinds(store, services, events, playbooks, links, models),
				...(await teamKinds({ store, teams, services, mcp, sessions, models, traces })),
			]),
		worker: `${hostname()}-${process.pid}-${randomUUID()}`,
		concurrency: config.workerConcurrency,
		sole: store.kind === 'pglite',
	});
	closing.push(worker.close);
	const { secrets } = parts;
	const callbackOrigins = config.callbackOrigins ?? [];
	closing.push(
		deliverEvents(store, {
			secrets,
			callbackOrigins,
			runPageOf: links.runs.of,
			questionPageOf: links.questions.of,
			metrics,
			log,
		}).close,
	);
}

async function startListening(parts: Parts): Promise<string | undefined> {
	const { store, secrets, events, playbooks, teams, links, messaging, metrics, options, closing } = parts;
	const { config, role, listen, log } = options;
	if (role === 'worker' && !listen) return undefined;
	const checkCallback = createCallbackOriginCheck({
		client: createHttpCallbackClient(),
		clock: systemClock,
		allowed: config.callbackOrigins ?? [],
	});
	const runs = createRuns({
		store: store.runs,
		queue: messaging.queue,
		signals: messaging.signals,
		clock: systemClock,
		hash: sha256,
		newId: randomUUID,
		checkCallback,
		pagesOf: links.runs.of,
		questionPagesOf: links.questions.of,
	});
	const subscriptions = subscriptionsOver(store, { secrets, checkOrigin: checkCallback });
	const callWebhooks = callWebhooksOver(store, { events, log });
	const api = role === 'worker' ? undefined : { runs, subscriptions, callWebhooks, playbooks, teams, links };
	const http = await startHttp({ config, store, messaging, metrics, log, api });
	closing.push(http.close);
	return http.address;
}

/**
 * What was opened last is closed first; one that fails or hangs (work that cannot tell Redis that it ends) does not keep
 * the others open.
 */
async function closeAll(closing: Closing[], log: FastifyBaseLogger): Promise<void> {
	for (const close of closing.splice(0).reverse()) {
		try {
			await within(PART_CLOSE_MS, close());
		} catch (error) {
			log.warn({ err: error }, 'a part could not be closed');
		}
	}
}
