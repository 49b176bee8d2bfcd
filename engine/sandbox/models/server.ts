/** A stand-in of a provider of models on loopback: it keeps what it is asked and answers as it is told. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isObject, type Json, readBody } from '../exchange.ts';
import { asksForList, type ModelRequest, type Protocol, type Say, type Script, type Scripted } from './script.ts';

export interface ModelServer {
	/** Without a path: `http://127.0.0.1:PORT`. */
	origin: string;
	key: string;
	/** All that came in, in order. */
	requests: ModelRequest[];
	/** Replaces what is left of the script. */
	script(next: Script): void;
	/** Resolves with the next request that is about to be answered. */
	arrival(): Promise<ModelRequest>;
	/** Resolves when the client of the next request that does so goes away before it has the whole answer. */
	departure(): Promise<void>;
	close(): Promise<void>;
}

export interface ModelServerOptions {
	/** The only key it takes. */
	key?: string;
	script?: Script;
}

export const MODEL_KEY = 'sk-sandbox-model';

/** One model, in the form that both providers share. */
const MODEL_LIST: Scripted = {
	kind: 'bytes',
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify({ object: 'list', data: [{ id: 'sandbox', object: 'model' }], has_more: false }),
};

export async function startModelServer(protocol: Protocol, options: ModelServerOptions = {}): Promise<ModelServer> {
	const { key = MODEL_KEY } = options;
	let script = options.script ?? [];
	let arrivals: ((request: ModelRequest) => void)[] = [];
	let departures: (() => void)[] = [];
	const requests: ModelRequest[] = [];

	async function next(request: ModelRequest): Promise<Scripted> {
		const refused = protocol.refuses(request, key);
		if (refused) return { kind: 'fail', ...refused };
		if (asksForList(request)) return MODEL_LIST;
		const scripted = typeof script === 'function' ? await script(request) : script.shift();
		return scripted ?? { kind: 'fail', status: 500, message: 'nothing is scripted for this request' };
	}

	async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const { method = '', url = '', headers } = incoming;
		const raw = await readBody(incoming);
		const request: ModelRequest = { method, path: url, headers, raw, body: objectIn(raw), left: false };
		requests.push(request);
		response.once('close', () => {
			if (response.writableFinished) return;
			request.left = true;
			for (const tell of departures.splice(0)) tell();
		});
		const scripted = await next(request);
		for (const tell of arrivals.splice(0)) tell(request);
		answer(protocol, scripted, request.body, response);
	}

	const server = createServer((incoming, response) => {
		// A client that goes away while it asks gets no answer; any other fault is one of the stand-in and shows as 500.
		handle(incoming, response).catch((error: unknown) => {
			if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
			response.end(String(error));
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		key,
		requests,
		script(next) {
			script = next;
		},
		arrival: () => new Promise((resolve) => arrivals.push(resolve)),
		departure: () => new Promise((resolve) => departures.push(resolve)),
		async close() {
			[arrivals, departures] = [[], []];
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function answer(protocol: Protocol, scripted: Scripted, request: Json, response: ServerResponse): void {
	if (scripted.kind === 'silence') return;
	if (scripted.kind === 'hang-up') {
		response.destroy();
		return;
	}
	if (scripted.kind === 'bytes') {
		const { status = 200, headers, body } = scripted;
		response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
		return;
	}
	if (scripted.kind === 'fail') {
		const { status, code, message = 'scripted', headers } = scripted;
		const body = JSON.stringify(protocol.failure(status, code, message));
		response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
		return;
	}
	if (request.stream === true) stream(protocol, scripted, request, response);
	else whole(protocol, scripted, request, response);
}

function whole(protocol: Protocol, say: Say, request: Json, response: ServerResponse): void {
	if (say.broken === 'error') {
		answer(protocol, { kind: 'fail', status: protocol.overloaded }, request, response);
		return;
	}
	const bytes = Buffer.from(JSON.stringify(protocol.whole(say, request)));
	const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
	const length = say.broken === 'short' ? half.length : bytes.length;
	response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(length) });
	if (say.broken === undefined) response.end(bytes);
	else leave(response, half, say.broken);
}

function stream(protocol: Protocol, say: Say, request: Json, response: ServerResponse): void {
	const events = protocol.events(say, request);
	response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
	if (say.broken === undefined) {
		for (const event of events) response.write(event);
		response.end();
		return;
	}
	const half = events.slice(0, Math.ceil(events.length / 2));
	if (say.broken === 'error') response.end(`${half.join('')}${protocol.failureEvent()}`);
	else leave(response, Buffer.from(half.join('')), say.broken);
}

/** Says half of it; when that has left, the connection ends as told. */
function leave(response: ServerResponse, half: Buffer, how: 'cut' | 'short' | 'stalled'): void {
	if (how === 'short') response.end(half);
	else if (how === 'stalled') response.write(half);
	else response.write(half, () => response.destroy());
}

function objectIn(raw: string): Json {
	try {
		const parsed: unknown = JSON.parse(raw);
		return isObject(parsed) ? parsed : {};
	} catch {
		return {};
	}
}
