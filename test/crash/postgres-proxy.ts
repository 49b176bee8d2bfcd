/** Stands between one process and PostgreSQL, and keeps answers back from the moment a certain statement passes. */

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

export type PostgresProxy = {
	/** The server's address through the proxy. */
	readonly url: string;
	/**
	 * From the next statement on whose text holds these words no answer goes through, on any connection; resolves when the
	 * server has answered that statement, so that its work is done and only its sender does not know.
	 */
	holdAnswersFrom(words: string): Promise<void>;
	/** Lets everything through that was kept back. */
	letGo(): void;
	/** Resolves when a statement passes whose text holds these words. */
	seen(words: string): Promise<void>;
	close(): Promise<void>;
};

type Watch = { words: string; noticed: (connection: Connection) => void };
type Connection = { kept: Buffer[]; toClient: Socket; answered?: () => void };

export async function startPostgresProxy(url: string): Promise<PostgresProxy> {
	const { hostname, port } = new URL(url);
	const connections = new Set<Connection>();
	const sockets = new Set<Socket>();
	let watches: Watch[] = [];
	let holding = false;

	const server: Server = createServer((client) => {
		const database = connect(Number(port), hostname);
		const connection: Connection = { kept: [], toClient: client };
		connections.add(connection);
		for (const [socket, other] of [
			[client, database],
			[database, client],
		] as const) {
			sockets.add(socket);
			socket.on('error', () => other.destroy());
			socket.on('close', () => {
				sockets.delete(socket);
				connections.delete(connection);
				other.destroy();
			});
		}
		client.on('data', (data) => {
			const text = data.toString('latin1');
			const noticed = watches.filter(({ words }) => text.includes(words));
			watches = watches.filter((watch) => !noticed.includes(watch));
			for (const watch of noticed) watch.noticed(connection);
			database.write(data);
		});
		database.on('data', (data) => {
			if (holding) {
				connection.kept.push(data);
				connection.answered?.();
			} else client.write(data);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const through = new URL(url);
	through.port = String((server.address() as AddressInfo).port);

	return {
		url: through.href,
		holdAnswersFrom: (words) =>
			new Promise((resolve) => {
				const noticed = (connection: Connection) => {
					holding = true;
					connection.answered = resolve;
				};
				watches.push({ words, noticed });
			}),
		letGo() {
			holding = false;
			for (const { kept, toClient } of connections) for (const data of kept.splice(0)) toClient.write(data);
		},
		seen: (words) => new Promise((resolve) => watches.push({ words, noticed: () => resolve() })),
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
