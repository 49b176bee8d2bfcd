/** What durable runs promise, on every store and a real Redis. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RetryableError, TerminalError } from '../../../engine/errors.ts';
import type { RunContext } from '../../../engine/ports/run-context.ts';
import { need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { type Kinds, request, startTestEngine, type TestEngine } from './engine.ts';

const T = 'acme';

for (const adapter of STORES) {
	need('redis', ...adapter.needs)(`durable runs on ${adapter.name}`, () => {
		let store: OpenStore;
		let redis: RedisServer;
		let engine: TestEngine | undefined;

		beforeAll(async () => {
			[store, redis] = await Promise.all([adapter.open(), startRedis()]);
		});
		afterAll(async () => {
			await store?.close();
			await redis?.remove();
		});

		const withEngine = async (
			kinds: Kinds,
			work: (engine: TestEngine) => Promise<void>,
			more: { worker?: boolean } = {},
		) => {
			engine = await startTestEngine({ database: store.database, redisUrl: redis.url, kinds, ...more });
			try {
				await work(engine);
			} finally {
				await engine.close();
			}
		};
		const end = async ({ runs }: TestEngine, id: string) => runs.get(T, id, { waitMs: 20_000 });

		it('records a run before it is accepted, runs it and keeps its value', async () => {
			verifies('runs.recorded-first');
			const kinds = { double: async (run: RunContext<{ n: number }>) => ({ n: run.input.n * 2 }) };
			await withEngine(kinds, async (engine) => {
				const [accepted] = await engine.runs.submit(T, [{ request: request('double', [{ n: 21 }]) }]);
				const result = await end(engine, accepted?.id ?? '');
				expect(result).toMatchObject({ state: 'succeeded', collected: false, spentUsd: 0 });
				expect(result.results).toEqual([{ index: 0, state: 'succeeded', value: { n: 42 } }]);
			});
		});

		it('answers one result for each input, in order, and fails only where all fail', async () => {
			verifies('runs.result-per-input');
			const kinds = {
				picky: async (run: RunContext<{ n: number }>) => {
					if (run.input.n % 2 === 0) throw new TerminalError('call-unknown');
					return { n: run.input.n };
				},
			};
			await withEngine(kinds, async (engine) => {
				const submissions = [
					[{ n: 1 }, { n: 2 }, { n: 3 }],
					[{ n: 2 }, { n: 4 }],
				].map((inputs) => ({
					request: request('picky', inputs),
				}));
				const [some, none] = await engine.runs.submit(T, submissions);
				const first = await end(engine, some?.id ?? '');
				expect(first.state).toBe('succeeded');
				expect(first.results.map(({ index, value, error }) => [index, value ?? error?.code])).toEqual([
					[0, { n: 1 }],
					[1, 'call-unknown'],
					[2, { n: 3 }],
				]);
				const second = await end(engine, none?.id ?? '');
				expect(second.state).toBe('failed');
				expect(second.results.map(({ error }) => error?.code)).toEqual(['call-unknown', 'call-unknown']);
			});
		});

		it('computes a recorded step once, also when the attempt after it is tried again', async () => {
			verifies('runs.step-once');
			let computed = 0;
			let tries = 0;
			const kinds = {
				flaky: async (run: RunContext) => {
					const seen = await run.step('count', async () => ({ computed: ++computed }));
					tries += 1;
					if (tries < 3) throw new RetryableError('vendor-unavailable', 'again', { retryAfterMs: 10 });
					return seen;
				},
			};
			await withEngine(kinds, async (engine) => {
				const [accepted] = await engine.runs.submit(T, [{ request: request('flaky') }]);
				const result = await end(engine, accepted?.id ?? '');
				expect(result.results[0]?.value).toEqual({ computed: 1 });
				expect(tries).toBe(3);
				expect(computed).toBe(1);
			});
		});

		it('refuses a step name that is used twice', async () => {
			verifies('runs.step-names');
			const kinds = {
				twice: async (run: RunContext) => {
					await run.step('same', async () => 1);
					await run.step('same', async () => 2);
				},
			};
			await withEngine(kinds, async (engine) => {
				const [accepted] = await engine.runs.submit(T, [{ request: request('twice') }]);
				const result = await end(engine, accepted?.id ?? '');
				expect(result.results[0]?.error?.code).toBe('step-name-used');
			});
		});

		it('gives its slot back while its children work, and gets their outcomes in its own order', async () => {
			verifies('runs.children');
			const kinds = {
				parent: async (run: RunContext) => {
					const children = await run.children<{ n: number }>(
						'child',
						[3, 1, 2].map((n) => ({ key: `k${n}`, input: { n } })),
					);
					return children.map(({ key, value, error }) => [key, value?.n ?? error?.code]);
				},
				child: async (run: RunContext<{ n: number }>) => {
					if (run.input.n === 2) throw new TerminalError('transcript-missing');
					return { n: run.input.n * 10 };
				},
			};
			await withEngine(kinds, async (engine) => {
				const [accepted] = await engine.runs.submit(T, [{ request: request('parent') }]);
				const result = await end(engine, accepted?.id ?? '');
				expect(result.results[0]?.value).toEqual([
					['k3', 30],
					['k1', 10],
					['k2', 'transcript-missing'],
				]);
			});
		});

		it('sleeps in the store, not in a slot', async () => {
			const kinds = {
				sleepy: async (run: RunContext) => {
					await run.sleepUntil('nap', new Date(run.requestedAt.getTime() + 300));
					return 'rested';
				},
			};
			await withEngine(kinds, async (engine) => {
				const [accepted] = await engine.runs.submit(T, [{ request: request('sleepy') }]);
				const states: string[] = [];
				for await (const event of engine.runs.events(T, accepted?.id ?? '', AbortSignal.timeout(10_000))) {
					if (event.type === 'state') states.push(event.state);
				}
				expect(states.at(-1)).toBe('succeeded');
				expect((await end(engine, accepted?.id ?? '')).results[0]?.value).toBe('rested');
			});
		});

		it('knows an Idempotency-Key: the same request is the same run, another one is refused', async () => {
			verifies('runs.idempotency');
			let ran = 0;
			const kinds = {
				once: async () => ({ ran: ++ran }),
				fails: async () => Promise.reject(new TerminalError('internal')),
			};
			await withEngine(kinds, async (engine) => {
				const idempotencyKey = crypto.randomUUID();
				const submissions = Array.from({ length: 6 }, () => ({
					request: request('once', [{ a: 1, b: 2 }]),
					idempotencyKey,
				}));
				const answers = await Promise.all(submissions.map((one) => engine.runs.submit(T, [one])));
				expect(new Set(answers.map(([one]) => one?.id)).size).toBe(1);
				await end(engine, answers[0]?.[0]?.id ?? '');
				expect(ran).toBe(1);
				const reordered = { request: request('once', [{ b: 2, a: 1 }]), idempotencyKey };
				expect((await engine.runs.submit(T, [reordered]))[0]?.id).toBe(answers[0]?.[0]?.id);
				const other = [{ request: request('once') }, { request: request('once', [{ a: 9 }]), idempotencyKey }];
				await expect(engine.runs.submit(T, other)).rejects.toMatchObject({ code: 'idempotency-conflict' });

				const failing = { request: request('fails'), idempotencyKey: crypto.randomUUID() };
				const [first] = await engine.runs.submit(T, [failing]);
				await end(engine, first?.id ?? '');
				const [again] = await engine.runs.submit(T, [failing]);
				expect(again?.id).not.toBe(first?.id);
			});
		});

		it('cancels a tree, and what was cancelled writes nothing more', async () => {
			verifies('runs.cancel');
			const begun = Promise.withResolvers<void>();
			const aborted = Promise.withResolvers<unknown>();
			const kinds = {
				parent: async (run: RunContext) => run.children('slow', [{ key: 'a', input: {} }]),
				slow: async (run: RunContext) => {
					begun.resolve();
					await new Promise((resolve) => run.signal.addEventListener('abort', resolve));
					aborted.resolve(run.signal.reason);
					await run.step('too late', async () => 1);
				},
			};
			await withEngine(kinds, async (engine) => {
				const [accepted] = await engine.runs.submit(T, [{ request: request('parent') }]);
				await begun.promise;
				expect(await engine.runs.cancel(T, accepted?.id ?? '')).toMatchObject({ state: 'cancelled' });
				expect(await aborted.promise).toMatchObject({ code: 'run-superseded' });
				await expect(engine.runs.cancel(T, accepted?.id ?? '')).resolves.toMatchObject({ state: 'cancelled' });
			});
		});

		it('ends at its deadline with what it has reported', async () => {
			verifies('runs.deadline');
			const kinds = {
				long: async (run: RunContext) => {
					await run.report({ reached: 'half' });
					await new Promise((_, reject) => run.signal.addEventListener('abort', () => reject(run.signal.reason)));
				},
			};
			await withEngine(kinds, async (engine) => {
				const [accepted] = await engine.runs.submit(T, [{ request: request('long', [{}], { deadlineSeconds: 1 }) }]);
				const result = await end(engine, accepted?.id ?? '');
				expect(result.state).toBe('timed-out');
				expect(result.results[0]).toMatchObject({ value: { reached: 'half' }, error: { code: 'run-timed-out' } });
			});
		});

		it('runs what was accepted while Redis had lost everything', async () => {
			verifies('runs.redis-emptied');
			await withEngine(
				{},
				async (engine) => {
					const [accepted] = await engine.runs.submit(T, [{ request: request('late') }]);
					await redis.flush();
					await engine.work({ late: async () => 'done' });
					expect((await end(engine, accepted?.id ?? '')).results[0]?.value).toBe('done');
				},
				{ worker: false },
			);
		});

		it('collects only what has ended, again and again', async () => {
			verifies('runs.collect');
			const go = Promise.withResolvers<void>();
			await withEngine({ held: async () => go.promise.then(() => 'end') }, async (engine) => {
				const [accepted] = await engine.runs.submit(T, [{ request: request('held') }]);
				const id = accepted?.id ?? '';
				await expect(engine.runs.collect(T, id)).rejects.toMatchObject({ code: 'run-not-finished' });
				go.resolve();
				expect(await end(engine, id)).toMatchObject({ collected: false });
				for (const _ of [1, 2]) expect(await engine.runs.collect(T, id)).toMatchObject({ collected: true });
				await expect(engine.runs.collect(T, 'no-such-run')).rejects.toMatchObject({ code: 'run-unknown' });
				await expect(engine.runs.collect('other', id)).rejects.toMatchObject({ code: 'run-unknown' });
			});
		});

		it('gives a run back that crashes again and again, after ten times', async () => {
			verifies('runs.ten-crashes');
			await withEngine(
				{},
				async (engine) => {
					const [accepted] = await engine.runs.submit(T, [{ request: request('deadly') }]);
					const id = accepted?.id ?? '';
					let epochs = 0;
					// A worker that takes the run and is never heard of again: what a crash looks like to the store.
					while ((await engine.stores.runs.state(T, id)) !== 'failed') {
						const claimed = await engine.stores.attempts.claim({ tenant: T, runId: id, turn: 0 }, 'a dead worker');
						if (claimed) epochs = claimed.epoch;
						else await new Promise((resolve) => setTimeout(resolve, 50));
					}
					expect(epochs).toBe(10);
					expect((await end(engine, id)).results[0]?.error?.code).toBe('run-crashed');
				},
				{ worker: false },
			);
		});

		it('keeps an attempt from writing once another one has the run', async () => {
			verifies('runs.epoch');
			await withEngine(
				{},
				async ({ runs, stores }) => {
					const [accepted] = await runs.submit(T, [{ request: request('x') }]);
					const queued = { tenant: T, runId: accepted?.id ?? '', turn: 0 };
					const old = await stores.attempts.claim(queued, 'w1');
					if (!old) throw new Error('not claimed');
					await stores.sweep.leave('w1');
					const next = await stores.attempts.claim(queued, 'w2');
					expect(next?.epoch).toBe(2);
					const times = { deadlineMs: 100, graceMs: 0 };
					expect(await stores.attempts.recordStep(old, 's', 1)).toBe(false);
					expect(await stores.attempts.addChildren(old, 'k', [{ id: 'c', key: 'c', input: 1 }])).toBeUndefined();
					expect(await stores.attempts.suspend(old, 'children')).toBe(false);
					expect(await stores.attempts.report(old, 1)).toBe(false);
					expect(await stores.attempts.progress(old, 't', 1, 2)).toBe(false);
					expect(await stores.attempts.finish(old, { state: 'succeeded' })).toBeUndefined();
					expect(await stores.effects.intend(old, 'key', 'message', times)).toBeUndefined();
					expect(await stores.budgets.reserve(old, old.rootId, 'm', 1)).toBeUndefined();
					expect(await stores.attempts.recordStep(next as never, 's', 1)).toBe(true);
				},
				{ worker: false },
			);
		});
	});
}
