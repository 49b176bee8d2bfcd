/** Connections to the Redis of REDIS_URL. One server today; Sentinel and Cluster would be other schemes of the address. */
import { Redis } from 'ioredis';

export type RedisConnectionOptions = {
	/** `redis://` or `rediss://`. */
	url: string;
	/** Hears of each lost connection; the message holds no password. */
	onError?: (error: Error) => void;
};

/** Longest pause between two attempts to connect again, ms. */
const LONGEST_PAUSE_MS = 2_000;

/** Each call makes a connection of its own, as blocking and listening clients need. It connects again by itself. */
export function createRedisConnect({ url, onError = () => {} }: RedisConnectionOptions): () => Redis {
	return () => {
		const redis = new Redis(url, {
			// BullMQ asks for it: a blocking read outlives any number of lost connections.
			maxRetriesPerRequest: null,
			retryStrategy: (attempt) => Math.min(attempt * 50, LONGEST_PAUSE_MS),
		});
		// Without a listener the library prints each error.
		redis.on('error', onError);
		return redis;
	};
}
