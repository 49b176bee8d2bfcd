/** Callbacks that are lost, repeated and refused, and callers that are gone: on every store, against n8n's answers. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttpCallbackClient } from '../../../engine/adapters/callback/http.ts';
import type { RunContext } from '../../../engine/ports/run-context.ts';
import { pause, until } from '../../crash/waiting.ts';
import { need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { type Kinds, request, startTestEngine, type TestEngine } from './engine.ts';
import { type ResumeAnswer, startWaitingExecution, type WaitingExecution } from './waiting-execution.ts';

const TENANT = 'acme';
const CALL_USD = 0.001;
/** Longer than any pause between two callbacks. */
const LONG_S = 600;

for (const adapter of STORES) {
	need('redis', ...adapter.needs)(`callbacks on ${adapter.name}`, () => {
		let store: OpenStore;
		let redis: RedisServer;
		let engine: TestEngine;
		let execution: WaitingExecution;
		/** Work for money that was done for the run `spend`, and the end of its code. */
		let work: { calls: number; ended: PromiseWithResolvers<void> };

		const kinds: Kinds = {
			quick: async () => 'done',
			async spend(run: RunContext) {
				try {
					for (let number = 1; ; number += 1) {
						await run.spend(`model call ${number}`, CALL_USD, async () => {
							work.calls += 1;
							return { value: number, usedUsd: CALL_USD };
						});
						await pause(20);
					}
				} finally {
					work.ended.resolve();
				}
			},
		};

		beforeAll(async () => {
			[store, redis] = await Promise.all([adapter.open(), startRedis()]);
			engine = await startTestEngine({
				...{ database: store.database, redisUrl: redis.url, kinds },
				callbackClient: createHttpCallbackClient(),
			});
		});
		afterAll(async () => {
			await engine?.close();
			await store?.close();
			await redis?.remove();
		});
		beforeEach(async () => {
			work = { calls: 0, ended: Promise.withResolvers() };
			execution = await startWaitingExecution('waiting');
		});
		afterEach(() => execution.stop());

		const submit = async (kind: string, url = execution.url) => {
			const more = { budgetUsd: 100, callback: { url } };
			const [accepted] = await engine.runs.submit(TENANT, [{ request: request(kind, [{}], more) }]);
			return accepted?.id ?? '';
		};
		const end = (id: string) => engine.runs.get(TENANT, id, { waitMs: 60_000 });
		/** As if that time had gone by since the last callbacks. */
		const passTime = (seconds: number) =>
			store.database.system((query) =>
				query(
					`update runs set callback_at = callback_at - $1 * interval '1 second',
						callback_missing_since = callback_missing_since - $1 * interval '1 second'`,
					[seconds],
				),
			);
		const row = (id: string) =>
			store.database.system(async (query) => {
				type Row = { callback_state: string; callback_tries: number; callback_missing: number; leased: boolean };
				const [found] = await query<Row>('select * from runs where id = $1', [id]);
				return found as Row;
			});
		const received = (count: number) =>
			until(`${count} requests`, () => execution.received.length >= count || undefined);
		const posts = () => execution.received.filter(({ method }) => method === 'POST');
		/** Whoever had been due by then has been called when this resolves. */
		const everyoneCalled = async () => {
			await passTime(LONG_S);
			const other = await startWaitingExecution('finished-already');
			const id = await submit('quick', other.url);
			await until('delivered', async () => (await row(id)).callback_state === 'delivered' || undefined);
			await other.stop();
		};

		it('carries the id of the run and nothing else, and comes again until the result is collected', async () => {
			verifies('callbacks.until-collected');
			execution.answer('resumed');
			const id = await submit('quick');
			await received(2);
			expect(posts().map(({ body }) => JSON.parse(body))).toEqual(posts().map(() => ({ id })));
			await engine.runs.collect(TENANT, id);
			const before = execution.received.length;
			await everyoneCalled();
			// One that was under way when the result was collected may still have come in.
			expect(execution.received.length - before).toBeLessThanOrEqual(1);
			expect(await row(id)).toMatchObject({ callback_state: 'delivered' });
		});

		it.each<[string, ResumeAnswer[]]>([
			['whose first answer was lost', ['resumed-unheard', 'finished-already']],
			['that comes before the execution has parked', ['running-already', 'running-already', 'finished-already']],
		])('one %s is repeated until the execution has finished', async (_, answers) => {
			verifies('callbacks.until-collected');
			execution.answer(...answers);
			const id = await submit('quick');
			await until('delivered', async () => (await row(id)).callback_state === 'delivered' || undefined);
			expect(execution.received).toHaveLength(answers.length);
			await everyoneCalled();
			expect(execution.received).toHaveLength(answers.length);
		});

		it('is delivered after it was refused for a minute', async () => {
			verifies('callbacks.refused-for-a-minute');
			const id = await submit('quick');
			await execution.stop();
			for (let seconds = 0; seconds < 60; seconds += 10) {
				const { callback_tries: before } = await row(id);
				await passTime(10);
				await until('a try', async () => (await row(id)).callback_tries > before || undefined);
			}
			expect((await row(id)).callback_state).toBe('pending');
			execution.answer('resumed');
			await execution.start();
			await passTime(LONG_S);
			await received(1);
			expect(await engine.runs.collect(TENANT, id)).toMatchObject({ state: 'succeeded', collected: true });
			expect(await row(id)).toMatchObject({ callback_state: 'delivered' });
		});

		it('stops where the execution has failed meanwhile, and keeps the result', async () => {
			execution.answer('finished-with-error');
			const id = await submit('quick');
			await until('gone', async () => (await row(id)).callback_state === 'gone' || undefined);
			await everyoneCalled();
			expect(execution.received).toHaveLength(1);
			expect(await end(id)).toMatchObject({ state: 'succeeded' });
		});

		describe('while the run goes on', () => {
			/** The engine asks, and has understood the answer. */
			const probe = async (id: string, answer: ResumeAnswer, missing: number, seconds = 20) => {
				execution.answer(answer);
				const count = execution.received.length;
				await passTime(seconds);
				await received(count + 1);
				await until(`${missing} answers that there is none`, async () => {
					const { callback_missing, callback_state } = await row(id);
					return callback_state === 'gone' || callback_missing === missing || undefined;
				});
			};

			it.each<ResumeAnswer>(['finished-already', 'finished-with-error'])(
				'ends a run whose caller is gone (%s), and spends nothing more',
				async (answer) => {
					verifies('callbacks.gone-means-stop');
					const id = await submit('spend');
					await until('work', () => work.calls > 0 || undefined);
					execution.answer(answer);
					await passTime(20);
					expect(await end(id)).toMatchObject({ state: 'cancelled' });
					await spendingHasStopped(id);
					expect(execution.received.map(({ method }) => method)).toEqual(['GET']);
				},
			);

			it.each<ResumeAnswer>(['unknown', 'of-another'])(
				'takes a missing execution (%s) for gone after three answers in at least a minute, and spends nothing more',
				async (answer) => {
					verifies('callbacks.gone-means-stop', 'callbacks.missing-is-not-gone');
					const id = await submit('spend');
					await until('work', () => work.calls > 0 || undefined);
					for (const missing of [1, 2, 3]) await probe(id, answer, missing);
					// Three times, but not for a minute yet.
					expect(await engine.runs.get(TENANT, id)).toMatchObject({ state: 'running' });
					await probe(id, answer, 4);
					expect(await end(id)).toMatchObject({ state: 'cancelled' });
					await spendingHasStopped(id);
				},
			);

			it('goes on where the execution is found again', async () => {
				verifies('callbacks.missing-is-not-gone');
				const id = await submit('spend');
				for (const missing of [1, 2]) await probe(id, 'unknown', missing);
				await probe(id, 'waiting', 0);
				// For two minutes, but only twice.
				for (const missing of [1, 2]) await probe(id, 'unknown', missing, 120);
				await probe(id, 'waiting', 0);
				expect(await engine.runs.get(TENANT, id)).toMatchObject({ state: 'running' });
				await engine.runs.cancel(TENANT, id);
				await work.ended.promise;
			});

			async function spendingHasStopped(id: string): Promise<void> {
				await work.ended.promise;
				const { calls } = work;
				const { spentUsd } = await engine.runs.get(TENANT, id);
				// A call that was under way when the run ended stays reserved.
				expect(spentUsd).toBeGreaterThan((calls - 0.5) * CALL_USD);
				await everyoneCalled();
				expect(await engine.runs.get(TENANT, id)).toMatchObject({ state: 'cancelled', spentUsd });
				expect(work.calls).toBe(calls);
			}
		});
	});
}
