/** What was said in a conversation, for a day: short-term memory of members. */
import type { Message } from './model.ts';

/** Whose: every tenant has its own, and in it every user; members' are told apart by the user's name. */
export type SessionScope = { tenant: string; user: string };

/** Writes what older turns said in a few sentences. Where it fails, they stay as they are. */
export type Summarize = (older: Message[]) => Promise<string>;

export type SessionMemory = {
	/** The oldest first; nothing where there is none, or where the last access was more than 24 h ago. */
	read(scope: SessionScope): Promise<Message[]>;
	/** Those of many users in one batch, by user; users without any are not in it. */
	readMany(tenant: string, users: readonly string[]): Promise<Map<string, Message[]>>;
	/**
	 * Adds what was said. `id`: of what is added; the same id again adds nothing, so that it may be repeated after a crash.
	 * Keeps at most 100 turns and the token budget; system messages stay, a tool call and its result stay or go together.
	 * With `summarize` older turns are put into its words once 70 % of the budget are full; without it the oldest go.
	 * Throws `session-too-large`, `queue-unavailable`.
	 */
	append(scope: SessionScope, id: string, messages: readonly Message[], summarize?: Summarize): Promise<void>;
	erase(scope: SessionScope): Promise<void>;
};

/** For good, and at once. */
export type SessionErasure = {
	/** What the user said, and what members keep under `user/…`; answers how many sessions went. */
	eraseUser(tenant: string, user: string): Promise<number>;
	/** Every session that is under the address, or in which it stands; answers how many. */
	erasePerson(tenant: string, email: string): Promise<number>;
	eraseTenant(tenant: string): Promise<number>;
};

/** As it is kept. */
export type KeptSession = {
	/** Of what was added last, the newest last. */
	ids: string[];
	messages: Message[];
	/** Of each message. */
	tokens: number[];
};

/** What stays of a session when something is added; undefined where the id was added before. */
export type AddToSession = (
	kept: KeptSession,
	id: string,
	messages: readonly Message[],
	summarize?: (older: Message[]) => Promise<string | undefined>,
) => Promise<KeptSession | undefined>;
