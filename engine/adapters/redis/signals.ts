/** Word between processes over Redis publish and subscribe. What is lost is found in the store a little later. */
import type { Redis } from 'ioredis';
import type { Log } from '../../ports/log.ts';
import type { RunSignal, RunSignals } from '../../ports/run-signals.ts';

export type RedisSignalsOptions = {
	/** Makes a connection: a listening one can do nothing else. */
	connect: () => Redis;
	/** Keeps installations on one Redis apart. */
	prefix?: string;
	log: Log;
};

/** Listeners of this process hear at once, those of others through Redis. */
export function createRedisSignals({ connect, log, prefix = 'sophia' }: RedisSignalsOptions): RunSignals {
	const channel = `${prefix}:signals`;
	const own = crypto.randomUUID();
	const listeners = new Set<(signal: RunSignal) => void>();
	const sender = connect();
	const receiver = connect();
	const tell = (signal: RunSignal) => {
		for (const listener of listeners) listener(signal);
	};
	receiver.on('message', (_channel: string, text: string) => {
		const { from, ...signal } = JSON.parse(text) as RunSignal & { from: string };
		if (from !== own) tell(signal);
	});
	for (const client of [sender, receiver]) {
		client.on('error', (error: Error) => log.debug({ err: error.message }, 'signals have lost Redis'));
	}
	receiver.subscribe(channel).catch(() => {});

	return {
		publish(signal) {
			tell(signal);
			if (sender.status !== 'ready') return;
			sender.publish(channel, JSON.stringify({ ...signal, from: own })).catch(() => {});
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async close() {
			listeners.clear();
			sender.disconnect();
			receiver.disconnect();
		},
	};
}
