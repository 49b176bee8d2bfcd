/** Outbound requests over Node's own client: fetch joins a queue, and nobody can be asked once it has connected. */
import { Agent, type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure, Agent as SecureAgent } from 'node:https';
import { RetryableError } from '../../errors.ts';
import type { Outbound, OutboundResponse } from '../../ports/outbound.ts';

export type OutboundOptions = {
	/** For the whole exchange. */
	timeoutMs?: number;
	/** Of an answer's body. */
	maxBytes?: number;
};

export function createOutbound({ timeoutMs = 30_000, maxBytes = 32 * 1024 * 1024 }: OutboundOptions = {}): Outbound {
	const agents = { http: new Agent({ keepAlive: true }), https: new SecureAgent({ keepAlive: true }) };

	return ({ method, url, headers, body = '', signal, guard }) => {
		const address = new URL(url);
		const secure = address.protocol === 'https:';
		const timeout = AbortSignal.timeout(timeoutMs);
		const stop = AbortSignal.any([signal, timeout, ...(guard ? [guard.signal] : [])]);
		/** Whether any byte of the request may have reached the other side. */
		let left = false;

		const failure = (reason: string) =>
			new RetryableError('vendor-unavailable', `${address.host} does not answer (${reason}).`, {
				notDone: !left,
				details: { host: address.host, reason },
			});
		const stopped = () => {
			if (guard) return failure(timeout.aborted ? 'time-out' : 'stopped');
			return signal.aborted ? signal.reason : failure('time-out');
		};

		return new Promise<OutboundResponse>((resolve, reject) => {
			if (stop.aborted) return reject(stopped());
			const request = (secure ? requestSecure : requestPlain)(address, {
				method,
				headers: { ...headers, 'accept-encoding': 'identity', 'content-length': Buffer.byteLength(body) },
				// A kept connection may be closed by the other side in the moment of writing, and then nobody knows whether
				// the write arrived: a write gets a connection of its own.
				agent: guard ? false : agents[secure ? 'https' : 'http'],
			});
			const settle = (end: () => void) => {
				stop.removeEventListener('abort', onStop);
				end();
			};
			const fail = (error: unknown) => {
				settle(() => reject(error));
				request.destroy();
			};
			const onStop = () => fail(stopped());
			stop.addEventListener('abort', onStop);

			request.on('error', (error) => fail(failure(reasonOf(error))));
			request.on('response', (response) => {
				readBounded(response, maxBytes).then(
					(text) => settle(() => resolve({ status: response.statusCode ?? 0, headers: flatten(response), body: text })),
					(error) => fail(failure(reasonOf(error))),
				);
			});
			whenConnected(request, secure, () => {
				try {
					guard?.assertOpen();
				} catch (error) {
					return fail(error);
				}
				left = true;
				// With the connection standing, end() writes in this very turn of the event loop.
				request.end(body);
			});
		});
	};
}

function whenConnected(request: ClientRequest, secure: boolean, connected: () => void): void {
	request.once('socket', (socket) => {
		if (request.reusedSocket || !socket.connecting) connected();
		else socket.once(secure ? 'secureConnect' : 'connect', connected);
	});
}

async function readBounded(response: IncomingMessage, maxBytes: number): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of response as AsyncIterable<Buffer>) {
		bytes += chunk.length;
		if (bytes > maxBytes) throw new Error(`answer over ${maxBytes} bytes`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

function flatten(response: IncomingMessage): Record<string, string> {
	const entries = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
	return Object.fromEntries(entries);
}

/** The system's code, or our own words; never a foreign message, which may quote the request. */
function reasonOf(error: unknown): string {
	const { code, message } = error as NodeJS.ErrnoException;
	if (code) return code;
	return message?.startsWith('answer over') ? message : 'connection failed';
}
