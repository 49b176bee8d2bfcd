/** A transport over which a service can ask no more of us than it has reason to: a ping now and then, in few words. */
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { Clock } from '../../../ports/clock.ts';

/** Of a service, in a minute. */
const MOST_REQUESTS = 300;
const MINUTE_MS = 60_000;

/** Each is sent back as it came. */
const LONGEST_ID = 128;

/** `onTooMany`: it asks without end; nothing more of it is heard. */
export function bounded(transport: Transport, clock: Clock, onTooMany: () => void): Transport {
	let since = clock.monotonicMs();
	let requests = 0;
	const isHeard = (message: JSONRPCMessage): boolean => {
		if (requests > MOST_REQUESTS) return false;
		if (!('method' in message && 'id' in message)) return true;
		const now = clock.monotonicMs();
		if (now - since > MINUTE_MS) [since, requests] = [now, 0];
		requests += 1;
		if (requests > MOST_REQUESTS) onTooMany();
		return requests <= MOST_REQUESTS && String(message.id).length <= LONGEST_ID;
	};
	const over: Transport = {
		async start() {
			transport.onmessage = (message, extra) => {
				if (isHeard(message)) over.onmessage?.(message, extra);
			};
			transport.onclose = () => over.onclose?.();
			transport.onerror = (error) => over.onerror?.(error);
			await transport.start();
		},
		send: (message, options) => transport.send(message, options),
		close: () => transport.close(),
		get sessionId() {
			return transport.sessionId as string;
		},
		setProtocolVersion: (version) => transport.setProtocolVersion?.(version),
	};
	return over;
}
