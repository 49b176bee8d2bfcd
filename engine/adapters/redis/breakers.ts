/**
 * Breakers over Redis, by its clock: every worker adds to the same counts and sees the same state. A breaker opens after
 * more than 3 failures in 60 s that are also more than half of the requests; then it lets one probe through, whose
 * success closes it. Where nothing has failed for 60 s, a worker believes so for a moment, and tells of its successes in
 * one go: that is most of the time, and else each request would be asked about and told of.
 */
import type { Redis, Result } from 'ioredis';
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
	/** So long a worker believes that nothing fails, and saves its successes to tell of them in one go. */
	believedMs?: number;
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

/** `openUntil`: set while it is open or half-open; `probeUntil`: while the probe of that number is under way. */
const ENTER = `${NOW}
local partMs, parts = tonumber(ARGV[3]), tonumber(ARGV[4])
local kept, part = redis.call('HGETALL', KEYS[1]), math.floor(now / partMs)
local openUntil, probeUntil, failed = nil, 0, false
for at = 1, #kept, 2 do
	local field, value = kept[at], kept[at + 1]
	if field == 'openUntil' then openUntil = value
	elseif field == 'probeUntil' then probeUntil = tonumber(value)
	elseif string.sub(field, 1, 1) == 'f' and tonumber(string.sub(field, 2)) > part - parts then failed = true end
end
if not openUntil then return failed and 'closed' or 'healthy' end
if now < tonumber(openUntil) or now < probeUntil then return 'open' end
redis.call('HSET', KEYS[1], 'probeUntil', string.format('%.0f', now + ARGV[1]))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'probe ' .. openUntil .. '-' .. redis.call('HINCRBY', KEYS[1], 'probe', 1)`;

/** A success of a request that began before the breaker opened says nothing about the provider now: only its probe closes. */
const RECORD = `${NOW}
local failed, openMs, partMs, parts = ARGV[1] == 'failure', tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local open = redis.call('HMGET', KEYS[1], 'openUntil', 'probe', 'probeUntil')
if open[1] then
	if not open[3] or now >= tonumber(open[3]) or ARGV[7] ~= 'probe ' .. open[1] .. '-' .. open[2] then return end
	if ARGV[1] == 'neutral' then return redis.call('HDEL', KEYS[1], 'probeUntil') end
	if not failed then return redis.call('DEL', KEYS[1]) end
	redis.call('HDEL', KEYS[1], 'probeUntil')
elseif ARGV[1] ~= 'neutral' then
	local part, successes = math.floor(now / partMs), tonumber(ARGV[8])
	local fresh = successes > 0 and redis.call('HINCRBY', KEYS[1], 's' .. part, successes) == successes
	if failed then redis.call('HINCRBY', KEYS[1], 'f' .. part, 1) end
	redis.call('PEXPIRE', KEYS[1], ARGV[6])
	if not failed and not fresh then return end
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
	if not failed or failures <= tonumber(ARGV[5]) or failures * 2 <= all then return end
	redis.call('DEL', KEYS[1])
end
if not failed then return end
redis.call('HSET', KEYS[1], 'openUntil', string.format('%.0f', now + openMs))
redis.call('PEXPIRE', KEYS[1], ARGV[6])`;

type Commands = {
	sophiaBreakerEnter(key: string, ...values: (string | number)[]): Result<string, { type: 'default' }>;
	sophiaBreakerRecord(key: string, ...values: (string | number)[]): Result<null, { type: 'default' }>;
};

/** Redis knows the scripts by their hash; their text travels once. */
function commandsOf(redis: Redis): Commands {
	redis.defineCommand('sophiaBreakerEnter', { numberOfKeys: 1, lua: ENTER });
	redis.defineCommand('sophiaBreakerRecord', { numberOfKeys: 1, lua: RECORD });
	return redis as unknown as Commands;
}

/** A name of which nothing has failed lately, anywhere: for how long that is believed, and successes not told yet. */
type Healthy = { until: number; successes: number };

export function createRedisBreakers({
	redis,
	prefix = 'sophia',
	openMs = 30_000,
	probeMs = 45_000,
	believedMs = 200,
	onError = () => {},
}: RedisBreakersOptions): Breakers {
	const commands = commandsOf(redis);
	const healthy = new Map<string, Healthy>();
	const forgetMs = openMs + probeMs + 2 * WINDOW_MS;
	const keyOf = (name: string) => `${prefix}:breaker:${name}`;

	async function tell(name: string, entered: Entered, outcome: string, successes: number): Promise<void> {
		const values = [outcome, openMs, PART_MS, PARTS, FAILURES, forgetMs, entered, successes];
		// The answer is there and paid for: a count that is lost is no reason to lose it.
		await inTime(commands.sophiaBreakerRecord(keyOf(name), ...values), onError);
	}

	/** Successes that were not told yet; whoever takes them tells of them. */
	function taken(name: string): number {
		const known = healthy.get(name);
		if (!known) return 0;
		healthy.delete(name);
		return known.successes;
	}

	function believe(name: string): void {
		if (healthy.has(name)) return;
		healthy.set(name, { until: performance.now() + believedMs, successes: 0 });
		const over = setTimeout(() => {
			const successes = taken(name);
			if (successes > 0) void tell(name, 'closed', 'success', successes);
		}, believedMs);
		over.unref();
	}

	return {
		async enter(name, signal) {
			signal.throwIfAborted();
			const known = healthy.get(name);
			if (known && performance.now() < known.until) return 'closed';
			const entering = commands.sophiaBreakerEnter(keyOf(name), probeMs, forgetMs, PART_MS, PARTS);
			// Nobody may wait for a Redis that is away: without it every breaker counts as closed.
			const entered = (await inTime(entering, onError, signal)) ?? 'closed';
			if (entered !== 'healthy') return entered as Entered | 'open';
			believe(name);
			return 'closed';
		},
		async record(name, entered, outcome) {
			const known = healthy.get(name);
			if (known && entered === 'closed' && outcome === 'success') {
				known.successes += 1;
				return;
			}
			if (outcome === 'neutral' && entered === 'closed') return;
			const failed = outcome === 'failure' ? taken(name) : 0;
			await tell(name, entered, outcome, outcome === 'success' ? 1 : failed);
		},
	};
}

/** Undefined where it fails or takes too long; then it is told, and goes on by itself. */
async function inTime<Value>(
	answer: Promise<Value>,
	onError: (error: Error) => void,
	signal?: AbortSignal,
): Promise<Value | undefined> {
	const { promise: late, resolve } = Promise.withResolvers<undefined>();
	const stop = () => resolve(undefined);
	const timer = setTimeout(stop, PATIENCE_MS);
	signal?.addEventListener('abort', stop, { once: true });
	const told = answer.catch((error: Error) => {
		onError(new RetryableError('queue-unavailable', undefined, { details: { reason: error.name } }));
		return undefined;
	});
	try {
		return await Promise.race([told, late]);
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', stop);
		signal?.throwIfAborted();
	}
}
