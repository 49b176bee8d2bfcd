/** Connections to Redis: to the one server of REDIS_URL, or to the nodes of a cluster, which session memory can use. */
import { Cluster, Redis } from 'ioredis';

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

export type RedisClusterOptions = Omit<RedisConnectionOptions, 'url'> & {
	/** Some of the nodes; they name the others. */
	nodes: readonly { host: string; port: number }[];
};

/** The queue cannot use it: its keys are in many slots. */
export function createRedisClusterConnect({ nodes, onError = () => {} }: RedisClusterOptions): () => Cluster {
	return () => {
		const cluster = new Cluster(
			nodes.map(({ host, port }) => ({ host, port })),
			{ clusterRetryStrategy: (attempt) => Math.min(attempt * 50, LONGEST_PAUSE_MS) },
		);
		cluster.on('error', onError);
		return cluster;
	};
}
