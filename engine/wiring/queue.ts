/** What Redis is for: the queue, quick word between processes, rate limits that hold for all of them, and session memory. */

import { systemClock } from '../adapters/clock/system.ts';
import { createTokens } from '../adapters/models/tokens.ts';
import { createBullmqQueue } from '../adapters/queue/bullmq.ts';
import { createRedisBreakers } from '../adapters/redis/breakers.ts';
import { createRedisConnect } from '../adapters/redis/connection.ts';
import { createRedisRateLimit } from '../adapters/redis/rate-limit.ts';
import { createRedisSessionMemory } from '../adapters/redis/session-memory.ts';
import { createRedisSignals } from '../adapters/redis/signals.ts';
import { addToSession } from '../domain/teams/session/add.ts';
import type { Log } from '../ports/log.ts';
import type { Tokens } from '../ports/tokens.ts';
import { within } from './within.ts';

export type Messaging = ReturnType<typeof openMessaging>;

const CLOSE_MS = 1_000;

/** Connects in the background and again after each loss: the engine starts while Redis is still away. */
export function openMessaging(redisUrl: string, log: Log) {
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
		sessions: sessionMemoryOver(redis, createTokens(), log),
		async close() {
			redis.disconnect();
			// Saying goodbye to a Redis that is away would wait for it.
			await within(CLOSE_MS, Promise.all([signals.close(), queue.close()])).catch((error: unknown) => {
				log.debug({ err: error }, 'Redis was not told that the engine ends');
			});
		},
	};
}

/** `redis`: one server, or the client of a cluster. */
export function sessionMemoryOver(
	redis: Parameters<typeof createRedisSessionMemory>[0]['redis'],
	tokens: Tokens,
	log: Log,
) {
	return createRedisSessionMemory({ redis, add: addToSession(tokens), log });
}
