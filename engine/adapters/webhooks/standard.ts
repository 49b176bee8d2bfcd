/** Sends events as Standard Webhooks describes it (standardwebhooks.com): HMAC-SHA256 over id, time and body. */
import { Webhook } from 'standardwebhooks';
import type { EventSender } from '../../ports/event-sender.ts';

/** `timeoutMs`: for the whole request, 10 s where not given. */
export function createEventSender({ timeoutMs = 10_000 }: { timeoutMs?: number } = {}): EventSender {
	return {
		async send({ url, secret, id, sentAt, body }, signal) {
			const response = await fetch(url, {
				method: 'POST',
				redirect: 'manual',
				signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
				body,
				headers: {
					'content-type': 'application/json',
					'webhook-id': id,
					'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
					'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
				},
			});
			// Nobody reads what is said beside the status.
			await response.body?.cancel();
			return { status: response.status };
		},
	};
}
