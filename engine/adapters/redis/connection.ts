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
	/** Some of the nodes, `redis://` or `rediss://`; they name the others. All take the sign-in of the first. */
	urls: readonly string[];
};

const DEFAULT_PORT = 6379;

/** The queue cannot use it: its keys are in many slots. */
export function createRedisClusterConnect({ urls, onError = () => {} }: RedisClusterOptions): () => Cluster {
	const nodes = urls.map((url) => new URL(url));
	const [{ protocol, username, password } = new URL('redis://127.0.0.1')] = nodes;
	return () => {
		const cluster = new Cluster(
			nodes.map(({ hostname, port }) => ({
				host: hostname.replace(/^\[|\]$/g, ''),
				port: Number(port) || DEFAULT_PORT,
			})),
			{
				clusterRetryStrategy: (attempt) => Math.min(attempt * 50, LONGEST_PAUSE_MS),
				redisOptions: {
					...(username ? { username: decodeURIComponent(username) } : {}),
					...(password ? { password: decodeURIComponent(password) } : {}),
					...(protocol === 'rediss:' ? { tls: {} } : {}),
				},
			},
		);
		cluster.on('error', onError);
		return cluster;
	};
}
