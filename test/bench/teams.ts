/**
 * A team of a supervisor and three members that work at once, five model calls: what it takes with route, budget, breaker,
 * checks and recording on, beside bare requests and the usual frameworks. Each side is a process of its own, and one works at a
 * time; the model server, Redis and PostgreSQL are processes of their own and not counted as processor time.
 */
import { once } from 'node:events';
import path from 'node:path';
import { cleanInstall, isInstalled, markInstalled } from '../../scripts/install.mjs';
import { startPostgres } from '../servers/postgres.ts';
import { startRedis } from '../servers/redis.ts';
import { type Child, startChild } from './shared/child.ts';
import { median, option, print } from './shared/figures.ts';
import type { Took } from './teams/side.ts';
import { MODEL_CALLS } from './teams/work.ts';

const ROUNDS = option('rounds', 7);
/** Pieces of work of a side in a round; half as many where that takes a minute otherwise. */
const RUNS = option('runs', 1_000);
const CONCURRENCY = option('concurrency', 32);
/** How long the model takes where latency is measured, and how long the three calls in a row take at least, ms. */
const MODEL_MS = 50;
const IDEAL_MS = 3 * MODEL_MS;

const folder = path.join(import.meta.dirname, 'teams');
const peers = path.join(folder, 'peers');
if (!isInstalled(peers)) {
	process.stderr.write('Installing the frameworks that it is compared with\n');
	await cleanInstall(peers);
	markInstalled(peers);
}

const FILES = {
	bare: 'bare.ts',
	memory: 'in-memory.ts',
	durable: 'durable.ts',
	ai_sdk: 'peers/ai-sdk.mjs',
	openai_agents: 'peers/openai-agents.mjs',
	langgraph: 'peers/langgraph.mjs',
};
type Side = keyof typeof FILES;
const SIDES = Object.keys(FILES) as Side[];

const [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
const server = await startChild(path.join(folder, 'model-server.ts'), {});
const { origin } = server.ready as { origin: string };
const environment = {
	...{ MODEL_ADDRESS: `${origin}/v1`, MODEL_KEY: 'sk-bench', REDIS_URL: redis.url, DATABASE_URL: postgres.url },
	...{ CONCURRENCY: String(CONCURRENCY), NODE_ENV: 'production', TRACES_ADDRESS: origin },
};
const children = {} as Record<Side, Child>;
for (const side of SIDES) children[side] = await startChild(path.join(folder, FILES[side]), environment);

async function control(delayMs: number): Promise<number> {
	const response = await fetch(`${origin}/control`, { method: 'POST', body: JSON.stringify({ delayMs }) });
	return ((await response.json()) as { answered: number }).answered;
}

/** Throws where the work took another number of model calls: then something else was measured. */
async function work(side: Side, runs: number, delayMs = 0): Promise<Took> {
	await control(delayMs);
	const { process: child } = children[side];
	child.send({ runs, atOnce: CONCURRENCY });
	const [took] = (await Promise.race([once(child, 'message'), failed(child, side)])) as [Took];
	const calls = await control(0);
	if (calls !== runs * MODEL_CALLS) throw new Error(`${side}: ${calls} model calls for ${runs} runs`);
	return took;
}

async function failed(child: Child['process'], side: Side): Promise<never> {
	await once(child, 'exit');
	throw new Error(`${side} has failed`);
}

const seen = Object.fromEntries(SIDES.map((side) => [side, [] as Took[]])) as Record<Side, Took[]>;
const waited = Object.fromEntries(SIDES.map((side) => [side, [] as number[]])) as Record<Side, number[]>;
for (const side of SIDES) await work(side, RUNS);
const order = [...SIDES];
for (let round = 0; round < ROUNDS; round += 1) {
	for (const side of order) seen[side].push(await work(side, RUNS));
	for (const side of order) waited[side].push((await work(side, CONCURRENCY * 10, MODEL_MS)).p50Ms);
	// Each comes first, last and between in turn.
	order.push(order.shift() as Side);
}

const speedOf = ({ seconds }: Took) => RUNS / seconds;
const peakOf = (side: Side) => Math.max(...seen[side].map(({ peakMiB }) => peakMiB));
/** Of each round, for the machine may be slower in the next one. */
const ratio = (one: Side, other: Side, of: (took: Took) => number) =>
	median(seen[one].map((took, round) => of(took) / of(seen[other][round] as Took)));
const told = (side: Side) => {
	const cpuMs = median(seen[side].map((took) => took.cpuMs));
	const peak = `${peakOf(side).toFixed(0)} MiB`;
	return `${median(seen[side].map(speedOf)).toFixed(0)} runs/s, ${cpuMs.toFixed(2)} ms processor a run, ${peak}, p50 ${median(waited[side]).toFixed(0)} ms`;
};
const figure = (metric: string, value: number, unit: string, note: string) =>
	print({ bench: 'teams', metric, value, unit, note });
const how = `median of ${ROUNDS} rounds of ${RUNS} runs, ${CONCURRENCY} at once`;

figure(
	'cpu_ratio_to_bare_fetch',
	ratio('memory', 'bare', ({ cpuMs }) => cpuMs),
	'ratio',
	`in memory, ${how}: ${told('memory')}`,
);
figure('in_memory_throughput_ratio_to_bare_fetch', ratio('memory', 'bare', speedOf), 'ratio', `in memory, ${how}`);
figure(
	'durable_throughput_ratio_to_bare_fetch',
	ratio('durable', 'bare', speedOf),
	'ratio',
	`PostgreSQL and the queue, ${how}: ${told('durable')}`,
);
figure('throughput_ratio_to_ai_sdk', ratio('memory', 'ai_sdk', speedOf), 'ratio', 'in memory');
figure('throughput_ratio_to_ai_sdk_durable', ratio('durable', 'ai_sdk', speedOf), 'ratio', 'PostgreSQL and the queue');
figure('throughput_ratio_to_openai_agents', ratio('memory', 'openai_agents', speedOf), 'ratio', 'in memory');
figure('throughput_ratio_to_langgraph', ratio('memory', 'langgraph', speedOf), 'ratio', 'in memory');
figure(
	'rss_ratio_to_bare_fetch',
	peakOf('memory') / peakOf('bare'),
	'ratio',
	'in memory, the most that each process ever had',
);
figure(
	'p50_ratio_to_ideal',
	median(waited.memory) / IDEAL_MS,
	'ratio',
	`in memory, a model of ${MODEL_MS} ms, ideal ${IDEAL_MS} ms`,
);
figure('p50_ratio_to_ideal_durable', median(waited.durable) / IDEAL_MS, 'ratio', 'PostgreSQL and the queue');
figure(
	'cpu_ratio_to_bare_fetch_baseline',
	median(seen.bare.map(({ cpuMs }) => cpuMs)),
	'ms',
	`five requests by fetch with the least JSON: ${told('bare')}`,
);
for (const metric of ['in_memory_throughput_ratio_to_bare_fetch', 'durable_throughput_ratio_to_bare_fetch'])
	figure(`${metric}_baseline`, median(seen.bare.map(speedOf)), 'runs/s', 'bare fetch');
figure('throughput_ratio_to_ai_sdk_baseline', median(seen.ai_sdk.map(speedOf)), 'runs/s', `ai: ${told('ai_sdk')}`);
figure(
	'throughput_ratio_to_openai_agents_baseline',
	median(seen.openai_agents.map(speedOf)),
	'runs/s',
	`@openai/agents: ${told('openai_agents')}`,
);
figure(
	'throughput_ratio_to_langgraph_baseline',
	median(seen.langgraph.map(speedOf)),
	'runs/s',
	`LangGraph: ${told('langgraph')}`,
);
figure('rss_ratio_to_bare_fetch_baseline', peakOf('bare'), 'MiB', 'bare fetch');
figure('p50_ratio_to_ideal_baseline', median(waited.bare), 'ms', 'bare fetch');

for (const side of SIDES) await children[side].stop();
await server.stop();
await postgres.remove();
await redis.remove();
// A kept connection must not keep the process.
process.exit();
