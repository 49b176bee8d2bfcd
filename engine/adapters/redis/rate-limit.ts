/**
 * Rate limits over Redis: turns are handed out in the order they are asked for, evenly spaced, by the clock of Redis, so
 * that processes with other clocks keep the same limit.
 */
import type { Redis } from 'ioredis';
import { RetryableError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RateLimit } from '../../ports/rate-limit.ts';

export type RedisRateLimitOptions = {
	redis: Redis;
	clock: Clock;
	/** Keeps installations on one Redis apart. */
	prefix?: string;
};

/** Requests arrive less evenly than they leave: a tenth more room keeps those of any second within the limit. */
const MARGIN = 1.1;

// Times are microseconds since 1970, written with %.0f because Lua would round them to 14 digits.
const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]`;

/** Waiting for longer would keep a worker's slot for nothing. */
const LONGEST_PAUSE_MS = 30_000;

/** Reserves the next turn; answers the milliseconds until then. A long pause is answered as a negative number. */
const TAKE = `${NOW}
local kept = redis.call('HMGET', KEYS[1], 'next', 'paused')
local pause = (tonumber(kept[2]) or 0) - now
if pause > ARGV[2] * 1000 then return -math.ceil(pause / 1000) end
local turn = math.max(now, tonumber(kept[1]) or 0, tonumber(kept[2]) or 0)
local following = turn + ARGV[1]
redis.call('HSET', KEYS[1], 'next', string.format('%.0f', following))
redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', following / 1000 + 1000))
return math.ceil((turn - now) / 1000)`;

/** Keeps the longer of two pauses. */
const PAUSE = `${NOW}
local kept = redis.call('HMGET', KEYS[1], 'next', 'paused')
local paused = math.max(now + ARGV[1] * 1000, tonumber(kept[2]) or 0)
redis.call('HSET', KEYS[1], 'paused', string.format('%.0f', paused))
local expiry = math.max(paused, tonumber(kept[1]) or 0)
redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', expiry / 1000 + 1000))`;

/** 1 while paused. */
const PAUSED = `${NOW}
return now < (tonumber(redis.call('HGET', KEYS[1], 'paused')) or 0) and 1 or 0`;

export function createRedisRateLimit({ redis, clock, prefix = 'sophia' }: RedisRateLimitOptions): RateLimit {
	const run = async (script: string, name: string, values: number[], signal?: AbortSignal): Promise<number> => {
		try {
			const answer = redis.eval(script, 1, `${prefix}:limit:${name}`, ...values);
			return Number(await (signal ? untilAborted(answer, signal) : answer));
		} catch (error) {
			signal?.throwIfAborted();
			throw new RetryableError('queue-unavailable', undefined, {
				notDone: true,
				details: { reason: (error as Error).name },
			});
		}
	};

	return {
		async take(name, perSecond, signal) {
			const spacing = Math.ceil((1_000_000 * MARGIN) / perSecond);
			for (;;) {
				signal.throwIfAborted();
				const wait = await run(TAKE, name, [spacing, LONGEST_PAUSE_MS], signal);
				if (wait === 0) return;
				if (wait < 0)
					throw new RetryableError('vendor-rate-limited', undefined, { notDone: true, retryAfterMs: -wait });
				// Timers may fire a little early.
				await clock.sleep(wait + 1, signal);
				// A pause that began meanwhile holds for turns that were reserved before, too.
				if ((await run(PAUSED, name, [], signal)) === 0) return;
			}
		},
		async pause(name, ms) {
			await run(PAUSE, name, [Math.ceil(ms)]);
		},
	};
}

/** Gives up waiting, not the command: that is on its way. */
async function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
	const { promise: aborted, reject } = Promise.withResolvers<never>();
	const onAbort = () => reject(signal.reason);
	signal.addEventListener('abort', onAbort, { once: true });
	try {
		return await Promise.race([promise, aborted]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
}
