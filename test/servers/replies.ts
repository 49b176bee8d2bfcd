/** A tiny HTTP server that answers what a test tells it to, for answers no sandbox gives. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Reply = { status?: number; headers?: Record<string, string>; body?: string };

export type Received = { method: string; path: string; headers: Record<string, unknown>; body: string };

export type Replies = {
	readonly address: string;
	/** What came in so far. */
	readonly received: Received[];
	/** Answers the next requests in this order; the last one stays. */
	answer(...replies: Reply[]): void;
	stop(): Promise<void>;
};

export async function startReplies(): Promise<Replies> {
	const received: Received[] = [];
	let replies: Reply[] = [{}];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			received.push({ method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') });
			const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? {};
			response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
			response.end(reply.body ?? '');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received,
		answer(...next) {
			replies = next;
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
