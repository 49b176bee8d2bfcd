/** What every rate limit promises, to several processes at once. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRedisConnect } from '../../../engine/adapters/redis/connection.ts';
import { createRedisRateLimit } from '../../../engine/adapters/redis/rate-limit.ts';
import { RetryableError } from '../../../engine/errors.ts';
import type { Clock } from '../../../engine/ports/clock.ts';
import type { RateLimit } from '../../../engine/ports/rate-limit.ts';
import { type Need, need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { verifies } from '../../verifies.ts';
import { clock, errorOf, unstopped } from './fakes.ts';

type OpenRateLimits = {
	/** Makes a rate limit as another process would have it. */
	another(clock?: Clock): RateLimit;
	/** Takes the server away, until `back`. */
	away(): Promise<void>;
	back(): Promise<void>;
	close(): Promise<void>;
};

const ADAPTERS: { name: string; needs: Need[]; open(): Promise<OpenRateLimits> }[] = [
	{
		name: 'Redis',
		needs: ['redis'],
		async open() {
			const server: RedisServer = await startRedis();
			const connect = createRedisConnect({ url: server.url });
			const clients: ReturnType<typeof connect>[] = [];
			return {
				another(itsClock = clock) {
					const redis = connect();
					clients.push(redis);
					return createRedisRateLimit({ redis, clock: itsClock });
				},
				away: () => server.stop(),
				back: () => server.restart(),
				async close() {
					for (const client of clients) client.disconnect();
					await server.remove();
				},
			};
		},
	},
];

for (const adapter of ADAPTERS) {
	need(...adapter.needs)(`rate limits over ${adapter.name}`, () => {
		let limits: OpenRateLimits;
		let here: RateLimit;
		let there: RateLimit;
		let names = 0;

		beforeAll(async () => {
			limits = await adapter.open();
			here = limits.another();
			there = limits.another();
		});
		afterAll(() => limits?.close());

		const newName = () => `tenant-${++names}/gong`;
		/** When each of so many turns was given, ms. */
		const takeAll = (name: string, perSecond: number, takers: RateLimit[]) =>
			Promise.all(
				takers.map(async (limit) => {
					await limit.take(name, perSecond, unstopped);
					return clock.monotonicMs();
				}),
			);

		it('lets no second have more turns than allowed, however many processes ask', async () => {
			verifies('gong.one-limit');
			// Nobody sleeps here: a turn is when it was asked for plus the wait that was told. Both ends of the span in which
			// it was asked are kept, so that a slow machine makes the test milder, never wrong.
			let wait = 0;
			const told: Clock = {
				...clock,
				async sleep(ms) {
					wait = ms;
				},
			};
			const processes = [limits.another(told), limits.another(told), limits.another(told)];
			await fc.assert(
				fc.asyncProperty(
					fc.integer({ min: 1, max: 40 }),
					fc.array(fc.nat(2), { minLength: 45, maxLength: 90 }),
					async (perSecond, askers) => {
						const name = newName();
						const turns: { earliest: number; latest: number }[] = [];
						for (const asker of askers) {
							wait = 0;
							const before = clock.monotonicMs();
							await processes[asker]?.take(name, perSecond, unstopped);
							turns.push({ earliest: before + wait - 2, latest: clock.monotonicMs() + 1 + wait });
						}
						for (const [index, { earliest }] of turns.entries()) {
							const after = turns[index + perSecond];
							if (after) expect(after.latest - earliest).toBeGreaterThanOrEqual(1000);
						}
					},
				),
				{ numRuns: 30 },
			);
		});

		it('gives turns in the order they were asked for', async () => {
			const name = newName();
			const order: number[] = [];
			const takers = [here, here, here, here, here].map(async (limit, index) => {
				await limit.take(name, 50, unstopped);
				order.push(index);
			});
			await Promise.all(takers);
			expect(order).toEqual([0, 1, 2, 3, 4]);
		});

		it('keeps names apart', async () => {
			const slow = newName();
			await here.take(slow, 0.001, unstopped);
			await there.take(newName(), 0.001, unstopped);
			const waiting = here.take(slow, 0.001, AbortSignal.timeout(50));
			await expect(waiting).rejects.toThrow();
		});

		it('holds a pause for everybody, also for those who were waiting already', async () => {
			const name = newName();
			await here.take(name, 20, unstopped);
			const waiting = takeAll(name, 20, [here, there]);
			const paused = clock.monotonicMs();
			await there.pause(name, 400);
			for (const turn of [...(await waiting), ...(await takeAll(name, 20, [there]))]) {
				expect(turn - paused).toBeGreaterThanOrEqual(400);
			}
		});

		it('keeps the longer of two pauses', async () => {
			const name = newName();
			const paused = clock.monotonicMs();
			await here.pause(name, 300);
			await there.pause(name, 1);
			await here.take(name, 1000, unstopped);
			expect(clock.monotonicMs() - paused).toBeGreaterThanOrEqual(300);
		});

		it('hands a long pause back instead of waiting', async () => {
			const name = newName();
			await here.pause(name, 3_600_000);
			const error = await errorOf(there.take(name, 3, unstopped));
			expect(error).toBeInstanceOf(RetryableError);
			expect(error).toMatchObject({ code: 'vendor-rate-limited', notDone: true });
			const left = (error as RetryableError).retryAfterMs ?? 0;
			expect(left).toBeGreaterThan(3_500_000);
			expect(left).toBeLessThanOrEqual(3_600_000);
		});

		it('stops waiting with the reason of who stopped it', async () => {
			const name = newName();
			await here.take(name, 0.01, unstopped);
			const controller = new AbortController();
			const waiting = here.take(name, 0.01, controller.signal);
			controller.abort(new Error('enough'));
			await expect(waiting).rejects.toThrow('enough');
			await expect(here.take(newName(), 3, AbortSignal.abort(new Error('never began')))).rejects.toThrow('never began');
		});

		it('waits for a server that went away, as long as nobody stops it', async () => {
			await limits.away();
			const controller = new AbortController();
			const stopped = here.take(newName(), 3, controller.signal);
			const waiting = there.take(newName(), 3, unstopped);
			controller.abort(new Error('enough'));
			await expect(stopped).rejects.toThrow('enough');
			await limits.back();
			await waiting;
		});
	});
}
