/** Session memory where its host wants it: in the Redis of the queue, or in a cluster of its own. */
import { createTokens } from '../adapters/models/tokens.ts';
import { createRedisClusterConnect } from '../adapters/redis/connection.ts';
import { createRedisSessionMemory, type RedisSessionMemoryOptions } from '../adapters/redis/session-memory.ts';
import { addToSession } from '../domain/teams/session/add.ts';
import type { Log } from '../ports/log.ts';
import type { Tokens } from '../ports/tokens.ts';

export type SessionPlace = {
	/** The connection of the queue, used without a cluster; it belongs to the caller. */
	redis: RedisSessionMemoryOptions['redis'];
	/** Addresses of some nodes; undefined: there is no cluster. */
	cluster: readonly string[] | undefined;
	log: Log;
};

/** Connects in the background and again after each loss. */
export function openSessions({ redis, cluster, log }: SessionPlace) {
	if (cluster === undefined) return { memory: sessionMemoryOver(redis, createTokens(), log), close() {} };
	let down = false;
	const connect = createRedisClusterConnect({
		urls: cluster,
		onError: (error) => {
			if (!down) log.warn({ err: error }, 'the Redis Cluster of sessions does not answer');
			down = true;
		},
	});
	const client = connect();
	client.on('ready', () => {
		if (down) log.info({}, 'the Redis Cluster of sessions is back');
		down = false;
	});
	return { memory: sessionMemoryOver(client, createTokens(), log), close: () => client.disconnect() };
}

export function sessionMemoryOver(redis: RedisSessionMemoryOptions['redis'], tokens: Tokens, log: Log) {
	return createRedisSessionMemory({ redis, add: addToSession(tokens), log });
}
