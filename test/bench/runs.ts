/**
 * What a durable run costs over a bare BullMQ job: submitted over HTTP, recorded, run (it does nothing), collected. Two
 * processes on each side: one that asks and one that works.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { startPostgres } from '../servers/postgres.ts';
import { startRedis } from '../servers/redis.ts';
import { startChild } from './shared/child.ts';
import { concurrently, median, option, print, quantile } from './shared/figures.ts';
import type { Client } from './shared/http.ts';
import { IDLE_RUN, type IdleSetup, startIdleSetup } from './shared/idle-setup.ts';

const { Queue, QueueEvents } = createRequire(new URL('../../engine/package.json', import.meta.url))('bullmq');

const CONCURRENCY = 64;
const BATCH = 100;
const ROUNDS = option('rounds', 5);
const RUNS = option('runs', 2_000);
const LATENCY_RUNS = option('latency-runs', 300);

type Accepted = { id: string };

const redis = await startRedis();
const postgres = await startPostgres();
try {
	const bare = await startBare(redis.url);
	await measure(
		'PostgreSQL',
		await startIdleSetup({ redisUrl: redis.url, databaseUrl: postgres.url, sockets: CONCURRENCY }),
		bare,
		'',
	);
	await measure('PGlite', await startIdleSetup({ redisUrl: redis.url, sockets: CONCURRENCY }), bare, '_pglite');
	await bare.close();
} finally {
	await postgres.remove();
	await redis.remove();
}

type Bare = Awaited<ReturnType<typeof startBare>>;

/** Rounds of both sides take turns, so that a slow minute of the machine meets both. */
async function measure(store: string, setup: IdleSetup, bare: Bare, suffix: string): Promise<void> {
	const { client } = setup;
	await single(client, RUNS / 4);
	await bare.throughput(RUNS);
	const seen = {
		single: [] as number[],
		batch: [] as number[],
		bare: [] as number[],
		ours: [] as number[],
		theirs: [] as number[],
	};
	for (let round = 0; round < ROUNDS; round += 1) {
		seen.bare.push(await bare.throughput(RUNS * 2));
		seen.single.push(await single(client, RUNS));
		seen.batch.push(await batches(client, RUNS * 2));
		seen.theirs.push(...(await bare.latencies(LATENCY_RUNS / ROUNDS)));
		seen.ours.push(...(await latencies(client, LATENCY_RUNS / ROUNDS)));
	}
	await setup.close();
	const baseline = median(seen.bare);
	const how = `${store}, median of ${ROUNDS} rounds`;
	const figure = (metric: string, value: number, unit: string, note: string) =>
		print({
			bench: 'runs',
			metric: metric.replace(/(_ratio|_baseline|_per_s|_ms)$/, `${suffix}$1`),
			value,
			unit,
			note,
		});
	figure('throughput_per_s', median(seen.single), 'runs/s', `${how}, concurrency ${CONCURRENCY}`);
	figure('throughput_baseline', baseline, 'jobs/s', 'bare BullMQ: add, process, completed event');
	figure('throughput_ratio', median(seen.single) / baseline, 'ratio', how);
	figure('batch_throughput_per_s', median(seen.batch), 'runs/s', `${how}, ${BATCH} runs a request`);
	figure('batch_throughput_ratio', median(seen.batch) / baseline, 'ratio', how);
	figure(
		'latency_p50_ms',
		median(seen.ours),
		'ms',
		`${how}, one at a time; p99 ${quantile(seen.ours, 0.99).toFixed(1)} ms`,
	);
	figure('latency_p50_baseline', median(seen.theirs), 'ms', 'bare BullMQ: add to completed, one at a time');
	figure('latency_p50_ratio', median(seen.ours) / median(seen.theirs), 'ratio', how);
}

async function finish(client: Client, id: string): Promise<void> {
	await client.request('GET', `/v1/runs/${id}?wait=30s`);
	const { state } = await client.request<{ state: string }>('POST', `/v1/runs/${id}/collect`);
	if (state !== 'succeeded') throw new Error(`the run ${id} is ${state}`);
}

/** Runs a second, one run a request. */
async function single(client: Client, count: number): Promise<number> {
	const began = performance.now();
	await concurrently(Array.from({ length: count }), CONCURRENCY, async () => {
		const { id } = await client.request<Accepted>('POST', '/v1/runs', IDLE_RUN);
		await finish(client, id);
	});
	return count / ((performance.now() - began) / 1000);
}

/** Runs a second, BATCH runs a request. */
async function batches(client: Client, count: number): Promise<number> {
	const body = Array.from({ length: BATCH }, () => IDLE_RUN);
	const ids: string[] = [];
	const began = performance.now();
	await concurrently(Array.from({ length: count / BATCH }), 4, async () => {
		const accepted = await client.request<Accepted[]>('POST', '/v1/runs', body);
		ids.push(...accepted.map(({ id }) => id));
		await concurrently(
			accepted.map(({ id }) => id),
			CONCURRENCY / 4,
			(id) => finish(client, id),
		);
	});
	return ids.length / ((performance.now() - began) / 1000);
}

async function latencies(client: Client, count: number): Promise<number[]> {
	const seen: number[] = [];
	for (let n = 0; n < count; n += 1) {
		const began = performance.now();
		const { id } = await client.request<Accepted>('POST', '/v1/runs', IDLE_RUN);
		await finish(client, id);
		seen.push(performance.now() - began);
	}
	return seen;
}

async function startBare(redisUrl: string) {
	const file = path.join(import.meta.dirname, 'shared/bullmq-worker.ts');
	const worker = await startChild(file, { REDIS_URL: redisUrl, CONCURRENCY: String(CONCURRENCY) });
	const queue = new Queue('bare', { connection: { url: redisUrl } });
	const events = new QueueEvents('bare', { connection: { url: redisUrl } });
	await events.waitUntilReady();
	const waiting = new Map<string, () => void>();
	events.on('completed', ({ jobId }: { jobId: string }) => {
		waiting.get(jobId)?.();
		waiting.delete(jobId);
	});
	let next = 0;
	const one = () =>
		new Promise<void>((resolve, reject) => {
			next += 1;
			const jobId = `job-${next}`;
			waiting.set(jobId, resolve);
			queue.add('job', {}, { jobId, removeOnComplete: true }).catch(reject);
		});
	return {
		async throughput(count: number): Promise<number> {
			const began = performance.now();
			await concurrently(Array.from({ length: count }), CONCURRENCY, one);
			return count / ((performance.now() - began) / 1000);
		},
		async latencies(count: number): Promise<number[]> {
			const seen: number[] = [];
			for (let n = 0; n < count; n += 1) {
				const began = performance.now();
				await one();
				seen.push(performance.now() - began);
			}
			return seen;
		},
		async close() {
			await events.close();
			await queue.close();
			await worker.stop();
		},
	};
}
