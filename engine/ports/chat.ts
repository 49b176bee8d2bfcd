/** Private messages to people: Slack today. */
import type { CoachingMessage } from '../contract/coaching.ts';
import type { ConnectionReport } from '../contract/connection.ts';
import type { Found, WriteGuard } from './run-context.ts';

/** `channel` is the address of the private conversation with that person. */
export type ChatUser = { id: string; name: string; channel: string };

export type ChatReceipt = { id: string; channel: string };

/** `keyHash`: the hashed effect key, stored with the message so that it can be found again. */
export type Chat = {
	/** Undefined when nobody has that e-mail address. */
	findUser(email: string, signal: AbortSignal): Promise<ChatUser | undefined>;
	send(user: ChatUser, message: CoachingMessage, keyHash: string, guard: WriteGuard): Promise<ChatReceipt>;
	/** As `send`, for words that are no coaching: plain text, at most 3,000 characters are shown. */
	tell(user: ChatUser, text: string, keyHash: string, guard: WriteGuard): Promise<ChatReceipt>;
	/** Of what `send` and `tell` wrote. */
	find(user: ChatUser, keyHash: string, since: Date, signal: AbortSignal): Promise<Found<ChatReceipt>>;
	test(signal: AbortSignal): Promise<ConnectionReport>;
};
