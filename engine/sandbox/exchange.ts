/** One HTTP request and its answer, as every look-alike of the sandbox sees them. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

export interface Exchange {
	method: string;
	/** Path below the service's own prefix, still percent-encoded, e.g. `/v2/calls/extensive`. */
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	/** The body as it came. */
	raw: string;
}

export interface Answer {
	status: number;
	/** An object is sent as JSON, a string as it is. */
	body: unknown;
	headers?: Record<string, string>;
	/** Id of the message or note that the request created. */
	landed?: string;
}

/** What a request asks for; `handle` does all of it (and all its writes) in one synchronous go. */
export interface Operation {
	name: string;
	handle: () => Answer;
}

export type Service = (exchange: Exchange) => Operation;

export type Json = Record<string, unknown>;

/** Bodies beyond this are refused, as every vendor does somewhere. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

export function isObject(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body as a JSON object; undefined when it is none. */
export function jsonBody(exchange: Exchange): Json | undefined {
	try {
		const parsed: unknown = JSON.parse(exchange.raw);
		return isObject(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** Reads the whole body as UTF-8. Throws when the client goes away or sends more than 10 MiB. */
export async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		size += (chunk as Buffer).length;
		if (size > MAX_BODY_BYTES) throw new Error('request body over 10 MiB');
		chunks.push(chunk as Buffer);
	}
	return Buffer.concat(chunks).toString('utf8');
}

/** The bytes of an answer's body. */
export function encode(answer: Answer): Buffer {
	return Buffer.from(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body), 'utf8');
}

/** Sends an answer; `bytes` replaces the body, for answers that are broken on purpose. */
export function send(response: ServerResponse, answer: Answer, bytes: Buffer = encode(answer)): void {
	// The client may be gone by now: the work is done all the same, only nobody hears of it.
	if (response.destroyed || response.writableEnded) return;
	response.writeHead(answer.status, {
		'content-type': 'application/json; charset=utf-8',
		...answer.headers,
		'content-length': String(bytes.length),
	});
	response.end(bytes);
}
