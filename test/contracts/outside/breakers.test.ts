/** What breakers promise to several workers at once. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRedisBreakers, type RedisBreakersOptions } from '../../../engine/adapters/redis/breakers.ts';
import { createRedisConnect } from '../../../engine/adapters/redis/connection.ts';
import type { Breakers, Entered } from '../../../engine/ports/breakers.ts';
import { need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { verifies } from '../../verifies.ts';
import { unstopped } from './fakes.ts';

need('redis')('breakers over Redis', () => {
	let server: RedisServer;
	let connect: ReturnType<typeof createRedisConnect>;
	const clients: ReturnType<typeof connect>[] = [];
	let names = 0;

	beforeAll(async () => {
		server = await startRedis();
		connect = createRedisConnect({ url: server.url });
	});
	afterAll(async () => {
		for (const client of clients) client.disconnect();
		await server?.remove();
	});

	/** As another worker would have them. */
	function another(options: Partial<RedisBreakersOptions> = {}): Breakers {
		const redis = connect();
		clients.push(redis);
		return createRedisBreakers({ redis, ...options });
	}
	const enter = (breakers: Breakers, name: string) => breakers.enter(name, unstopped);
	async function ask(breakers: Breakers, name: string, ...outcomes: ('success' | 'failure')[]): Promise<void> {
		for (const outcome of outcomes) await breakers.record(name, (await enter(breakers, name)) as Entered, outcome);
	}
	/** The client, which says when an outcome has been recorded. */
	function hearing(redis: ReturnType<typeof connect>, told: () => void): ReturnType<typeof connect> {
		return new Proxy(redis, {
			get(client, name) {
				const value = Reflect.get(client, name, client) as unknown;
				if (typeof value !== 'function') return value;
				if (name !== 'sophiaBreakerRecord') return value.bind(client);
				return async (...values: unknown[]) => {
					await value.apply(client, values);
					told();
				};
			},
		});
	}
	const times = (count: number, outcome: 'success' | 'failure') => Array.from({ length: count }, () => outcome);
	const newName = () => `acme:openai/model-${names++}`;

	it('opens for all workers after more than 3 failures that are more than half', async () => {
		verifies('models.breaker');
		const [here, there] = [another(), another()];
		const name = newName();
		await ask(here, name, ...times(2, 'failure'));
		await ask(there, name, 'failure');
		expect([await enter(here, name), await enter(there, name)]).toEqual(['closed', 'closed']);
		await ask(there, name, 'failure');
		expect([await enter(here, name), await enter(there, name)]).toEqual(['open', 'open']);
	});

	it('stays closed while no more than half fail, however many', async () => {
		const here = another();
		const name = newName();
		await ask(here, name, ...times(20, 'success'), ...times(20, 'failure'));
		expect(await enter(here, name)).toBe('closed');
		await ask(here, name, 'failure');
		expect(await enter(here, name)).toBe('open');
	});

	it('believes for a moment that nothing fails, and tells of the successes of that time in one go', async () => {
		verifies('models.breaker');
		const redis = connect();
		clients.push(redis);
		const here = createRedisBreakers({ redis, believedMs: 60_000 });
		const name = newName();
		await ask(here, name, ...times(5, 'success'));
		expect(await redis.exists(`sophia:breaker:${name}`)).toBe(0);
		// What fails is told at once, and with it what went well before: 5 of 9 requests did.
		await ask(here, name, ...times(4, 'failure'));
		const told = Object.entries(await redis.hgetall(`sophia:breaker:${name}`));
		const sum = (kind: string) =>
			told.filter(([field]) => field.startsWith(kind)).reduce((all, [, count]) => all + Number(count), 0);
		expect([sum('s'), sum('f')]).toEqual([5, 4]);
		expect(await enter(here, name)).toBe('closed');
		await ask(here, name, ...times(2, 'failure'));
		expect(await enter(here, name)).toBe('open');
	});

	it('believes nothing where something has failed: the next request of any worker sees the breaker as it is', async () => {
		const [here, there] = [another({ believedMs: 60_000 }), another({ believedMs: 60_000 })];
		const name = newName();
		await ask(here, name, 'failure');
		expect(await enter(there, name)).toBe('closed');
		await ask(here, name, ...times(3, 'failure'));
		expect(await enter(there, name)).toBe('open');
	});

	it('tells of successes when that moment is over, though nobody asks again', async () => {
		const redis = connect();
		clients.push(redis);
		const heard = Promise.withResolvers<void>();
		const here = createRedisBreakers({ redis: hearing(redis, heard.resolve), believedMs: 1 });
		const name = newName();
		await ask(here, name, ...times(3, 'success'));
		await heard.promise;
		expect(Object.values(await redis.hgetall(`sophia:breaker:${name}`))).toEqual(['3']);
	});

	it('keeps names apart', async () => {
		const here = another();
		const [name, other] = [newName(), newName()];
		await ask(here, name, ...times(4, 'failure'));
		expect([await enter(here, name), await enter(here, other)]).toEqual(['open', 'closed']);
	});

	it('forgets failures of more than a minute ago', async () => {
		const redis = connect();
		clients.push(redis);
		const here = createRedisBreakers({ redis });
		const name = newName();
		const [seconds = '0'] = (await redis.time()) as unknown as string[];
		const minuteAgo = Math.floor((Number(seconds) * 1_000 - 61_000) / 5_000);
		await redis.hset(`sophia:breaker:${name}`, `f${minuteAgo}`, 100);
		await ask(here, name, ...times(3, 'failure'));
		expect(await enter(here, name)).toBe('closed');
	});

	describe('half-open', () => {
		/** Its time of being open is over at once. */
		const halfOpen = async (options: Partial<RedisBreakersOptions> = {}) => {
			const name = newName();
			const here = another({ openMs: 0, ...options });
			await ask(here, name, ...times(4, 'failure'));
			return { name, here };
		};

		const isProbe = (entered: string): entered is Entered => entered.startsWith('probe ');
		const probe = async (breakers: Breakers, name: string): Promise<Entered> => {
			const entered = await enter(breakers, name);
			if (!isProbe(entered)) throw new Error(`is ${entered}`);
			return entered;
		};

		it('lets one probe through, over all workers', async () => {
			const { name, here } = await halfOpen();
			const workers = [here, another(), another()];
			const entered = await Promise.all(
				Array.from({ length: 30 }, (_, at) => enter(workers[at % 3] as Breakers, name)),
			);
			expect(entered.filter(isProbe)).toHaveLength(1);
			expect(entered.filter((one) => one === 'open')).toHaveLength(29);
		});

		it('is closed by a probe that succeeds, with nothing held against it', async () => {
			const { name, here } = await halfOpen();
			await ask(here, name, 'success', ...times(3, 'failure'));
			expect(await enter(here, name)).toBe('closed');
		});

		it('is open again after a probe that fails', async () => {
			const { name, here } = await halfOpen();
			const long = another({ openMs: 60_000 });
			await long.record(name, await probe(here, name), 'failure');
			expect(await enter(here, name)).toBe('open');
		});

		it('lets another probe through when the first is lost with its worker', async () => {
			const { name, here } = await halfOpen({ probeMs: 0 });
			expect(await probe(here, name)).not.toBe(await probe(here, name));
		});

		it('lets another probe through after one that says nothing', async () => {
			const { name, here } = await halfOpen();
			await here.record(name, await probe(here, name), 'neutral');
			await probe(here, name);
			expect(await enter(here, name)).toBe('open');
		});

		it('hears nothing of a probe that counted as lost', async () => {
			const { name, here } = await halfOpen({ probeMs: 0 });
			const lost = await probe(here, name);
			const next = another({ openMs: 60_000 });
			const followed = await probe(next, name);
			await here.record(name, lost, 'success');
			await here.record(name, lost, 'failure');
			await next.record(name, followed, 'failure');
			expect(await enter(here, name)).toBe('open');
		});

		it('is not closed by a request that was under way when it opened', async () => {
			const { name, here } = await halfOpen({ openMs: 60_000 });
			await here.record(name, 'closed', 'success');
			expect(await enter(here, name)).toBe('open');
		});
	});

	it('counts as closed when Redis is away, at once or after a second, and loses no answer over a count', async () => {
		const errors: Error[] = [];
		const redis = connect();
		redis.disconnect();
		const gone = createRedisBreakers({ redis, onError: (error) => errors.push(error) });
		expect(await enter(gone, newName())).toBe('closed');
		await gone.record(newName(), 'closed', 'success');
		expect(errors).toHaveLength(2);
		// A client that hopes for its server keeps what it is told until then.
		const hoping = another();
		await server.stop();
		expect(await enter(hoping, newName())).toBe('closed');
		await hoping.record(newName(), 'closed', 'success');
		const stop = new AbortController();
		const entering = hoping.enter(newName(), stop.signal);
		stop.abort(new Error('cancelled'));
		await expect(entering).rejects.toThrow('cancelled');
		await server.restart();
	});
});
