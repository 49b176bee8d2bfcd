/** A real Redis Cluster of three nodes for tests: each owns a third of the slots. */
import { createRedisConnect } from '../../engine/adapters/redis/connection.ts';
import { type RedisServer, startRedis } from './redis.ts';

type Redis = ReturnType<ReturnType<typeof createRedisConnect>>;

export type RedisCluster = {
	/** `redis://` address of each node. */
	readonly urls: readonly string[];
	remove(): Promise<void>;
};

const SLOTS = 16_384;
const HOST = '127.0.0.1';

/** Resolves when every node says that all slots are served. */
export async function startRedisCluster(): Promise<RedisCluster> {
	const servers: RedisServer[] = [];
	for (let at = 0; at < 3; at += 1) servers.push(await startRedis({ appendOnly: false, cluster: true }));
	const nodes = servers.map(({ url, busPort }) => ({ host: HOST, port: Number(new URL(url).port), busPort }));
	const clients = servers.map(({ url }) => createRedisConnect({ url })());
	try {
		for (const [at, client] of clients.entries()) {
			const from = Math.floor((SLOTS * at) / nodes.length);
			const to = Math.floor((SLOTS * (at + 1)) / nodes.length) - 1;
			await client.call('CLUSTER', 'ADDSLOTSRANGE', from, to);
			for (const { port, busPort } of nodes) await client.call('CLUSTER', 'MEET', HOST, port, busPort);
		}
		for (const client of clients) await untilWhole(client, nodes.length);
	} finally {
		for (const client of clients) client.disconnect();
	}
	return {
		urls: servers.map(({ url }) => url),
		async remove() {
			for (const server of servers) await server.remove();
		},
	};
}

/** The nodes tell each other by gossip, and nobody tells us: they are asked. */
async function untilWhole(client: Redis, nodes: number): Promise<void> {
	const deadline = Date.now() + 30_000;
	for (;;) {
		const info = String(await client.call('CLUSTER', 'INFO'));
		if (info.includes('cluster_state:ok') && info.includes(`cluster_size:${nodes}`)) return;
		if (Date.now() > deadline) throw new Error(`The cluster did not come together: ${info}`);
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
}
