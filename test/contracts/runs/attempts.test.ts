/** What one attempt at a run may not do to the next one, nor one run to another. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RetryableError, TerminalError } from '../../../engine/errors.ts';
import type { RunContext } from '../../../engine/ports/run-context.ts';
import { need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { type Kinds, request, startTestEngine, type TestEngine } from './engine.ts';

const T = 'acme';

for (const adapter of STORES) {
	need('redis', ...adapter.needs)(`attempts on ${adapter.name}`, () => {
		let store: OpenStore;
		let redis: RedisServer;

		beforeAll(async () => {
			[store, redis] = await Promise.all([adapter.open(), startRedis()]);
		});
		afterAll(async () => {
			await store?.close();
			await redis?.remove();
		});

		const start = (kinds: Kinds) => startTestEngine({ database: store.database, redisUrl: redis.url, kinds });
		const submit = async (engine: TestEngine, kind: string) => {
			const [accepted] = await engine.runs.submit(T, [{ request: request(kind) }]);
			return accepted?.id ?? '';
		};
		const row = (id: string) =>
			store.database.tenant(T, async (query) => {
				const [found] = await query<{ state: string; epoch: number }>('select * from runs where id = $1', [id]);
				return found;
			});

		it('keeps what PostgreSQL cannot store from holding up a run: half a character, a NUL', async () => {
			const text = 'a\0b\ud800c\\u0000';
			const seen: unknown[] = [];
			let tries = 0;
			const kinds = {
				strange: async (run: RunContext) => {
					seen.push(await run.step('read', async () => ({ [text]: text })));
					await run.report({ text });
					run.progress(text, 1, 1);
					tries += 1;
					if (tries < 2) throw new RetryableError('vendor-unavailable', text, { retryAfterMs: 10 });
					return { text };
				},
			};
			const engine = await start(kinds);
			try {
				const result = await engine.runs.get(T, await submit(engine, 'strange'), { waitMs: 10_000 });
				expect(result.state).toBe('succeeded');
				const stored = 'a\ufffdb\ufffdc\\u0000';
				expect(result.results[0]?.value).toEqual({ text: stored });
				expect(seen).toEqual([{ [stored]: stored }, { [stored]: stored }]);
			} finally {
				await engine.close();
			}
		});

		it('keeps what a run had reported before it failed', async () => {
			const kinds = {
				half: async (run: RunContext) => {
					await run.report({ sent: 3 });
					throw new TerminalError('call-unknown');
				},
			};
			const engine = await start(kinds);
			try {
				const result = await engine.runs.get(T, await submit(engine, 'half'), { waitMs: 10_000 });
				expect(result.state).toBe('failed');
				expect(result.results[0]).toMatchObject({ value: { sent: 3 }, error: { code: 'call-unknown' } });
			} finally {
				await engine.close();
			}
		});

		it('fails a run whose value cannot be written down', async () => {
			const engine = await start({ big: async () => ({ count: 1n }) });
			try {
				const result = await engine.runs.get(T, await submit(engine, 'big'), { waitMs: 10_000 });
				expect(result).toMatchObject({ state: 'failed', results: [{ error: { code: 'run-failed' } }] });
			} finally {
				await engine.close();
			}
		});

		it('adds the children that a replay asks for and an earlier attempt had not', async () => {
			let attempts = 0;
			const kinds = {
				parent: async (run: RunContext) => {
					attempts += 1;
					const keys = attempts === 1 ? ['a', 'b'] : ['a', 'c'];
					const children = await run.children(
						'child',
						keys.map((key) => ({ key, input: key })),
					);
					return children.map(({ key, value }) => [key, value]);
				},
				child: async (run: RunContext<string>) => run.input,
			};
			const engine = await start(kinds);
			try {
				const result = await engine.runs.get(T, await submit(engine, 'parent'), { waitMs: 10_000 });
				expect(result.results[0]).toMatchObject({
					value: [
						['a', 'a'],
						['c', 'c'],
					],
				});
			} finally {
				await engine.close();
			}
		});

		it('leaves the next attempt alone when the one before it ends late in the same process', async () => {
			const begun = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
			const go = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
			const aborted: boolean[] = [];
			let attempts = 0;
			const kinds = {
				deaf: async (run: RunContext) => {
					const number = attempts++;
					begun[number]?.resolve();
					await go[number]?.promise;
					aborted[number] = run.signal.aborted;
					return number;
				},
			};
			const engine = await start(kinds);
			try {
				const id = await submit(engine, 'deaf');
				await begun[0]?.promise;
				// As the sweeper of another engine does where this process was not heard of for a while.
				const orphan = `update runs set state = 'queued', worker = null, queued_at = now() - interval '1 hour' where id = $1`;
				await store.database.tenant(T, (query) => query(orphan, [id]));
				await begun[1]?.promise;
				go[0]?.resolve();
				// Longer than the two heartbeats after which a run that nobody works on is given back.
				await new Promise((resolve) => setTimeout(resolve, 1_000));
				go[1]?.resolve();
				const result = await engine.runs.get(T, id, { waitMs: 10_000 });
				expect(result.results[0]?.value).toBe(1);
				expect(aborted).toEqual([true, false]);
				expect(await row(id)).toMatchObject({ epoch: 2 });
			} finally {
				for (const { resolve } of go) resolve();
				await engine.close();
			}
		});

		it('takes no value from code that was stopped with its process and went on regardless', async () => {
			const begun = Promise.withResolvers<void>();
			const kinds = {
				stubborn: async (run: RunContext) => {
					begun.resolve();
					await new Promise((resolve) => run.signal.addEventListener('abort', resolve));
					return 'half';
				},
			};
			const engine = await start(kinds);
			const id = await submit(engine, 'stubborn');
			await begun.promise;
			await engine.close();
			expect(await row(id)).toMatchObject({ state: 'queued' });
			const next = await start({ stubborn: async () => 'whole' });
			try {
				expect((await next.runs.get(T, id, { waitMs: 20_000 })).results[0]?.value).toBe('whole');
			} finally {
				await next.close();
			}
		});
	});
}
