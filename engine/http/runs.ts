/** /v1/runs: start, watch, cancel and collect runs. */
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Connection } from '../contract/connection.ts';
import { RunAccepted, RunEvent, RunRequest, RunResult } from '../contract/run.ts';
import { RunCosts } from '../contract/run-costs.ts';
import { RetryableError } from '../errors.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { Playbooks } from '../ports/playbooks.ts';
import type { Runs } from '../ports/runs.ts';
import type { Teams } from '../ports/teams.ts';
import { briefCache } from './brief-cache.ts';
import { namesPlaybook, unknownPlaybooks } from './check-playbook.ts';
import { runProblems } from './check-run.ts';
import { namesTeam, teamsNamed, withinTeams } from './check-team.ts';
import { durationUpTo } from './duration.ts';
import { eventFrames } from './events.ts';
import { noQuery, refusals } from './openapi.ts';
import { type FieldProblem, problemsError } from './problems.ts';

export type RunRoutesOptions = {
	runs: Runs;
	connections: ConnectionStore;
	playbooks: Pick<Playbooks, 'list'>;
	teams: Pick<Teams, 'get'>;
	/** Aborts when the server is about to close: who waits is answered at once. */
	stopping: AbortSignal;
	/** Default 15 s. */
	heartbeatMs?: number;
};

const MAXIMUM_RUNS = 100;
const MAXIMUM_WAIT_MS = 60_000;
const CONNECTIONS_REMEMBERED = { milliseconds: 3_000, maximum: 1_000 };

export const RunId = z.strictObject({ id: z.string().regex(/^[\w-]{1,64}$/, 'not the id of a run') });
const IdempotencyKey = z.object({
	'idempotency-key': z
		.string()
		.regex(/^[\x21-\x7e]{1,200}$/, 'letters, digits and signs without blanks, at most 200')
		.optional(),
});
/** A client library may send `{}` where nothing needs saying. */
const NoBody = z.strictObject({}).optional();

const changesOneRun = { params: RunId, querystring: noQuery, body: NoBody, response: { 200: RunResult, ...refusals } };

export const runRoutes: FastifyPluginAsyncZod<RunRoutesOptions> = async (app, options) => {
	const { runs, stopping, heartbeatMs = 15_000 } = options;
	const recent = briefCache<Connection[]>(CONNECTIONS_REMEMBERED);

	app.post(
		'/runs',
		{
			schema: {
				summary: 'Start a run, or up to 100 of them: all or none',
				description:
					'Recorded before it is answered. With an `Idempotency-Key` the same request starts nothing twice; ' +
					'in an array each run has the key, a colon and its index.',
				headers: IdempotencyKey,
				querystring: noQuery,
				body: z.union([RunRequest, z.array(RunRequest).min(1).max(MAXIMUM_RUNS)]),
				response: { 202: z.union([RunAccepted, z.array(RunAccepted)]), ...refusals },
			},
		},
		async (request, reply) => {
			const { tenant, body } = request;
			const many = Array.isArray(body);
			const requests = await checkedRuns(tenant, many ? body : [body], many);
			const key = request.headers['idempotency-key'] as string | undefined;
			const accepted = await runs.submit(
				tenant,
				requests.map((one, index) => ({ request: one, idempotencyKey: key && (many ? `${key}:${index}` : key) })),
			);
			concerns(request, reply, many ? { runs: accepted.map(({ id }) => id) } : { run: accepted[0]?.id });
			reply.code(202);
			return many ? accepted : (accepted[0] as RunAccepted);
		},
	);

	app.get(
		'/runs/:id',
		{
			schema: {
				summary: 'The run as it is, or as it ends within the time to wait',
				params: RunId,
				querystring: z.strictObject({ wait: durationUpTo(MAXIMUM_WAIT_MS).optional() }),
				response: { 200: RunResult, ...refusals },
			},
		},
		async (request, reply) => {
			const { id } = request.params;
			concerns(request, reply, { run: id });
			const waitMs = request.query.wait;
			if (!waitMs) return runs.get(request.tenant, id);
			const signal = AbortSignal.any([stopping, untilGone(reply)]);
			try {
				return await runs.get(request.tenant, id, { waitMs, signal });
			} catch (error) {
				// The wait was cut short from here: the answer is the run as it is.
				if (signal.aborted) return runs.get(request.tenant, id);
				throw error;
			}
		},
	);

	app.get(
		'/runs/:id/costs',
		{
			schema: {
				summary: 'What the run and its children cost: every model call, in order',
				description: 'Also while it goes on. Long lists are cut, and say how long they are; sums are over everything.',
				params: RunId,
				querystring: noQuery,
				response: { 200: RunCosts, ...refusals },
			},
		},
		async (request, reply) => {
			concerns(request, reply, { run: request.params.id });
			return runs.costs(request.tenant, request.params.id);
		},
	);

	app.post(
		'/runs/:id/cancel',
		{ schema: { ...changesOneRun, summary: 'Stop a run; one that has ended stays as it is' } },
		async (request, reply) => {
			concerns(request, reply, { run: request.params.id });
			return runs.cancel(request.tenant, request.params.id);
		},
	);

	app.post(
		'/runs/:id/collect',
		{
			schema: {
				...changesOneRun,
				summary: 'The final result; marks the run collected',
				description: 'May be repeated. The proof of delivery: until then the engine goes on calling back.',
			},
		},
		async (request, reply) => {
			concerns(request, reply, { run: request.params.id });
			return runs.collect(request.tenant, request.params.id);
		},
	);

	app.get(
		'/runs/:id/events',
		{
			exposeHeadRoute: false,
			schema: {
				summary: 'Progress, steps, spending and state as they happen (server-sent events)',
				description: 'From the beginning until the run has ended.',
				params: RunId,
				querystring: noQuery,
				response: { 200: { content: { 'text/event-stream': { schema: RunEvent } } }, ...refusals },
			},
		},
		async (request, reply) => {
			const { id } = request.params;
			concerns(request, reply, { run: id });
			if (stopping.aborted) throw new RetryableError('store-unavailable', 'The engine is stopping.');
			await runs.get(request.tenant, id);
			const signal = AbortSignal.any([stopping, untilGone(reply)]);
			const frames = eventFrames(quietlyUntil(signal, runs.events(request.tenant, id, signal)), heartbeatMs);
			reply.header('cache-control', 'no-store').header('x-accel-buffering', 'no').type('text/event-stream');
			return (reply as FastifyReply).send(Readable.from(frames, { objectMode: false }));
		},
	);

	async function playbookProblems(tenant: string, requests: RunRequest[], many: boolean): Promise<FieldProblem[]> {
		if (!requests.some(namesPlaybook)) return [];
		const usable = await options.playbooks.list(tenant);
		const names = usable.map(({ playbook: { name } }) => name);
		return requests.flatMap((request, index) => unknownPlaybooks(request, names, many ? [index] : []));
	}

	/** As they are submitted. Errors: those of `runProblems`, `unknownPlaybooks` and `teamsNamed`, all of them in one. */
	async function checkedRuns(tenant: string, requests: RunRequest[], many: boolean): Promise<RunRequest[]> {
		const load = () => options.connections.list(tenant);
		const problems = (connections: Connection[]) =>
			requests.flatMap((request, index) => runProblems(request, connections, many ? [index] : []));
		const teams = requests.some(namesTeam)
			? await teamsNamed(options.teams, tenant, requests, many)
			: { found: new Map(), problems: [] };
		const unknown = [...(await playbookProblems(tenant, requests, many)), ...teams.problems];
		const submitted = () => requests.map((request) => withinTeams(request, teams.found));
		if (unknown.length === 0 && problems(await recent(tenant, load)).length === 0) return submitted();
		// A connection may have been added a moment ago: what is refused is what the store itself says.
		const found = [...problems(await load()), ...unknown];
		if (found.length > 0) throw problemsError(found);
		return submitted();
	}
};

/** Every line from here on carries the run. */
function concerns(request: FastifyRequest, reply: FastifyReply, fields: { run?: string; runs?: string[] }): void {
	request.log = request.log.child(fields);
	reply.log = request.log;
}

/** Aborts when the caller has hung up before the answer was complete. */
function untilGone(reply: FastifyReply): AbortSignal {
	const controller = new AbortController();
	reply.raw.once('close', () => controller.abort(new Error('The caller hung up.')));
	return controller.signal;
}

/** Ends where the signal ended it; an error for any other reason goes on. */
async function* quietlyUntil(signal: AbortSignal, events: AsyncIterable<RunEvent>): AsyncGenerator<RunEvent> {
	try {
		yield* events;
	} catch (error) {
		if (!signal.aborted) throw error;
	}
}
