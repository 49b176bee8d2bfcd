/** A service over HTTP that speaks the wire by hand, so that it can say what no library lets a server say. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What arrived; without a method it is the answer to something that the service asked, and `GET` or `DELETE` are requests. */
export type Message = {
	id?: unknown;
	method?: string;
	params?: { name?: string; arguments?: Record<string, unknown> };
};

export type Raw = {
	readonly url: string;
	/** Everything that arrived, in its order. */
	readonly messages: Message[];
	/** Connections that are open now. */
	connections(): Promise<number>;
	/** To every stream on which it can tell by itself. */
	tell(message: object): void;
	/** Ends those streams. */
	hangUp(): void;
	remove(): Promise<void>;
};

/** True where it has answered, or never will. */
type Handle = (message: Message, response: ServerResponse, request: IncomingMessage) => boolean | Promise<boolean>;

export const answer = (response: ServerResponse, id: unknown, result: object): true => {
	response.writeHead(200, { 'content-type': 'application/json' });
	response.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
	return true;
};

export const listOf = (...names: string[]) => ({
	tools: names.map((name) => ({ name, inputSchema: { type: 'object' } })),
});

/** Opens sessions, lists `tools` and answers `ok`, but for what `handle` does itself. */
export async function startRaw(tools: readonly string[], handle: Handle): Promise<Raw> {
	const messages: Message[] = [];
	const streams = new Set<ServerResponse>();
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const body = Buffer.concat(chunks).toString();
		const message: Message = body === '' ? { method: request.method ?? '' } : JSON.parse(body);
		messages.push(message);
		if (await handle(message, response, request)) return;
		const { id, method } = message;
		if (method === 'initialize') {
			response.setHeader('mcp-session-id', 'one');
			const capabilities = { tools: { listChanged: true } };
			answer(response, id, { protocolVersion: '2025-06-18', capabilities, serverInfo: { name: 'raw', version: '1' } });
		} else if (method === 'tools/list') answer(response, id, listOf(...tools));
		else if (method === 'tools/call') answer(response, id, { content: [{ type: 'text', text: 'ok' }] });
		else if (method === 'GET') {
			streams.add(response);
			response.on('close', () => streams.delete(response));
			response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
		} else response.writeHead(202).end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
		messages,
		connections: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count))),
		tell(message) {
			for (const stream of streams) stream.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
		},
		hangUp() {
			for (const stream of streams) stream.destroy();
		},
		async remove() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
