/** The one session that a run has with a service: opened when it is needed, and again, one at a time, when it was lost. */
import { RetryableError, SophiaError } from '../../../errors.ts';
import {
	type Connection,
	type ConnectionOptions,
	type Outcome,
	openConnection,
	raced,
	reasonOf,
} from './connection.ts';
import type { Sending } from './sending.ts';

export type SessionOptions = ConnectionOptions & {
	/** After each connecting, before anything else is asked; what it throws ends the connection. */
	onConnected: (ask: Ask, again: boolean, signal: AbortSignal) => Promise<void>;
	/** The connection is not there any more. */
	onLost: () => void;
};

export type Ask = (method: string, params: Record<string, unknown>, signal: AbortSignal) => Promise<Outcome>;

export type Session = {
	/** Throws `service-unavailable`, what `onConnected` throws, and the signal's reason. */
	connect(signal: AbortSignal): Promise<void>;
	/**
	 * Connects where it has to. `repeats`: whether it may be asked a second time where the answer was lost. `verify`: throws
	 * where it must not be asked any more, by what is known after connecting.
	 */
	ask(
		method: string,
		params: Record<string, unknown>,
		sent: Sending,
		repeats: boolean,
		signal: AbortSignal,
		verify?: () => void,
	): Promise<Outcome>;
	close(): Promise<void>;
};

/** Waits before each try to connect, ms. */
const PAUSES_MS = [0, 100, 200, 400, 800];

/** What refuses now refuses a moment later too. */
const REFUSED = [401, 403];

export function createSession(options: SessionOptions): Session {
	const { service, clock } = options;
	const closed = new AbortController();
	let current: Connection | undefined;
	let connecting: Promise<Connection> | undefined;
	let connectedOnce = false;
	/** Nothing more is asked over these; they close when what was asked is over. */
	const retired = new Set<Connection>();

	const retire = (connection: Connection) => {
		retired.add(connection);
		void connection.retire().finally(() => retired.delete(connection));
	};
	const drop = (connection: Connection) => {
		if (current !== connection) return;
		current = undefined;
		options.onLost();
		retire(connection);
	};

	/** Bounded by itself: who waits for it may leave earlier, and others go on waiting. */
	async function connectNow(): Promise<Connection> {
		const late = new AbortController();
		const callOff = clock.after(service.deadlineSeconds * 1_000, () => late.abort(unavailable('it does not answer')));
		const signal = AbortSignal.any([late.signal, closed.signal]);
		let reason = '';
		try {
			for (const pause of PAUSES_MS) {
				if (pause > 0) await clock.sleep(pause, signal);
				let connection: Connection | undefined;
				try {
					connection = await openConnection(options, signal);
					const opened = connection;
					const ask: Ask = (method, params, over) =>
						opened.ask(method, params, { guard: undefined, left: false }, over);
					await options.onConnected(ask, connectedOnce, signal);
					connectedOnce = true;
					current = connection;
					opened.lost.addEventListener('abort', () => drop(opened), { once: true });
					return connection;
				} catch (error) {
					if (connection) retire(connection);
					signal.throwIfAborted();
					if (error instanceof SophiaError) throw error;
					reason = reasonOf(error);
					if (REFUSED.includes((error as { code?: number }).code ?? 0)) break;
				}
			}
			throw unavailable(reason);
		} finally {
			callOff();
		}
	}

	const unavailable = (reason: string) =>
		new RetryableError('service-unavailable', `The service ${service.name} does not answer (${reason}).`, {
			notDone: true,
			details: { service: service.name, reason },
		});

	async function live(signal: AbortSignal): Promise<Connection> {
		closed.signal.throwIfAborted();
		if (current?.lost.aborted) drop(current);
		if (current) return current;
		connecting ??= connectNow().finally(() => {
			connecting = undefined;
		});
		return raced(connecting, signal);
	}

	return {
		async connect(signal) {
			await live(signal);
		},
		async ask(method, params, sent, repeats, signal, verify) {
			for (let tries = 1; ; tries++) {
				const connection = await live(signal);
				verify?.();
				const outcome = await connection.ask(method, params, sent, signal);
				if (outcome.kind !== 'not-done' && outcome.kind !== 'lost') return outcome;
				if (outcome.again) drop(connection);
				const repeatable = outcome.again && (outcome.kind === 'not-done' || repeats);
				if (!repeatable || tries === 2) return outcome;
				sent.left = false;
				delete sent.cut;
			}
		},
		async close() {
			closed.abort(unavailable('its session was closed'));
			await connecting?.catch(() => {});
			const open = [...(current ? [current] : []), ...retired];
			current = undefined;
			await Promise.all(open.map((connection) => connection.close()));
		},
	};
}
