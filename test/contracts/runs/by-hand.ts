/** An engine without a worker on a real store: the test makes each move itself. */
import { startRedis } from '../../servers/redis.ts';
import type { OpenStore, STORES } from '../../servers/stores.ts';
import { startTestEngine, type TestEngine } from './engine.ts';

export type EngineByHand = { store: OpenStore; engine: TestEngine; close(): Promise<void> };

export async function startEngineByHand(adapter: (typeof STORES)[number]): Promise<EngineByHand> {
	const [store, redis] = await Promise.all([adapter.open(), startRedis()]);
	const engine = await startTestEngine({ database: store.database, redisUrl: redis.url, kinds: {}, worker: false });
	// The sweeper shall not take what `w` holds for orphaned.
	await store.database.system((query) => query(`insert into workers values ('w', now() + interval '1 hour')`));
	return {
		store,
		engine,
		async close() {
			await engine.close();
			await store.close();
			await redis.remove();
		},
	};
}
