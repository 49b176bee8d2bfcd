/** What Redis does with sessions in one go, so that nothing comes between. */
import type { Cluster, Redis } from 'ioredis';

// The scores of the index are milliseconds by the clock of Redis; a reader whose index is broken still reads.
const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** KEYS: the index, sessions. ARGV: seconds they are kept, users. What expired meanwhile is not there again. */
const TOUCH = `${NOW}
for at = 2, #KEYS do
	if redis.call('EXPIRE', KEYS[at], ARGV[1]) == 1 then redis.pcall('ZADD', KEYS[1], 'XX', now, ARGV[at]) end
end
redis.call('EXPIRE', KEYS[1], ARGV[1])`;

/** KEYS: sessions. What is no string is answered as an empty one. */
const READ = `
local found = {}
for at = 1, #KEYS do
	local kept = redis.pcall('GET', KEYS[at])
	if type(kept) == 'table' then kept = '' end
	found[at] = kept
end
return found`;

/** ARGV: seconds it is kept, the user, what it was when it was read (empty: not there, or no session), what it is now. */
const SWAP = `${NOW}
local kind = redis.call('TYPE', KEYS[2]).ok
local kept = kind == 'string' and redis.call('GET', KEYS[2]) or ''
if kept ~= ARGV[3] then return 0 end
if redis.call('TYPE', KEYS[1]).ok ~= 'zset' then redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[2], ARGV[4], 'EX', ARGV[1])
redis.call('ZADD', KEYS[1], now, ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[1] * 1000)
redis.call('EXPIRE', KEYS[1], ARGV[1])
return 1`;

/** ARGV: users. Answers how many sessions went. */
const ERASE = `
local gone = 0
for at = 2, #KEYS do
	gone = gone + redis.call('DEL', KEYS[at])
	redis.pcall('ZREM', KEYS[1], ARGV[at - 1])
end
return gone`;

type Values = (string | number | Buffer)[];

export type SessionCommands = {
	sophiaSessionReadBuffer(keys: number, ...values: Values): Promise<(Buffer | null)[]>;
	sophiaSessionTouch(keys: number, ...values: Values): Promise<null>;
	sophiaSessionSwap(keys: number, ...values: Values): Promise<number>;
	sophiaSessionErase(keys: number, ...values: Values): Promise<number>;
};

/** Redis knows the scripts by their hash; their text travels once. */
export function sessionCommands(redis: Redis | Cluster): SessionCommands {
	redis.defineCommand('sophiaSessionRead', { lua: READ });
	redis.defineCommand('sophiaSessionTouch', { lua: TOUCH });
	redis.defineCommand('sophiaSessionSwap', { lua: SWAP });
	redis.defineCommand('sophiaSessionErase', { lua: ERASE });
	return redis as unknown as SessionCommands;
}
