/** One POST of JSON over a kept connection, with little around it: the libraries take several times the processor time. */
import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';

export type PostedJson = { status: number; headers: http.IncomingHttpHeaders; text: string };

/** An idle connection is closed before most servers close it, so that none is used that is about to go, ms. */
const IDLE_MS = 4_000;

/** As `fetch` has it, ms. */
const CONNECT_MS = 10_000;

const options = { keepAlive: true, timeout: IDLE_MS } as const;
const agents = { 'http:': keptBy(new http.Agent(options)), 'https:': keptBy(new https.Agent(options)) };

/** Redirects are not followed. Rejects with the signal's reason, and where no whole answer came. */
export function postJson(
	address: URL,
	body: string,
	headers: Readonly<Record<string, string>>,
	signal: AbortSignal,
): Promise<PostedJson> {
	signal.throwIfAborted();
	const secure = address.protocol === 'https:';
	const { promise, resolve, reject } = Promise.withResolvers<PostedJson>();
	const { agent, closeIdle } = agents[secure ? 'https:' : 'http:'];
	closeIdle();
	const request = (secure ? https : http).request(address, {
		...{ method: 'POST', agent },
		headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
	});
	const stop = () => request.destroy(signal.reason as Error);
	signal.addEventListener('abort', stop, { once: true });
	const calledOff = connectedInTime(request, secure ? 'secureConnect' : 'connect');
	request.once('close', () => {
		calledOff();
		signal.removeEventListener('abort', stop);
		// After an answer or an error this says nothing.
		reject(new Error('the connection was closed'));
	});
	request.on('error', reject);
	request.once('response', (response) => {
		const pieces: Buffer[] = [];
		response.on('data', (piece: Buffer) => pieces.push(piece));
		response.on('error', reject);
		response.once('end', () => {
			const { statusCode: status = 0, headers: answered } = response;
			resolve({ status, headers: answered, text: Buffer.concat(pieces).toString('utf8') });
		});
	});
	request.end(body);
	return promise;
}

/** Nothing has left before there is a connection: whoever waits for it for long hears so by its code. */
function connectedInTime(request: http.ClientRequest, connected: 'connect' | 'secureConnect'): () => void {
	let late: NodeJS.Timeout | undefined;
	const calledOff = () => clearTimeout(late);
	request.once('socket', (socket) => {
		if (!socket.connecting) return;
		const error = Object.assign(new Error('no connection in time'), { code: 'CONNECT_TIMEOUT' });
		late = setTimeout(() => request.destroy(error), CONNECT_MS);
		socket.once(connected, calledOff);
	});
	return calledOff;
}

/** Timers of a busy process are late: what was idle for too long is closed by the clock before anything is sent. */
function keptBy(agent: http.Agent): { agent: http.Agent; closeIdle(): void } {
	const idleSince = new WeakMap<Duplex, number>();
	const keep = agent.keepSocketAlive.bind(agent);
	agent.keepSocketAlive = (socket) => {
		idleSince.set(socket, performance.now());
		return keep(socket);
	};
	return {
		agent,
		closeIdle() {
			const before = performance.now() - IDLE_MS;
			for (const sockets of Object.values(agent.freeSockets))
				for (const socket of sockets ?? []) if ((idleSince.get(socket) ?? 0) < before) socket.destroy();
		},
	};
}
