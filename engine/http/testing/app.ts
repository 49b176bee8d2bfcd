/** The app over parts held in memory, for tests. */
import { channel } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Connection } from '../../contract/connection.ts';
import type { AskedQuestion } from '../../contract/question.ts';
import type { RunAccepted, RunEvent, RunResult } from '../../contract/run.ts';
import type { RunCosts } from '../../contract/run-costs.ts';
import type { Team } from '../../contract/team.ts';
import { TerminalError } from '../../errors.ts';
import type { AnalyzedCalls } from '../../ports/analyzed-calls.ts';
import type { CallWebhooks } from '../../ports/call-webhook.ts';
import type { FeedbackStore } from '../../ports/feedback.ts';
import type { Interactions } from '../../ports/interactions.ts';
import type { Memory } from '../../ports/memory.ts';
import type { Playbooks } from '../../ports/playbooks.ts';
import type { RunSubmission, Runs } from '../../ports/runs.ts';
import type { SessionErasure } from '../../ports/session-memory.ts';
import type { Subscriptions } from '../../ports/subscriptions.ts';
import type { Teams } from '../../ports/teams.ts';
import type { Uploads } from '../../ports/uploads.ts';
import { type AppOptions, createApp } from '../app.ts';
import { ErrorBody } from '../errors.ts';

export const CONNECTIONS: Connection[] = [
	{ id: 'gong-main', kind: 'calls', vendor: 'gong', name: 'main', address: 'https://gong.example' },
	{ id: 'slack-main', kind: 'chat', vendor: 'slack', name: 'main', address: 'https://slack.example' },
	{ id: 'hubspot-main', kind: 'crm', vendor: 'hubspot', name: 'main', address: 'https://hubspot.example' },
];

export const KEY = 'sk_sophia_of-acme';

export const REQUEST = { kind: 'coach-day', inputs: [{}], connections: { calls: 'gong-main', chat: 'slack-main' } };

export const RESULT: RunResult = {
	id: 'run-1',
	kind: 'coach-day',
	state: 'running',
	analysis: 'extractive',
	results: [],
	dropped: 0,
	unconfirmed: [],
	spentUsd: 0,
	collected: false,
	createdAt: '2025-06-02T06:00:00.000Z',
};

export const RUN_COSTS: RunCosts = {
	...{ id: 'run-1', kind: 'coach-day', state: 'running', createdAt: RESULT.createdAt },
	budget: { spentUsd: 0, reservedUsd: 0, allowedUsd: 1 },
	inputs: { inAll: 1, shown: [{ index: 0, state: 'running' }] },
	...{ children: [], models: [] },
	...{ entries: { inAll: 0, shown: [] }, unconfirmed: { inAll: 0, shown: [] }, gaps: { inAll: 0, shown: [] } },
};

export const QUESTION: AskedQuestion = {
	...{ id: 'question-1', runId: 'run-1', state: 'open', title: 'Write the note to the CRM?' },
	...{ tool: 'hubspot-api', member: 'CRMSpecialist', input: { note: 'They agreed.' } },
	...{ askedAt: RESULT.createdAt, until: '2025-07-02T06:00:00.000Z' },
};

export type Submitted = { tenant: string; submissions: RunSubmission[] };

export type TestApp = {
	app: FastifyInstance;
	/** What reached the runs. */
	submitted: Submitted[];
	/** Lines of the log. */
	lines: Record<string, unknown>[];
	/** How often the store was asked for a key. */
	lookups: number;
	/** Sends with the key of the tenant acme. */
	post(url: string, payload: unknown, headers?: Record<string, string>): Promise<Answer>;
	get(url: string, headers?: Record<string, string>): Promise<Answer>;
};

export type Answer = { status: number; headers: Record<string, unknown>; body: unknown; text: string };

export async function createTestApp(
	parts: {
		runs?: Partial<Runs>;
		subscriptions?: Partial<Subscriptions>;
		callWebhooks?: CallWebhooks;
		playbooks?: Partial<Playbooks>;
		teams?: Partial<Teams>;
		interactions?: Interactions;
		uploads?: Uploads;
		analyzedCalls?: AnalyzedCalls;
		feedback?: Pick<FeedbackStore, 'list'>;
		memory?: Pick<Memory, 'list' | 'remove'>;
		sessions?: Pick<SessionErasure, 'eraseUser'>;
		app?: Partial<AppOptions>;
		heartbeatMs?: number;
	} = {},
): Promise<TestApp> {
	const submitted: Submitted[] = [];
	const lines: Record<string, unknown>[] = [];
	const keep = (line: string) => {
		LOGGED.publish(line);
		lines.push(JSON.parse(line) as Record<string, unknown>);
	};
	const test = { submitted, lines, lookups: 0 } as unknown as TestApp;
	const keys = {
		create: async () => undefined,
		revoke: async () => undefined,
		findTenant: async (hash: Uint8Array) => {
			test.lookups++;
			return Buffer.from(hash).toString('hex') === KEY_HASH ? 'acme' : undefined;
		},
	};
	const connections = {
		add: async () => undefined,
		remove: async () => undefined,
		list: async () => CONNECTIONS,
		get: async () => ({ ...(CONNECTIONS[0] as Connection), secret: new Uint8Array() }),
	};
	test.app = await createApp({
		api: {
			...{ connections, keys, heartbeatMs: parts.heartbeatMs },
			runs: { ...fakeRuns(submitted), ...parts.runs },
			subscriptions: { ...fakeSubscriptions(), ...parts.subscriptions },
			playbooks: { ...NO_PLAYBOOKS, ...parts.playbooks },
			teams: { ...NO_TEAMS, ...parts.teams },
			readTeam: (value) => value as Team,
			interactions: parts.interactions ?? { list: async () => ({ interactions: [] }), rate: async () => false },
			callWebhooks: parts.callWebhooks ?? { receive: async () => 'told' },
			uploads: parts.uploads ?? { add: () => Promise.reject(new TerminalError('transcript-empty')) },
			analyzedCalls: parts.analyzedCalls ?? { get: () => Promise.reject(new TerminalError('call-unknown')) },
			memory: parts.memory ?? { list: async () => [], remove: async () => false },
			sessions: parts.sessions ?? { eraseUser: async () => 0 },
			feedback: parts.feedback ?? { list: async () => ({ feedback: [] }) },
		},
		dependencies: [],
		metrics: { count: () => undefined, observe: () => undefined },
		metricsPage: { contentType: 'text/plain', render: async () => 'figures 1\n' },
		log: pino({ level: 'debug' }, { write: keep }),
		...parts.app,
	});
	const bearer = { authorization: `Bearer ${KEY}` };
	test.get = async (url, headers = {}) => answer(await test.app.inject({ url, headers: { ...bearer, ...headers } }));
	test.post = async (url, payload, headers = {}) => {
		const raw = typeof payload === 'string' || Buffer.isBuffer(payload);
		return answer(
			await test.app.inject({
				method: 'POST',
				url,
				headers: { ...bearer, ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
				payload: raw || payload === undefined ? (payload as string | undefined) : JSON.stringify(payload),
			}),
		);
	};
	return test;
}

/** The code of an answer that is an error; throws where it is none. */
export const codeOf = (body: unknown): string => ErrorBody.parse(body).error.code;

/** Where test/logs/setup.ts hears what is logged. */
const LOGGED = channel('sophia.test.log');

/** sha256 of KEY. */
const KEY_HASH = '2fbeb330860ef68a75b5d7d625597fd427c09f108a70f16c07ef3541c833eda8';

function fakeRuns(submitted: Submitted[]): Runs {
	const known = <Known>(id: string, result: Known): Known => {
		if (id !== RESULT.id) throw new TerminalError('run-unknown');
		return result;
	};
	return {
		submit: async (tenant, submissions) => {
			submitted.push({ tenant, submissions });
			return submissions.map(
				(_, index): RunAccepted => ({ id: `run-${index + 1}`, state: 'queued', createdAt: RESULT.createdAt }),
			);
		},
		get: async (_tenant, id) => known(id, RESULT),
		costs: async (_tenant, id) => known(id, RUN_COSTS),
		cancel: async (_tenant, id) => known(id, { ...RESULT, state: 'cancelled' }),
		collect: async (_tenant, id) => known(id, { ...RESULT, state: 'succeeded', collected: true }),
		questions: async (_tenant, id) => known(id, { inAll: 1, questions: [QUESTION] }),
		question: async (_tenant, id) => known(id, QUESTION),
		answer: async (_tenant, id, question, answer) => {
			if (known(id, question) !== QUESTION.id) throw new TerminalError('question-unknown');
			return { ...QUESTION, state: 'answered', answeredAt: RESULT.createdAt, answer };
		},
		events: async function* (): AsyncGenerator<RunEvent> {
			yield { type: 'state', runId: RESULT.id, state: 'succeeded', at: RESULT.createdAt };
		},
	};
}

const NO_PLAYBOOKS: Playbooks = {
	list: async () => [],
	get: async (_tenant, name) => {
		throw new TerminalError('playbook-unknown', `There is no playbook "${name}".`);
	},
	put: async () => undefined,
	remove: async () => undefined,
};

const NO_TEAMS: Teams = {
	list: async () => [],
	get: async (_tenant, name) => {
		throw new TerminalError('team-unknown', `There is no team "${name}".`);
	},
	put: async () => undefined,
	remove: async () => undefined,
};

function fakeSubscriptions(): Subscriptions {
	return {
		create: async (_tenant, { url, filters }) => ({
			subscription: {
				...{ id: 'sub_1', url, filters, state: 'active', pending: 0, createdAt: RESULT.createdAt },
				secret: 'whsec_c2VjcmV0',
			},
			created: true,
		}),
		list: async () => [],
		remove: async (_tenant, id) => {
			if (id !== 'sub_1') throw new TerminalError('subscription-unknown');
		},
	};
}

function answer(response: { statusCode: number; headers: Record<string, unknown>; body: string }): Answer {
	const json = String(response.headers['content-type'] ?? '').startsWith('application/json');
	return {
		status: response.statusCode,
		headers: response.headers,
		body: json ? (JSON.parse(response.body) as unknown) : undefined,
		text: response.body,
	};
}
