/** One connection to a service: opened within a deadline, asked one thing at a time or many, lost once and for all. */
import { z } from 'zod';
import type { Service } from '../../../contract/service.ts';
import { type Sending, sending } from './sending.ts';
import { openWay, type Variable } from './transport.ts';

export type ConnectionOptions = {
	service: Service;
	variable: Variable;
	/** The service says that its tools have changed. */
	onChanged: () => void;
	/** It can no longer say so. */
	onDeaf: () => void;
};

/** What became of a request; it throws only what its guard throws, and the reason of its signal. */
export type Outcome =
	| { kind: 'answered'; result: Record<string, unknown> }
	/** The service said no. */
	| { kind: 'error'; message: string }
	/** It surely has not done anything. `again`: a fresh connection may be heard. */
	| { kind: 'not-done'; reason: string; again: boolean }
	/** Nobody knows what it has done. */
	| { kind: 'lost'; reason: string; again: boolean };

export type Connection = {
	lost: AbortSignal;
	ask(method: string, params: Record<string, unknown>, sent: Sending, signal: AbortSignal): Promise<Outcome>;
	close(): Promise<void>;
};

/** Deadlines are ours: the library's own stands back. */
const NEVER_MS = 2 ** 31 - 1;

const AnyResult = z.looseObject({});

/** Throws what the library throws where it cannot be opened, and the signal's reason. */
export async function openConnection(options: ConnectionOptions, signal: AbortSignal): Promise<Connection> {
	const [{ Client }, { ToolListChangedNotificationSchema }] = await Promise.all([
		import('@modelcontextprotocol/sdk/client/index.js'),
		import('@modelcontextprotocol/sdk/types.js'),
	]);
	let leaving = false;
	// What ends because we leave says nothing about the service.
	const onDeaf = () => {
		if (!leaving) options.onDeaf();
	};
	const way = await openWay(options.service, options.variable, onDeaf);
	// No capabilities: a service can ask nothing of us, neither a model's words nor a person's.
	const client = new Client({ name: 'sophia', version: '0.1.0' }, { capabilities: {} });
	const lost = new AbortController();
	let tooLarge = false;
	client.onclose = () => lost.abort();
	client.onerror = (error) => {
		if (!way.tooLarge(error)) return;
		tooLarge = true;
		lost.abort();
	};
	client.setNotificationHandler(ToolListChangedNotificationSchema, () => options.onChanged());
	const end = async () => {
		leaving = true;
		lost.abort();
		await client.close().catch(() => {});
		way.end();
	};
	try {
		await raced(client.connect(way.transport, { timeout: NEVER_MS }), signal);
	} catch (error) {
		void end();
		throw error;
	}

	return {
		lost: lost.signal,
		async ask(method, params, sent, signal) {
			signal.throwIfAborted();
			if (lost.signal.aborted) return { kind: 'not-done', reason: 'the connection was lost', again: true };
			if (!('url' in options.service)) {
				sent.guard?.assertOpen();
				sent.left = true;
			}
			const cancel = new AbortController();
			const asking = sending.run(sent, () =>
				client.request({ method, params }, AnyResult, { signal: cancel.signal, timeout: NEVER_MS }),
			);
			try {
				return { kind: 'answered', result: await raced(raced(asking, signal), lost.signal) };
			} catch (error) {
				if (signal.aborted && !lost.signal.aborted) cancel.abort('It is no longer needed.');
				signal.throwIfAborted();
				if (sent.refused !== undefined) throw sent.refused;
				if (tooLarge) sent.cut = 'too-large';
				return outcomeOf(error, sent, lost.signal.aborted);
			}
		},
		async close() {
			leaving = true;
			// Who does not take leave in time is left.
			await raced(way.leave(), AbortSignal.timeout(1_000)).catch(() => {});
			await end();
		},
	};
}

/** Only 404 speaks of the session by the protocol; many servers answer 400 to one that they do not know. */
const UNKNOWN_SESSION = [400, 404];

function outcomeOf(error: unknown, { left, cut }: Sending, lost: boolean): Outcome {
	if (cut === 'too-large') return { kind: 'lost', reason: 'the answer is larger than 4 MiB', again: false };
	if (cut) return { kind: 'lost', reason: 'the answer was cut off', again: true };
	const { code, message, name } = error as { code?: unknown; message?: unknown; name?: unknown };
	if (!left) return { kind: 'not-done', reason: reasonOf(error), again: true };
	if (lost) return { kind: 'lost', reason: 'the connection was lost', again: true };
	// By their names: the classes belong to a library that is loaded only when it is used.
	if (name === 'McpError') return { kind: 'error', message: String(message) };
	const status = typeof code === 'number' && String(message).startsWith('Streamable HTTP error') ? code : undefined;
	if (status === undefined) return { kind: 'lost', reason: reasonOf(error), again: true };
	if (UNKNOWN_SESSION.includes(status)) return { kind: 'not-done', reason: `it answered ${status}`, again: true };
	if (status >= 400 && status < 500) return { kind: 'not-done', reason: `it answered ${status}`, again: false };
	return { kind: 'lost', reason: status < 0 ? 'it answered no JSON' : `it answered ${status}`, again: true };
}

/** The system's code or the status; never a foreign message, which may quote the request. */
export function reasonOf(error: unknown): string {
	const { code } = error as { code?: unknown };
	if (typeof code === 'number' && code >= 400 && code < 600) return `it answered ${code}`;
	return typeof code === 'string' ? code : 'the connection failed';
}

/** Rejects with the signal's reason, and leaves no listener behind. */
export function raced<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
	const { promise, reject } = Promise.withResolvers<never>();
	const stop = () => reject(signal.reason);
	if (signal.aborted) stop();
	else signal.addEventListener('abort', stop, { once: true });
	promise.catch(() => {});
	work.catch(() => {});
	return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop));
}
