/** Word from a call service that a call is over: whose it is comes from the key that verifies its signature. */
import { SophiaError, TerminalError } from '../errors.ts';
import type { CallWebhook, CallWebhookStore, CallWebhooks } from '../ports/call-webhook.ts';
import type { Events } from '../ports/events.ts';
import type { Log } from '../ports/log.ts';

export type CallWebhooksOptions = {
	store: Pick<CallWebhookStore, 'find'>;
	/** Of the one call service that sends such word; loaded when it is needed. */
	webhook: () => Promise<CallWebhook>;
	events: Pick<Events, 'finished'>;
	log: Log;
};

export function createCallWebhooks({ store, webhook, events, log }: CallWebhooksOptions): CallWebhooks {
	return {
		async receive(id, received) {
			const place = await store.find(id);
			// Who guesses learns nothing about which places there are.
			if (place === undefined) throw new TerminalError('signature-not-valid');
			const { tenant, connection } = place;
			const { read } = await webhook();
			const call = await read(place, received).catch((error: unknown) => {
				log.warn({ tenant, connection, reason: reasonOf(error) }, 'word of a finished call was refused');
				throw error;
			});
			if (call === undefined || call.private) return 'ignored';
			const first = await events.finished(tenant, { call, source: connection });
			log.info({ tenant, connection, call: call.id, repeated: !first }, 'a call is finished');
			return first ? 'told' : 'repeated';
		},
	};
}

/** For the log alone: whoever sent it is told less. */
function reasonOf(error: unknown): string {
	if (!(error instanceof SophiaError)) return 'unforeseen';
	const { cause, details, message } = error;
	return cause instanceof Error ? cause.message : `${message} ${JSON.stringify(details?.fields ?? '')}`;
}
