/** Somebody who is told of events: keeps what came, and answers as told. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SophiaEvent } from '../../../engine/contract/event.ts';

export type Received = { path: string; headers: IncomingHttpHeaders; body: string; event: SophiaEvent };

export type Receiver = {
	/** `http://127.0.0.1:PORT`. */
	readonly address: string;
	/** In the order in which they came. */
	readonly received: Received[];
	/** Most requests under way at the same time on one path. */
	readonly mostAtOnce: () => number;
	/** The status of each answer; a promise holds it back. Default 204. */
	answer: (received: Received) => number | Promise<number>;
	/** Resolves when so many have come. */
	until(count: number): Promise<void>;
	close(): Promise<void>;
};

export async function startReceiver(): Promise<Receiver> {
	const received: Received[] = [];
	const underWay = new Map<string, number>();
	let most = 0;
	let waiting: { count: number; resolve: () => void }[] = [];

	const server = createServer(async (request, response) => {
		const path = request.url ?? '';
		let body = '';
		for await (const chunk of request.setEncoding('utf8')) body += chunk;
		if (request.method !== 'POST') return void response.writeHead(404).end();
		const now = (underWay.get(path) ?? 0) + 1;
		underWay.set(path, now);
		most = Math.max(most, now);
		const one = { path, headers: request.headers, body, event: SophiaEvent.parse(JSON.parse(body)) };
		received.push(one);
		for (const { count, resolve } of waiting) if (received.length >= count) resolve();
		waiting = waiting.filter(({ count }) => received.length < count);
		const status = await receiver.answer(one);
		underWay.set(path, (underWay.get(path) ?? 1) - 1);
		response.writeHead(status).end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const receiver: Receiver = {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received,
		mostAtOnce: () => most,
		answer: () => 204,
		until: (count) =>
			new Promise((resolve) => {
				if (received.length >= count) resolve();
				else waiting.push({ count, resolve });
			}),
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return receiver;
}

/** Throws where it was not signed with that secret, now: as standardwebhooks.com says, with no code of theirs. */
export function verified({ headers, body, event }: Received, secret: string): SophiaEvent {
	const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	const right = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
	if (signature !== `v1,${right}`) throw new Error(`Signed ${signature}, not v1,${right}`);
	if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) throw new Error(`Signed at ${timestamp}`);
	return event;
}
