/** One connection to a service: opened within a deadline, asked one thing at a time or many, lost once and for all. */
import { z } from 'zod';
import type { Service } from '../../../contract/service.ts';
import type { Clock } from '../../../ports/clock.ts';
import { bounded } from './bounded.ts';
import { hideSecrets } from './hide.ts';
import { type Sending, sending } from './sending.ts';
import { openWay, type Variable } from './transport.ts';

export type ConnectionOptions = {
	service: Service;
	variable: Variable;
	clock: Clock;
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
	/** It is well, and its answer is larger than what is read. */
	| { kind: 'too-large'; reason: string }
	/** It surely has not done anything. `again`: a fresh connection may be heard. */
	| { kind: 'not-done'; reason: string; again: boolean }
	/** Nobody knows what it has done. */
	| { kind: 'lost'; reason: string; again: boolean };

export type Connection = {
	lost: AbortSignal;
	ask(method: string, params: Record<string, unknown>, sent: Sending, signal: AbortSignal): Promise<Outcome>;
	/** Closes it when all is over that was asked. */
	retire(): Promise<void>;
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
	const hide = hideSecrets(options.service, options.variable);
	const lost = new AbortController();
	const asked = new Set<Promise<unknown>>();
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
		const transport = bounded(way.transport, options.clock, () => lost.abort());
		await raced(client.connect(transport, { timeout: NEVER_MS }), signal);
	} catch (error) {
		void end();
		throw error;
	}

	async function ask(
		method: string,
		params: Record<string, unknown>,
		sent: Sending,
		signal: AbortSignal,
	): Promise<Outcome> {
		signal.throwIfAborted();
		// Also where somebody gave it up between the choice of this connection and now.
		if (leaving || lost.signal.aborted) return { kind: 'not-done', reason: 'the connection was lost', again: true };
		if (!('url' in options.service)) {
			sent.guard?.assertOpen();
			sent.left = true;
		}
		const cancel = new AbortController();
		const asking = sending.run(sent, () =>
			client.request({ method, params }, AnyResult, { signal: cancel.signal, timeout: NEVER_MS }),
		);
		try {
			const result = await raced(raced(asking, signal), lost.signal);
			return { kind: 'answered', result: hide(result) as typeof result };
		} catch (error) {
			if (signal.aborted && !lost.signal.aborted) cancel.abort('It is no longer needed.');
			signal.throwIfAborted();
			if (sent.refused !== undefined) throw sent.refused;
			if (tooLarge) sent.cut = 'too-large';
			const outcome = outcomeOf(error, sent, lost.signal.aborted);
			return outcome.kind === 'error' ? { kind: 'error', message: String(hide(outcome.message)) } : outcome;
		}
	}

	let closed: Promise<void> | undefined;
	const close = () => {
		leaving = true;
		// Who does not take leave in time is left.
		closed ??= raced(way.leave(), AbortSignal.timeout(1_000)).then(end, end);
		return closed;
	};

	return {
		lost: lost.signal,
		ask(...of) {
			const asking = ask(...of);
			asked.add(asking);
			const done = () => void asked.delete(asking);
			asking.then(done, done);
			return asking;
		},
		async retire() {
			leaving = true;
			await Promise.allSettled(asked);
			await close();
		},
		close,
	};
}

/** With these a server says that it has not even looked at what it was asked. */
const NOT_LOOKED_AT = [401, 403, 405, 413];

function outcomeOf(error: unknown, { left, cut }: Sending, lost: boolean): Outcome {
	if (cut === 'too-large') return { kind: 'too-large', reason: 'the answer is larger than 4 MiB' };
	if (cut) return { kind: 'lost', reason: 'the answer was cut off', again: true };
	const { code, message, name } = error as { code?: unknown; message?: unknown; name?: unknown };
	if (!left) return { kind: 'not-done', reason: reasonOf(error), again: true };
	if (lost) return { kind: 'lost', reason: 'the connection was lost', again: true };
	// By their names: the classes belong to a library that is loaded only when it is used.
	if (name === 'McpError') return { kind: 'error', message: String(message) };
	const status = typeof code === 'number' && String(message).startsWith('Streamable HTTP error') ? code : undefined;
	if (status === undefined) return { kind: 'lost', reason: reasonOf(error), again: true };
	const reason = status < 0 ? 'it answered no JSON' : `it answered ${status}`;
	const unknownSession = status === 404 || (status === 400 && isOfNoRequest(String(message)));
	if (unknownSession || NOT_LOOKED_AT.includes(status)) return { kind: 'not-done', reason, again: unknownSession };
	return { kind: 'lost', reason, again: status < 0 || status === 400 || status >= 500 };
}

/**
 * Only 404 speaks of the session by the protocol. Many servers answer 400 to one that they do not know, with an error of
 * which JSON-RPC says that it is of no request that was read: its id is null.
 */
function isOfNoRequest(message: string): boolean {
	try {
		const said = JSON.parse(message.slice(message.indexOf('{'))) as { id?: unknown; error?: unknown };
		return said.id === null && said.error !== undefined;
	} catch {
		return false;
	}
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
