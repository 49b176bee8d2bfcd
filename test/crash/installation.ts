/** The engine as it is installed: real servers, a sandbox full of real calls, a tenant with its connections. */
import path from 'node:path';
import { type EngineHome, makeEngineHome } from '../contracts/engine/engine-process.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { type RedisServer, startRedis } from '../servers/redis.ts';
import { type Sandbox, startSandbox } from '../servers/sandbox.ts';
import { sharedFolder } from '../shared-folder.ts';
import { type Client, createClient } from './client.ts';
import { type EngineProcess, engineProcess, type Role } from './engine-process.ts';

/** Real calls in Gong's wire format; wants `need('shared')`. */
export const CALLS = path.join(sharedFolder, 'data/gong');

const TENANT = 'acme';
const TODAY = '2026-03-11';
/** The day that has the calls. */
export const WINDOW = { from: '2026-03-10T00:00:00Z', to: '2026-03-11T00:00:00Z' };

/** A day whose messages and notes are sent. */
export const SEND_DAY = {
	kind: 'coach-day' as const,
	inputs: [{ window: WINDOW }],
	connections: { calls: 'gong-main', chat: 'slack-main', crm: 'hubspot-main' },
	delivery: 'send' as const,
};

export type Installation = {
	readonly sandbox: Sandbox;
	readonly redis: RedisServer;
	/** Undefined on PGlite. */
	readonly postgres: PostgresServer | undefined;
	/** In the order in which they were started; the first one answers the API. */
	readonly processes: EngineProcess[];
	readonly client: Client;
	/** Starts a further process. */
	start(role: Role, env?: NodeJS.ProcessEnv): Promise<EngineProcess>;
	/** Runs a command of the engine for the tenant; what it said. */
	command(words: string[], input?: string): Promise<string>;
	/** What the processes logged last, for the message of a failure. */
	logs(): string;
	remove(): Promise<void>;
};

export type InstallationOptions = {
	/** On PGlite there is one process for everything; on PostgreSQL first the API, then the workers. */
	roles: ['all'] | ['api', ...'worker'[]];
	dayCalls: number;
	/** For all processes. */
	env?: NodeJS.ProcessEnv;
	/** Gets each line that a process logs. */
	onLine?: (process: EngineProcess, line: string) => void;
};

export async function install({ roles, dayCalls, env = {}, onLine }: InstallationOptions): Promise<Installation> {
	const [api, ...workers] = roles;
	const [redis, postgres, sandbox] = await Promise.all([
		startRedis(),
		api === 'api' ? startPostgres() : undefined,
		startSandbox({ calls: CALLS, today: TODAY, zone: 'UTC', dayCalls }),
	]);
	const common = {
		REDIS_URL: redis.url,
		SOPHIA_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
		...(postgres ? { DATABASE_URL: postgres.url } : {}),
		...env,
	};
	const home = await makeEngineHome(common);
	const processes: EngineProcess[] = [];
	const start = async (role: Role, more: NodeJS.ProcessEnv = {}) => {
		const started: EngineProcess = engineProcess(role, { SOPHIA_HOME: home.home, ...common, ...more }, (line) =>
			onLine?.(started, line),
		);
		processes.push(started);
		await started.start();
		return started;
	};
	const remove = async () => {
		await Promise.all(processes.map((one) => one.end()));
		await home.remove();
		await Promise.all([redis.remove(), postgres?.remove(), sandbox.stop()]);
	};
	try {
		const first = await start(api);
		const command = commandOf(home);
		const key = await connect(home, command, sandbox);
		for (const role of workers) await start(role);
		return {
			...{ sandbox, redis, postgres, processes, start, command, remove },
			client: createClient({ address: first.address, key }),
			logs: () => processes.map((one) => `${one.role}:\n${one.lastLines()}`).join('\n'),
		};
	} catch (error) {
		await remove();
		throw error;
	}
}

const commandOf = (home: EngineHome) => async (words: string[], input?: string) => {
	const ran = await home.run([...words, '--tenant', TENANT], { input });
	if (ran.code !== 0) throw new Error(`${words.join(' ')}: ${ran.err}`);
	return ran.out.trim();
};

/** Makes the tenant and its connections with the commands that people use; answers an API key. */
async function connect(home: EngineHome, command: Installation['command'], sandbox: Sandbox): Promise<string> {
	const made = await home.run(['tenant', 'create', TENANT]);
	if (made.code !== 0) throw new Error(made.err);
	const { gong, slack, hubspot } = sandbox;
	const add = (vendor: string, address: string, secret: string) =>
		command(['connection', 'add', vendor, '--name', 'main', '--address', address], secret);
	await add('gong', gong.address, `${gong.accessKey}:${gong.accessKeySecret}`);
	await add('slack', slack.address, slack.token);
	await add('hubspot', hubspot.address, hubspot.token);
	return command(['key', 'create', '--name', 'crash tests']);
}
