/** What was said in a conversation, for a day: short-term memory of members. */
import type { Message } from './model.ts';

/** Whose: every tenant has its own, and in it every user; members' are told apart by the user's name. */
export type SessionScope = { tenant: string; user: string };

export type SessionMemory = {
	/** The oldest first; nothing where there is none, or where the last access was more than 24 h ago. */
	read(scope: SessionScope): Promise<Message[]>;
	/** Those of many users in one batch, by user. */
	readMany(tenant: string, users: readonly string[]): Promise<Map<string, Message[]>>;
	/**
	 * Adds what was said. `id`: of what is added; the same id again adds nothing, so that it may be repeated after a crash.
	 * Keeps at most 100 turns and the token budget; system messages stay, a tool call and its result stay or go together.
	 */
	append(scope: SessionScope, id: string, messages: readonly Message[]): Promise<void>;
	erase(scope: SessionScope): Promise<void>;
};
