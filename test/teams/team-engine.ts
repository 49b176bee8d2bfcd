/** A whole engine for tests of teams over HTTP, on either store, with a model that the test dictates. */
import { connectOperations } from '../../engine/commands/admin-client.ts';
import type { Operations } from '../../engine/commands/operations.ts';
import type { RunResult, TeamResult, Vendor } from '../../engine/contract/index.ts';
import { startOpenAi } from '../../engine/sandbox/models/openai.ts';
import { MODEL_KEY, type ModelServer } from '../../engine/sandbox/models/server.ts';
import { makeEngineHome } from '../contracts/engine/engine-process.ts';
import { keepAnswers, keepSecret } from '../logs/kept.ts';
import type { Need } from '../need.ts';
import { startPostgres } from '../servers/postgres.ts';
import { startRedis } from '../servers/redis.ts';
import type { Sandbox } from '../servers/sandbox.ts';

export type EngineStore = { readonly name: 'PGlite' | 'PostgreSQL'; readonly needs: Need[] };

/** `for (const store of ENGINE_STORES) need(...store.needs)(…)`. */
export const ENGINE_STORES: readonly EngineStore[] = [
	{ name: 'PGlite', needs: ['redis'] },
	{ name: 'PostgreSQL', needs: ['redis', 'postgres'] },
];

/** For the request of a run: how the model is reached, and what `connect` connects. */
export const MODELS = { models: ['openai-main'] };
export const CONNECTED = { ...MODELS, calls: 'gong-main', chat: 'slack-main', crm: 'hubspot-main' };

export type Answered<Body> = { status: number; body: Body };

export type TeamEngine = {
	readonly openAi: ModelServer;
	readonly operations: Operations;
	/** A new tenant with a key; with `model` the connection `openai-main`. */
	addTenant(tenant: string, options?: { model?: boolean }): Promise<void>;
	/** Gives acme the calls, the chat and the CRM of a sandbox. */
	connect(sandbox: Sandbox): Promise<void>;
	/** A text is sent as YAML, everything else as JSON. */
	ask<Body>(method: string, path: string, body?: unknown, tenant?: string): Promise<Answered<Body>>;
	/** A run of acme with one task; `more`: what else stands in the request. Answers its id. */
	begin(input: object, more?: object): Promise<string>;
	/** Waits until it has ended. */
	end(id: string): Promise<RunResult>;
	/** Both. */
	run(input: object, more?: object): Promise<RunResult>;
	close(): Promise<void>;
};

/** Begins with the tenants acme, which reaches the model, and other. `env`: more for the engine. */
export async function startTeamEngine(store: EngineStore, env: NodeJS.ProcessEnv = {}): Promise<TeamEngine> {
	const [redis, postgres, openAi] = await Promise.all([
		startRedis({ appendOnly: false }),
		store.name === 'PostgreSQL' ? startPostgres() : undefined,
		startOpenAi(),
	]);
	keepAnswers(openAi);
	const home = await makeEngineHome({
		...{ REDIS_URL: redis.url, ...env },
		...(postgres ? { DATABASE_URL: postgres.url, SOPHIA_SECRET_KEY: Buffer.alloc(32, 1).toString('base64') } : {}),
	});
	const keys = new Map<string, string>();
	const close = async () => {
		await home.remove();
		await Promise.all([redis.remove(), postgres?.remove(), openAi.close()]);
	};
	try {
		const { address } = await home.serve();
		// Over the socket of the commands, without a process for each.
		const operations = await connectOperations(home.home);
		if (!operations) throw new Error('The engine takes no commands.');

		const addConnection = async (tenant: string, vendor: Vendor, address: string, secret: string) => {
			keepSecret('the secret of a connection', secret);
			await operations.addConnection({ tenant, vendor, name: 'main', address, secret });
		};
		const addTenant: TeamEngine['addTenant'] = async (tenant, { model = false } = {}) => {
			await operations.createTenant({ tenant, settings: {} });
			const { key } = await operations.createKey({ tenant, name: 'test' });
			keepSecret('an API key of the engine', key);
			keys.set(tenant, key);
			if (model) await addConnection(tenant, 'openai', `${openAi.origin}/v1`, MODEL_KEY);
		};
		const connect: TeamEngine['connect'] = async ({ gong, slack, hubspot }) => {
			await addConnection('acme', 'gong', gong.address, `${gong.accessKey}:${gong.accessKeySecret}`);
			await addConnection('acme', 'slack', slack.address, slack.token);
			await addConnection('acme', 'hubspot', hubspot.address, hubspot.token);
		};
		const ask: TeamEngine['ask'] = async <Body>(method: string, path: string, body?: unknown, tenant = 'acme') => {
			const type = typeof body === 'string' ? 'application/yaml' : 'application/json';
			const response = await fetch(`${address}${path}`, {
				method,
				headers: {
					authorization: `Bearer ${keys.get(tenant)}`,
					...(body === undefined ? {} : { 'content-type': type }),
				},
				...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
			});
			return { status: response.status, body: (await response.json()) as Body };
		};
		const begin: TeamEngine['begin'] = async (input, more = {}) => {
			const request = { kind: 'run-team', inputs: [input], connections: MODELS, ...more };
			const { status, body } = await ask<{ id: string }>('POST', '/v1/runs', request);
			if (status !== 202) throw new Error(`The run was refused: ${JSON.stringify(body)}`);
			return body.id;
		};
		const end: TeamEngine['end'] = async (id) => (await ask<RunResult>('GET', `/v1/runs/${id}?wait=60s`)).body;
		const run: TeamEngine['run'] = async (input, more) => end(await begin(input, more));
		await addTenant('acme', { model: true });
		await addTenant('other');
		return { openAi, operations, addTenant, connect, ask, begin, end, run, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** Of a run with one task. */
export const resultOf = ({ results }: RunResult) => results[0]?.value as unknown as TeamResult;
