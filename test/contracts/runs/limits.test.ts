/** What a run may not do, on every store. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { RunContext } from '../../../engine/ports/run-context.ts';
import { need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { request, startTestEngine, type TestEngine } from './engine.ts';

const TENANT = 'acme';
/** As JSON, with its two quotes. */
const MEBIBYTE = 1024 * 1024;

for (const adapter of STORES) {
	need('redis', ...adapter.needs)(`limits of runs on ${adapter.name}`, () => {
		let store: OpenStore;
		let redis: RedisServer;
		let engine: TestEngine;
		const kinds = {
			wordy: (run: RunContext<{ text: string; times: number }>) =>
				run.step('words', async () => run.input.text.repeat(run.input.times)),
		};

		beforeAll(async () => {
			[store, redis] = await Promise.all([adapter.open(), startRedis()]);
			engine = await startTestEngine({ database: store.database, redisUrl: redis.url, kinds });
		});
		afterAll(async () => {
			await engine?.close();
			await store?.close();
			await redis?.remove();
		});

		const ended = async (kind: string, input: object = {}) => {
			const [accepted] = await engine.runs.submit(TENANT, [{ request: request(kind, [input]) }]);
			return engine.runs.get(TENANT, accepted?.id ?? '', { waitMs: 60_000 });
		};

		it('fails a run of a kind that this release does not know', async () => {
			verifies('runs.outdated');
			const result = await ended('of-tomorrow');
			expect(result).toMatchObject({ state: 'failed', results: [{ error: { code: 'run-outdated' } }] });
		});

		it('records a result of 1 MiB, and refuses a longer one', async () => {
			verifies('runs.step-size');
			// Counted as UTF-8: this letter has two bytes.
			const fitting = { text: 'é', times: (MEBIBYTE - 2) / 2 };
			expect(await ended('wordy', fitting)).toMatchObject({ state: 'succeeded' });
			expect(await ended('wordy', { ...fitting, times: fitting.times + 1 })).toMatchObject({
				state: 'failed',
				results: [{ error: { code: 'step-result-too-large' } }],
			});
		});
	});
}
