/** Builds the HTTP interface; who calls it decides where it listens. */
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyPluginAsync, LogController } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { TerminalError } from '../errors.ts';
import type { AnalyzedCalls } from '../ports/analyzed-calls.ts';
import type { CallWebhooks } from '../ports/call-webhook.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { FeedbackStore } from '../ports/feedback.ts';
import type { Interactions } from '../ports/interactions.ts';
import type { KeyStore } from '../ports/key-store.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Playbooks } from '../ports/playbooks.ts';
import type { Runs } from '../ports/runs.ts';
import type { Subscriptions } from '../ports/subscriptions.ts';
import type { Teams } from '../ports/teams.ts';
import type { Uploads } from '../ports/uploads.ts';
import { authenticate } from './auth.ts';
import { MAXIMUM_BODY_BYTES, readJsonBodies } from './body.ts';
import { callRoutes } from './calls.ts';
import { connectionRoutes } from './connections.ts';
import { answerError, answerErrors, errorBody } from './errors.ts';
import { feedbackRoutes } from './feedback.ts';
import { type Dependency, healthRoutes, type MetricsPage } from './health.ts';
import { interactionRoutes } from './interactions.ts';
import { type MemoryRoutesOptions, memoryRoutes } from './memory.ts';
import { answerUnknownRoutes } from './not-found.ts';
import { describeRoutes } from './openapi.ts';
import { playbookRoutes } from './playbooks.ts';
import { questionRoutes } from './questions.ts';
import { logRequests } from './request-log.ts';
import { runRoutes } from './runs.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { type TeamRoutesOptions, teamRoutes } from './teams.ts';
import { transcriptRoutes } from './transcripts.ts';
import { validateRequests } from './validate.ts';
import { webhookRoutes } from './webhooks.ts';

export type AppOptions = {
	/** Left out: only the health routes, as a worker has them. */
	api?: MemoryRoutesOptions & {
		runs: Runs;
		connections: ConnectionStore;
		keys: KeyStore;
		subscriptions: Subscriptions;
		callWebhooks: CallWebhooks;
		playbooks: Playbooks;
		teams: Teams;
		readTeam: TeamRoutesOptions['readTeam'];
		interactions: Interactions;
		uploads: Uploads;
		analyzedCalls: AnalyzedCalls;
		feedback: Pick<FeedbackStore, 'list'>;
		/** Default 15 s. */
		heartbeatMs?: number;
	};
	/** What people look at, beside the interface. */
	pages?: FastifyPluginAsync;
	dependencies: readonly Dependency[];
	metrics: Metrics;
	metricsPage: MetricsPage;
	/** Where others reach the interface, for its description. */
	publicUrl?: string;
	log: FastifyBaseLogger;
};

/** Time to send a whole request; 10 MiB over a slow line fit. */
const REQUEST_TIMEOUT_MS = 60_000;
/** Longer than the 60 s after which proxies commonly drop an idle connection, so that they close first. */
const KEEP_ALIVE_MS = 75_000;

/** The app, ready to listen or to be asked through `inject()`. Closing it ends long polls and event streams first. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
	const stopping = new AbortController();
	const app = Fastify({
		loggerInstance: options.log,
		logController: new LogController({ disableRequestLogging: true }),
		genReqId: () => randomUUID(),
		bodyLimit: MAXIMUM_BODY_BYTES,
		requestTimeout: REQUEST_TIMEOUT_MS,
		keepAliveTimeout: KEEP_ALIVE_MS,
		routerOptions: { maxParamLength: 500 },
		return503OnClosing: true,
		frameworkErrors: (error, request, reply) => answerError(error, request, reply),
		clientErrorHandler: answerBrokenRequest,
	}).withTypeProvider<ZodTypeProvider>();

	answerErrors(app);
	answerUnknownRoutes(app);
	readJsonBodies(app);
	validateRequests(app);
	// Results are built by the engine itself and can be large; that they fit their schema is tested, not checked each time.
	app.setSerializerCompiler(() => (data) => JSON.stringify(data));
	logRequests(app, options.metrics);
	app.addHook('preClose', async () => stopping.abort(new Error('The engine is stopping.')));

	const { dependencies, metricsPage, api } = options;
	if (api !== undefined) await describeRoutes(app, options.publicUrl);
	await app.register(healthRoutes, { dependencies, metrics: metricsPage, stopping: stopping.signal });
	if (api !== undefined) {
		await app.register(
			async (v1) => {
				authenticate(v1, api.keys);
				await v1.register(runRoutes, { ...api, stopping: stopping.signal });
				await v1.register(questionRoutes, api);
				await v1.register(connectionRoutes, api);
				await v1.register(subscriptionRoutes, api);
				await v1.register(transcriptRoutes, api);
				await v1.register(callRoutes, api);
				await v1.register(feedbackRoutes, api);
				await v1.register(playbookRoutes, api);
				await v1.register(teamRoutes, api);
				await v1.register(memoryRoutes, api);
				await v1.register(interactionRoutes, api);
			},
			{ prefix: '/v1' },
		);
		// Beside the others: whose word it is comes from its signature, not from a key.
		await app.register(webhookRoutes, { prefix: '/v1/webhooks', callWebhooks: api.callWebhooks });
	}
	if (options.pages) await app.register(options.pages);
	return app as unknown as FastifyInstance;
}

/** What is not HTTP never becomes a request: it is answered on the bare socket, with the same body. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
	if (error.code === 'ECONNRESET' || !socket.writable) {
		socket.destroy();
		return;
	}
	const body = JSON.stringify(errorBody(new TerminalError('bad-request', 'The request is not valid HTTP.'), ''));
	const head = ['HTTP/1.1 400 Bad Request', 'content-type: application/json; charset=utf-8', 'connection: close'];
	socket.end(`${head.join('\r\n')}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
