/** Whether the engine may and can reach the address it is to call back; asked when a run is submitted. */
import { TerminalError } from '../errors.ts';
import type { CallbackClient } from '../ports/callback-client.ts';
import type { Clock } from '../ports/clock.ts';

export type CallbackOriginCheck = (url: string) => Promise<void>;

export type CallbackOriginOptions = {
	client: CallbackClient;
	clock: Clock;
	/** Allowed origins, e.g. `https://n8n.acme.example`. Empty: loopback only. */
	allowed: readonly string[];
};

const TIMEOUT_MS = 5_000;
/** An origin that answered is not asked again for this time, ms. */
const KEEP_MS = 10_000;

/** Whether an address may be called: those of the allowed origins; where none is named, those of this machine. */
export function allowsOrigin(allowed: readonly string[]): (url: string) => boolean {
	const origins = new Set(allowed.map((origin) => new URL(origin).origin));
	return (url) => {
		const { hostname, origin } = new URL(url);
		return origins.has(origin) || (origins.size === 0 && isLoopback(hostname));
	};
}

/** Throws `callback-unreachable`. Any HTTP answer counts as reachable. */
export function createCallbackOriginCheck({ allowed, client, clock }: CallbackOriginOptions): CallbackOriginCheck {
	const allows = allowsOrigin(allowed);
	const answered = new Map<string, number>();
	return async (url) => {
		const { origin } = new URL(url);
		if (!allows(url)) {
			throw unreachable(origin, `The origin ${origin} is not allowed; CALLBACK_ORIGINS names those that are.`);
		}
		const at = answered.get(origin);
		if (at !== undefined && clock.monotonicMs() - at < KEEP_MS) return;
		try {
			await client.request('GET', `${origin}/`, undefined, AbortSignal.timeout(TIMEOUT_MS));
		} catch {
			throw unreachable(origin, `No HTTP answer comes from ${origin}, as the engine sees it (see CALLBACK_ORIGINS).`);
		}
		answered.set(origin, clock.monotonicMs());
	};
}

function unreachable(origin: string, message: string): TerminalError {
	return new TerminalError('callback-unreachable', message, { details: { origin } });
}

function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
