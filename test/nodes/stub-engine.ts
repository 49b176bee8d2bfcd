/** Answers as the engine does, remembers what it was asked, and lets a test decide when a run ends and how. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type StubSubscriptions, stubSubscriptions } from './stub-subscriptions.ts';

export type Recorded = {
	method: string;
	path: string;
	query: Record<string, string>;
	headers: Record<string, string | string[] | undefined>;
	/** Of JSON what it says, of anything else its text. */
	// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was sent
	body: any;
};

type Result = { state: string; value?: unknown; error?: unknown };
type Run = { id: string; state: string; results: Array<Result & { index: number }>; more: object };
type Answer = { status: number; body: unknown };

export type StubEngine = {
	address: string;
	requests: Recorded[];
	/** Requests for a method and path, e.g. `POST /v1/runs`. */
	asked(request: string): Recorded[];
	/** Resolves with the next request for a method and path that has not come yet. */
	next(request: string): Promise<Recorded>;
	connections: Array<{ id: string; kind: string; vendor: string; name: string; address: string }>;
	subscriptions: StubSubscriptions;
	/** Ends a run (`more`: what else is to stand in its result), or, with `waiting` and the like, only changes its state. */
	end(runId: string, state: string, results?: Result[], more?: object): void;
	/** Answers the next request for a method and path with this instead. */
	answerOnce(request: string, answer: Answer | 'cut'): void;
	/** Ends every run as soon as it is submitted; given the position of the input. */
	endAtOnce: ((index: number) => Result) | undefined;
	stop(): Promise<void>;
};

const TEAMS = [
	{ name: 'RenewalDesk', description: 'Prepares renewals.', mode: 'coordinate', members: ['Ann', 'Bob'], own: true },
	{ name: 'ResearchTeam', description: 'Researches.', mode: 'collaborate', members: ['WebResearcher'], own: false },
];

const REFUSED = { error: { code: 'run-not-finished', message: 'The run has not finished.', action: 'Wait for it.' } };

export async function startStubEngine(): Promise<StubEngine> {
	const runs = new Map<string, Run>();
	const keys = new Map<string, string>();
	const planned = new Map<string, Array<Answer | 'cut'>>();
	const awaited = new Map<string, (recorded: Recorded) => void>();
	const held = new Map<string, () => void>();

	const server = createServer((request, response) => {
		void handle(request, response);
	});

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const text = Buffer.concat(chunks).toString();
		const url = new URL(request.url ?? '/', 'http://engine');
		const recorded: Recorded = {
			method: request.method ?? '',
			path: url.pathname,
			query: Object.fromEntries(url.searchParams),
			headers: request.headers,
			body: readBody(text, request.headers['content-type']),
		};
		const name = `${recorded.method} ${recorded.path}`;
		engine.requests.push(recorded);
		awaited.get(name)?.(recorded);
		awaited.delete(name);
		const instead = planned.get(name)?.shift();
		if (instead === 'cut') {
			request.socket.destroy();
			return;
		}
		const { status, body } = instead ?? (await route(recorded));
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	}

	async function route(recorded: Recorded): Promise<Answer> {
		const { method, path } = recorded;
		if (path === '/v1/teams') return { status: 200, body: { teams: TEAMS } };
		if (path === '/v1/connections') return { status: 200, body: { connections: engine.connections } };
		if (path.startsWith('/v1/subscriptions')) return engine.subscriptions.answer(method, path, recorded.body);
		if (method === 'POST' && path === '/v1/runs') return { status: 202, body: submit(recorded) };
		if (method === 'POST' && path === '/v1/transcripts') return { status: 201, body: upload(recorded) };
		const [, , , id, action] = path.split('/');
		const run = runs.get(id ?? '');
		if (!run) return { status: 404, body: { error: { code: 'run-unknown', message: 'There is no such run.' } } };
		if (action === 'cancel') {
			engine.end(run.id, 'cancelled');
			return { status: 200, body: view(run) };
		}
		if (action === 'collect') return isEnded(run) ? { status: 200, body: view(run) } : { status: 409, body: REFUSED };
		if (recorded.query.wait && !isEnded(run)) await new Promise<void>((resolve) => held.set(run.id, resolve));
		return { status: 200, body: view(run) };
	}

	function submit({ headers, body }: Recorded): unknown {
		const key = String(headers['idempotency-key']);
		const id = keys.get(key) ?? `run-${runs.size + 1}`;
		if (!keys.has(key)) {
			keys.set(key, id);
			runs.set(id, { id, state: 'queued', results: [], more: {} });
			const { endAtOnce } = engine;
			if (endAtOnce)
				engine.end(
					id,
					'succeeded',
					body.inputs.map((_: unknown, index: number) => endAtOnce(index)),
				);
		}
		return { id, state: runs.get(id)?.state, createdAt: '2026-11-22T07:00:00Z' };
	}

	/** The same transcript is the same call. */
	function upload({ body }: Recorded): unknown {
		const callId = `upload-${createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 8)}`;
		return { callId };
	}

	const engine: StubEngine = {
		address: '',
		requests: [],
		connections: [
			{ id: 'gong-main', kind: 'calls', vendor: 'gong', name: 'main', address: 'http://gong.test' },
			{ id: 'slack-main', kind: 'chat', vendor: 'slack', name: 'main', address: 'http://slack.test' },
			{ id: 'hubspot-main', kind: 'crm', vendor: 'hubspot', name: 'main', address: 'http://hubspot.test' },
		],
		subscriptions: stubSubscriptions(),
		endAtOnce: undefined,
		asked: (request) => engine.requests.filter(({ method, path }) => `${method} ${path}` === request),
		next: (request) => new Promise((resolve) => awaited.set(request, resolve)),
		end(runId, state, results = [], more = {}) {
			const run = runs.get(runId);
			if (!run) throw new Error(`The engine was never asked for ${runId}.`);
			Object.assign(run, { state, more });
			run.results = results.map((result, index) => ({ index, ...result }));
			held.get(runId)?.();
			held.delete(runId);
		},
		answerOnce(request, answer) {
			planned.set(request, [...(planned.get(request) ?? []), answer]);
		},
		async stop() {
			if (!server.listening) return;
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	engine.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return engine;
}

function readBody(text: string, contentType = ''): unknown {
	if (text === '') return undefined;
	return contentType.includes('application/json') ? JSON.parse(text) : text;
}

function isEnded({ state }: Run): boolean {
	return ['succeeded', 'failed', 'cancelled', 'timed-out'].includes(state);
}

function view({ more, ...run }: Run): unknown {
	return {
		...run,
		kind: 'coach-day',
		analysis: 'extractive',
		dropped: 0,
		unconfirmed: [],
		spentUsd: 0,
		collected: false,
		createdAt: '2026-11-22T07:00:00Z',
		...more,
	};
}
