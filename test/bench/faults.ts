/**
 * Requests to three models that answer 30 % of them with a fault: half of these 429 with a time to wait, half 500, 502,
 * 503 or 529. Over HTTP, with the breakers in Redis that workers share; no run is tried a second time.
 */
import { systemClock } from '../../engine/adapters/clock/system.ts';
import { createOpenAi } from '../../engine/adapters/models/openai.ts';
import { createTokens } from '../../engine/adapters/models/tokens.ts';
import { createRedisBreakers } from '../../engine/adapters/redis/breakers.ts';
import { createRedisConnect } from '../../engine/adapters/redis/connection.ts';
import { modelOf, toCatalog } from '../../engine/domain/models/catalog.ts';
import { generate, type ModelPorts } from '../../engine/domain/models/generate.ts';
import { costOf } from '../../engine/domain/models/price.ts';
import { spendingRun } from '../../engine/domain/testing/spending-run.ts';
import { startOpenAi } from '../../engine/sandbox/models/openai.ts';
import type { Scripted } from '../../engine/sandbox/models/script.ts';
import { seededRandom } from '../crash/random.ts';
import { startRedis } from '../servers/redis.ts';
import { concurrently, option, print } from './shared/figures.ts';

const REQUESTS = option('requests', 5_000);
/** Of a run, which asks once. */
const DEADLINE_SECONDS = option('deadline', 60);
const FAULTS_PERCENT = option('faults', 30);
const AT_ONCE = 16;

const NAMES = ['one', 'two', 'three'];
const MODEL = { contextTokens: 16_000, maxOutputTokens: 4_000, prices: [{ input: 0.1, output: 0.5 }] };
const LOW = { ceilingUsd: 0.001, models: NAMES.map((name) => `${name}/small`) };
const catalog = toCatalog(
	{
		asOf: '2026-11-01',
		tiers: { low: LOW, medium: LOW, high: LOW, research: LOW },
		models: Object.fromEntries(LOW.models.map((id) => [id, MODEL])),
	},
	'of this bench',
);

process.env.SOPHIA_SEED ??= '1';
const { between, pick } = seededRandom('faults');
const seen = new Map<string, number>();
const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);

function next(): Scripted {
	if (between(1, 100) > FAULTS_PERCENT) {
		count('good');
		return { kind: 'say', text: 'Ann signs.', counts: { input: 20, output: 5 } };
	}
	const status = pick([429, 429, 429, 429, 500, 502, 503, 529]);
	count(String(status));
	return { kind: 'fail', status, headers: status === 429 ? { 'retry-after-ms': String(between(50, 500)) } : {} };
}

const redis = await startRedis();
const client = createRedisConnect({ url: redis.url })();
const servers = await Promise.all(NAMES.map(() => startOpenAi({ script: next })));
const models = new Map(
	servers.map(({ origin, key }, at) => {
		const id = LOW.models[at] as string;
		const { prices } = modelOf(catalog, id).model;
		const options = { id, name: 'small', address: `${origin}/v1`, key };
		return [id, createOpenAi({ ...options, costOf: (usage) => costOf(prices, usage) })];
	}),
);
const ports: ModelPorts = {
	...{
		leftAlone: new Map<string, number>(),
		catalog,
		clock: systemClock,
		tokens: createTokens(),
		providers: new Set(NAMES),
	},
	open: async (id) => models.get(id) ?? Promise.reject(new Error(id)),
	breakers: createRedisBreakers({ redis: client }),
	breakerOf: (id) => `bench:${id}`,
};

const reasons: string[] = [];
let answered = 0;
await concurrently(Array.from({ length: REQUESTS }), AT_ONCE, async () => {
	const run = spendingRun(1, AbortSignal.timeout(DEADLINE_SECONDS * 1_000));
	const messages = [{ role: 'user' as const, content: 'Who signs?' }];
	try {
		await generate(run, ports, { name: 'ask', tier: 'low', messages, maxOutputTokens: 500 });
		answered += 1;
	} catch (error) {
		reasons.push((error as { code?: string }).code ?? String(error));
	}
});

const calls = [...seen.values()].reduce((sum, times) => sum + times, 0);
const failed = calls - (seen.get('good') ?? 0);
const said = [...seen].map(([what, times]) => `${times} × ${what}`).join(', ');
const why = reasons.length > 0 ? `; not answered: ${[...new Set(reasons)].join(', ')}` : '';
const how = `${REQUESTS} requests, ${AT_ONCE} at once, seed ${process.env.SOPHIA_SEED}; ${said}${why}`;
const figure = (metric: string, value: number, unit: string, note: string) =>
	print({ bench: 'faults', metric, value, unit, note });
figure('success_share', answered / REQUESTS, 'share', `within ${DEADLINE_SECONDS} s; ${how}`);
figure(
	'success_share_baseline',
	(seen.get('good') ?? 0) / calls,
	'share',
	'of the answers that the models gave: what one request alone comes to',
);
figure('model_calls_ratio', calls / (REQUESTS + failed), 'ratio', `${calls} calls, ${failed} of them failed`);

client.disconnect();
for (const server of servers) await server.close();
await redis.remove();
// A kept connection must not keep the process.
process.exit();
