/**
 * Breakers over Redis, by its clock: every worker adds to the same counts and sees the same state. A breaker opens after
 * more than 3 failures in 60 s that are also more than half of the requests; then it lets one probe through, whose
 * success closes it.
 */
import type { Redis } from 'ioredis';
import { RetryableError } from '../../errors.ts';
import type { Breakers, Entered } from '../../ports/breakers.ts';

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

/** So long a breaker may take, ms. */
const PATIENCE_MS = 1_000;
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
	if ARGV[1] == 'neutral' then return redis.call('HDEL', KEYS[1], 'probeUntil') end
	redis.call('DEL', KEYS[1])
	if not failed then return end
elseif ARGV[1] ~= 'neutral' then
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
if not failed then return end
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
	/** Undefined where it fails or takes too long; then it is told, and goes on by itself. */
	const inTime = async <Value>(answer: Promise<Value>, signal?: AbortSignal): Promise<Value | undefined> => {
		const over = AbortSignal.timeout(PATIENCE_MS);
		const { promise: late, resolve } = Promise.withResolvers<undefined>();
		const stop = () => resolve(undefined);
		const signals = signal ? [over, signal] : [over];
		for (const one of signals) one.addEventListener('abort', stop, { once: true });
		const told = answer.catch((error: Error) => {
			onError(error);
			return undefined;
		});
		try {
			return await Promise.race([told, late]);
		} finally {
			for (const one of signals) one.removeEventListener('abort', stop);
			signal?.throwIfAborted();
		}
	};
	return {
		async enter(name, signal) {
			signal.throwIfAborted();
			const entered = run(ENTER, name, [probeMs, forgetMs]) as Promise<Entered | 'open'>;
			// Nobody may wait for a Redis that is away: without it every breaker counts as closed.
			return (await inTime(entered, signal)) ?? 'closed';
		},
		async record(name, entered, outcome) {
			// The answer is there and paid for: a count that is lost is no reason to lose it.
			const values = [outcome, openMs, PART_MS, PARTS, FAILURES, forgetMs, entered];
			await inTime(run(RECORD, name, values));
		},
	};
}
