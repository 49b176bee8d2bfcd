/** Word from a call service that a call is over, and whether it really comes from there. */
import type { Call } from '../contract/call.ts';

/** One calls connection's own address for such word. */
export type CallWebhookPlace = {
	tenant: string;
	connection: string;
	/** The whole address, as the call service was given it. */
	address: string;
	/** PEM of the key with which the call service signs. */
	publicKey: string;
};

export type ReceivedWebhook = {
	/** The header `authorization` as it came. */
	authorization: string | undefined;
	/** As it came, byte for byte. */
	body: Uint8Array;
};

export type CallWebhook = {
	/**
	 * The call that is over; undefined for what was sent to try the address. Throws `signature-not-valid` for whatever was not signed for this place and these bytes, and `bad-request` or
	 * `body-not-json` where what was signed cannot be read.
	 */
	read(place: CallWebhookPlace, received: ReceivedWebhook): Promise<Call | undefined>;
};

/** `told`: whoever asked for it is told. `repeated`: it was told before. `ignored`: a trial, or a private call. */
export type WebhookOutcome = 'told' | 'repeated' | 'ignored';

/** What the HTTP routes may do with such word. Implemented by engine/events. */
export type CallWebhooks = {
	/** `id`: of the place. Throws what `read` throws; an unknown id is a signature that is not valid. */
	receive(id: string, received: ReceivedWebhook): Promise<WebhookOutcome>;
};

export type CallWebhookStore = {
	/**
	 * Gives the connection a place, or the one it has a new key and the beginning of its address. The address, which is
	 * answered, is `prefix` and the id; `id` is that of a new place. Throws `connection-unknown`.
	 */
	put(tenant: string, webhook: { connection: string; id: string; prefix: string; publicKey: string }): Promise<string>;
	/** Whose place an id is; sees across tenants. */
	find(id: string): Promise<CallWebhookPlace | undefined>;
};
