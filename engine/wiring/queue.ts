/** What Redis is for: the queue, quick word between processes, rate limits that hold for all of them, and session memory. */

import { systemClock } from '../adapters/clock/system.ts';
import { createBullmqQueue } from '../adapters/queue/bullmq.ts';
import { createRedisBreakers } from '../adapters/redis/breakers.ts';
import { createRedisConnect } from '../adapters/redis/connection.ts';
import { createRedisRateLimit } from '../adapters/redis/rate-limit.ts';
import { createRedisSignals } from '../adapters/redis/signals.ts';
import type { Config } from '../config.ts';
import type { Log } from '../ports/log.ts';
import { openSessions } from './sessions.ts';
import { within } from './within.ts';

/** Where the queue is, and the cluster of session memory if it has one of its own. */
export type RedisPlaces = { redisUrl: string } & Partial<Pick<Config, 'sessionsRedisCluster'>>;

export type Messaging = ReturnType<typeof openMessaging>;

const CLOSE_MS = 1_000;

/** Connects in the background and again after each loss: the engine starts while Redis is still away. */
export function openMessaging({ redisUrl, sessionsRedisCluster }: RedisPlaces, log: Log) {
	let down = false;
	const connect = createRedisConnect({
		url: redisUrl,
		onError: (error) => {
			// Every connection says so at every attempt; one line is enough until it is back.
			if (!down) log.warn({ err: error }, 'Redis does not answer');
			down = true;
		},
	});
	const redis = connect();
	redis.on('ready', () => {
		if (down) log.info({}, 'Redis is back');
		down = false;
	});
	const sessions = openSessions({ redis, cluster: sessionsRedisCluster, log });
	const queue = createBullmqQueue({ connect, log });
	const signals = createRedisSignals({ connect, log });
	return {
		queue,
		signals,
		rateLimit: createRedisRateLimit({ redis, clock: systemClock }),
		breakers: createRedisBreakers({
			redis,
			onError: (error) => log.warn({ err: error }, 'an outcome was not counted by its breaker'),
		}),
		sessions: sessions.memory,
		async close() {
			redis.disconnect();
			sessions.close();
			// Saying goodbye to a Redis that is away would wait for it.
			await within(CLOSE_MS, Promise.all([signals.close(), queue.close()])).catch((error: unknown) => {
				log.debug({ err: error }, 'Redis was not told that the engine ends');
			});
		},
	};
}
