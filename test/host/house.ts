/** All that a morning needs, really running: Redis, the engine, n8n, and for each tenant a sandbox of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunResult } from '../../engine/contract/index.ts';
import { type EngineHome, makeEngineHome } from '../contracts/engine/engine-process.ts';
import { startRedis } from '../servers/redis.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../servers/sandbox.ts';
import { connectTenant } from './connect-tenant.ts';
import { type N8n, startN8n } from './n8n.ts';

/** What to put under `credentials.sophiaApi` of a node. */
export type Credential = { id: string; name: string };

export type Tenant = {
	readonly name: string;
	readonly sandbox: Sandbox;
	readonly apiKey: string;
	/** Makes the credential in n8n, or finds it; `n8nAddress`: where the engine is told to call back. */
	credential(n8nAddress?: string): Promise<Credential>;
	/** A run as the engine sees it; after at most `waitSeconds`, or when it has ended. */
	run(id: string, waitSeconds?: number): Promise<RunResult>;
};

export type House<Name extends string> = {
	readonly n8n: N8n;
	readonly tenants: Readonly<Record<Name, Tenant>>;
	/** The address of the engine. */
	readonly engine: string;
	/** Runs a command of the engine. */
	readonly command: EngineHome['run'];
	close(): Promise<void>;
};

export type World = SandboxOptions & { zone: string };

/** One n8n and one engine (role all, embedded store) with a tenant for each world. */
export async function openHouse<Name extends string>(
	worlds: Record<Name, World>,
	env: Record<string, string> = {},
): Promise<House<Name>> {
	const folder = await mkdtemp(path.join(tmpdir(), 'sophia-house-'));
	const closing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
	const close = async () => {
		for (const end of closing.reverse()) await end();
	};
	try {
		const redis = await startRedis();
		closing.push(redis.remove);
		const home = await makeEngineHome({
			REDIS_URL: redis.url,
			SOPHIA_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
			...env,
		});
		closing.push(home.remove);
		const engine = await home.serve();
		closing.push(() => engine.stop());
		const address = engine.address ?? '';

		const prepared: [name: Name, sandbox: Sandbox, apiKey: string][] = [];
		for (const [name, world] of Object.entries(worlds) as [Name, World][]) {
			const sandbox = await startSandbox(world);
			closing.push(sandbox.stop);
			prepared.push([name, sandbox, await connectTenant(home, name, world.zone, sandbox)]);
		}
		const [[, , firstKey] = []] = prepared;
		const n8n = await startN8n({ engineAddress: address, apiKey: firstKey ?? '', folder, env: {} });
		closing.push(() => n8n.stop());
		const tenants = prepared.map(([name, sandbox, apiKey]) => [
			name,
			tenantOf({ name, sandbox, apiKey, address, n8n }),
		]);
		return {
			n8n,
			engine: address,
			command: home.run,
			close,
			tenants: Object.fromEntries(tenants) as Record<Name, Tenant>,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

type Parts = { name: string; sandbox: Sandbox; apiKey: string; address: string; n8n: N8n };

function tenantOf({ name, sandbox, apiKey, address, n8n }: Parts): Tenant {
	return {
		name,
		sandbox,
		apiKey,
		credential: (n8nAddress = '') =>
			n8n.session.credential({
				name: `Sophia of ${name}${n8nAddress && ` by ${n8nAddress}`}`,
				type: 'sophiaApi',
				data: { address, apiKey, n8nAddress },
			}),
		async run(id, waitSeconds = 0) {
			const response = await fetch(`${address}/v1/runs/${id}?wait=${waitSeconds}s`, {
				headers: { authorization: `Bearer ${apiKey}` },
			});
			if (!response.ok) throw new Error(`GET run ${id}: ${response.status} ${await response.text()}`);
			return (await response.json()) as RunResult;
		},
	};
}
