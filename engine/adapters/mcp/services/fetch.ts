/**
 * The `fetch` that the library sends through, over Node's own client: it knows whether anything left, asks the guard of a
 * write when the connection stands, and stops reading what is too large.
 */
import { Agent, type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure, Agent as SecureAgent } from 'node:https';
import { MOST_BYTES, type Sending, sending } from './sending.ts';

export type FetchOptions = {
	/** The stream on which the service tells of changes has ended. */
	onDeaf: () => void;
};

type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** 202: a notice was taken. */
const WITHOUT_BODY = [202, 204, 205, 304];

/** Notices, and answers to what a service asks: nobody waits for them, and they do not wait for ever either, ms. */
const NOTICE_MS = 10_000;

/** `close` ends the connections that it kept. */
export function createFetch({ onDeaf }: FetchOptions): { fetch: Fetch; close(): void } {
	const agents = { http: new Agent({ keepAlive: true }), https: new SecureAgent({ keepAlive: true }) };

	const fetch: Fetch = (url, init = {}) => {
		const address = new URL(url);
		const secure = address.protocol === 'https:';
		const body = typeof init.body === 'string' ? init.body : '';
		const { id, own } = ownOf(body);
		const late = body !== '' && id === undefined ? [AbortSignal.timeout(NOTICE_MS)] : [];
		const signals = [...(init.signal ? [init.signal] : []), ...late];
		return new Promise<Response>((resolve, reject) => {
			const request = (secure ? requestSecure : requestPlain)(address, {
				method: init.method ?? 'GET',
				headers: {
					...Object.fromEntries(new Headers(init.headers)),
					'accept-encoding': 'identity',
					...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }),
				},
				// A kept connection may be closed in the moment of writing, and then nobody knows whether the write arrived.
				agent: own?.guard ? false : agents[secure ? 'https' : 'http'],
				...(signals.length > 0 ? { signal: AbortSignal.any(signals) } : {}),
			});
			request.on('error', reject);
			request.on('response', (response) => {
				try {
					resolve(toResponse(response, init.method ?? 'GET', id, own, onDeaf));
				} catch (error) {
					// A status that there is not, for one: thrown here it would end the process.
					reject(error);
					request.destroy();
				}
			});
			whenConnected(request, secure, () => {
				try {
					own?.guard?.assertOpen();
				} catch (error) {
					if (own) own.refused = error;
					reject(error);
					request.destroy();
					return;
				}
				if (own) own.left = true;
				// With the connection standing, end() writes in this very turn of the event loop.
				request.end(body);
			});
		});
	};

	return {
		fetch,
		close() {
			agents.http.destroy();
			agents.https.destroy();
		},
	};
}

/** Notices of the library are sent in the same context as the request that they are about, and are not it. */
function ownOf(body: string): { id?: unknown; own?: Sending } {
	if (body === '') return {};
	const { id, method } = JSON.parse(body) as { id?: unknown; method?: unknown };
	const own = sending.getStore();
	if (id === undefined || method === undefined) return {};
	return { id, ...(own ? { own } : {}) };
}

function whenConnected(request: ClientRequest, secure: boolean, connected: () => void): void {
	request.once('socket', (socket) => {
		if (request.reusedSocket || !socket.connecting) connected();
		else socket.once(secure ? 'secureConnect' : 'connect', connected);
	});
}

function toResponse(
	response: IncomingMessage,
	method: string,
	id: unknown,
	own: Sending | undefined,
	onDeaf: () => void,
): Response {
	const status = response.statusCode ?? 0;
	const headers = Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]);
	if (WITHOUT_BODY.includes(status)) {
		response.resume();
		return new Response(null, { status, headers });
	}
	const events = /^text\/event-stream\b/i.test(response.headers['content-type'] ?? '');
	const listens = method === 'GET' && events;
	const read = listens ? listened(response, onDeaf) : answered(response, events ? id : undefined, own);
	return new Response(toStream(read, response), { status, headers });
}

/** What is called off before it was read has to be called off at its source, too: the connection would stay taken. */
function toStream(read: AsyncGenerator<Uint8Array>, response: IncomingMessage): ReadableStream<Uint8Array> {
	return new ReadableStream({
		async pull(controller) {
			const { value, done } = await read.next();
			if (done) controller.close();
			else controller.enqueue(value);
		},
		cancel() {
			response.destroy();
		},
	});
}

/** What the service tells by itself: each event is bounded, not their number. */
async function* listened(response: IncomingMessage, onDeaf: () => void): AsyncGenerator<Uint8Array> {
	let bytes = 0;
	// An event may end between two chunks.
	let last = Buffer.alloc(0);
	try {
		for await (const chunk of response as AsyncIterable<Buffer>) {
			const seen = Buffer.concat([last, chunk]);
			const end = Math.max(seen.lastIndexOf('\n\n'), seen.lastIndexOf('\r\n\r\n'));
			bytes = end < 0 ? bytes + chunk.length : seen.length - end;
			last = seen.subarray(-3);
			if (bytes > MOST_BYTES) return;
			yield chunk;
		}
	} finally {
		onDeaf();
	}
}

/**
 * The answer to one request. An event stream that ends without one would leave the library waiting: it is told as an event.
 */
async function* answered(response: IncomingMessage, id: unknown, own: Sending | undefined): AsyncGenerator<Uint8Array> {
	let bytes = 0;
	try {
		for await (const chunk of response as AsyncIterable<Buffer>) {
			bytes += chunk.length;
			if (bytes > MOST_BYTES) throw new Error('too large');
			yield chunk;
		}
		if (id === undefined) return;
		if (own) own.cut = 'cut-off';
	} catch (error) {
		if (own) own.cut = bytes > MOST_BYTES ? 'too-large' : 'cut-off';
		if (id === undefined) throw error;
	}
	const error = { code: -32_000, message: 'the answer did not come whole' };
	yield Buffer.from(`\n\ndata: ${JSON.stringify({ jsonrpc: '2.0', id, error })}\n\n`);
}
