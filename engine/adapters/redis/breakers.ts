/**
 * Breakers over Redis, by its clock: every worker adds to the same counts and sees the same state. A breaker opens after
 * more than 3 failures in 60 s that are also more than half of the requests; then it lets one probe through, whose
 * success closes it.
 */
import type { Redis } from 'ioredis';
import { RetryableError } from '../../errors.ts';
import type { Breakers } from '../../ports/breakers.ts';

export type RedisBreakersOptions = {
	redis: Redis;
	/** Keeps installations on one Redis apart. */
	prefix?: string;
	/** So long an open breaker lets nobody through. */
	openMs?: number;
	/** A probe of which nothing was heard for so long is lost: its worker died. Longer than any request. */
	probeMs?: number;
	/** Hears of outcomes that could not be recorded. */
	onError?: (error: Error) => void;
};

const WINDOW_MS = 60_000;
/** More than so many failures open it. */
const FAILURES = 3;
/** The window is counted in so many parts, and forgets the oldest. */
const PARTS = 12;
const PART_MS = WINDOW_MS / PARTS;

const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** `openUntil`: set while it is open or half-open; `probeUntil`: while a probe is under way. */
const ENTER = `${NOW}
local openUntil = tonumber(redis.call('HGET', KEYS[1], 'openUntil'))
if not openUntil then return 'closed' end
if now < openUntil then return 'open' end
if now < (tonumber(redis.call('HGET', KEYS[1], 'probeUntil')) or 0) then return 'open' end
redis.call('HSET', KEYS[1], 'probeUntil', string.format('%.0f', now + ARGV[1]))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'probe'`;

/** A success of a request that began before the breaker opened says nothing about the provider now: only a probe closes. */
const RECORD = `${NOW}
local failed, openMs, partMs, parts = ARGV[1] == 'failure', tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local openUntil = tonumber(redis.call('HGET', KEYS[1], 'openUntil'))
if openUntil then
	if ARGV[7] ~= 'probe' then return end
	redis.call('DEL', KEYS[1])
	if not failed then return end
else
	local part = math.floor(now / partMs)
	redis.call('HINCRBY', KEYS[1], (failed and 'f' or 's') .. part, 1)
	redis.call('PEXPIRE', KEYS[1], ARGV[6])
	if not failed then return end
	local failures, all = 0, 0
	local kept = redis.call('HGETALL', KEYS[1])
	for at = 1, #kept, 2 do
		local kind, of = string.sub(kept[at], 1, 1), tonumber(string.sub(kept[at], 2))
		if of and of > part - parts then
			all = all + kept[at + 1]
			if kind == 'f' then failures = failures + kept[at + 1] end
		elseif of then
			redis.call('HDEL', KEYS[1], kept[at])
		end
	end
	if failures <= tonumber(ARGV[5]) or failures * 2 <= all then return end
	redis.call('DEL', KEYS[1])
end
redis.call('HSET', KEYS[1], 'openUntil', string.format('%.0f', now + openMs))
redis.call('PEXPIRE', KEYS[1], ARGV[6])`;

export function createRedisBreakers({
	redis,
	prefix = 'sophia',
	openMs = 30_000,
	probeMs = 45_000,
	onError = () => {},
}: RedisBreakersOptions): Breakers {
	const forgetMs = openMs + probeMs + 2 * WINDOW_MS;
	const keyOf = (name: string) => `${prefix}:breaker:${name}`;
	const run = async (script: string, name: string, values: (string | number)[]): Promise<unknown> => {
		try {
			return await redis.eval(script, 1, keyOf(name), ...values);
		} catch (error) {
			throw new RetryableError('queue-unavailable', undefined, {
				notDone: true,
				details: { reason: (error as Error).name },
			});
		}
	};
	return {
		async enter(name, signal) {
			signal.throwIfAborted();
			return (await run(ENTER, name, [probeMs, forgetMs])) as 'closed' | 'probe' | 'open';
		},
		async record(name, entered, outcome) {
			// The answer is there and paid for: a count that is lost is no reason to lose it.
			await run(RECORD, name, [outcome, openMs, PART_MS, PARTS, FAILURES, forgetMs, entered]).catch(onError);
		},
	};
}
