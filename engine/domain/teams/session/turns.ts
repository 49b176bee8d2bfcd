/** What stays of a session: whole turns, the newest, within a number of turns and of tokens. */
import type { Message } from '../../../ports/model.ts';
import type { KeptSession } from '../../../ports/session-memory.ts';

export type SessionLimits = { turns: number; tokens: number };

type Said = Pick<KeptSession, 'messages' | 'tokens'>;

/** Positions of the messages of one turn, without those of the system. */
export type Turn = number[];

/**
 * A turn begins with what a user says, and goes on until the next. Where a result answers a call of an earlier turn, all
 * from that one on are one turn: a call and its results are never in two.
 */
export function turnsOf(messages: readonly Message[]): Turn[] {
	const begins = messages.map(({ role }) => role === 'user');
	const calls = new Map<string, number>();
	for (const [at, message] of messages.entries()) {
		if (message.role === 'assistant') for (const { id } of message.toolCalls ?? []) calls.set(id, at);
		if (message.role !== 'tool') continue;
		const call = calls.get(message.toolCallId) ?? at;
		begins.fill(false, call + 1, at + 1);
	}
	const turns: Turn[] = [];
	for (const [at, { role }] of messages.entries()) {
		if (begins[at] || turns.length === 0) turns.push([]);
		if (role !== 'system') turns.at(-1)?.push(at);
	}
	return turns.filter((turn) => turn.length > 0);
}

/** Without results whose call is not there: no provider takes them. */
export function withoutStrays({ messages, tokens }: Said): Said {
	const calls = new Set<string>();
	const stays = messages.map((message) => {
		if (message.role === 'assistant') for (const { id } of message.toolCalls ?? []) calls.add(id);
		return message.role !== 'tool' || calls.has(message.toolCallId);
	});
	return only({ messages, tokens }, (at) => stays[at] === true);
}

/** All of the system, and as many of the newest turns as fit. The system's tokens count; it stays even where it fills all. */
export function within(said: Said, limits: SessionLimits): Said {
	const turns = turnsOf(said.messages);
	const stays = new Set<number>();
	let room = limits.tokens - tokensOf(said, systemOf(said.messages));
	for (const turn of turns.reverse().slice(0, limits.turns)) {
		room -= tokensOf(said, turn);
		if (room < 0) break;
		for (const at of turn) stays.add(at);
	}
	return only(said, (at) => stays.has(at) || said.messages[at]?.role === 'system');
}

export function tokensOf({ tokens }: Said, positions: readonly number[]): number {
	return positions.reduce((sum, at) => sum + (tokens[at] ?? 0), 0);
}

export function systemOf(messages: readonly Message[]): number[] {
	return [...messages.keys()].filter((at) => messages[at]?.role === 'system');
}

export function only({ messages, tokens }: Said, stays: (at: number) => boolean): Said {
	const here = (_: unknown, at: number) => stays(at);
	return { messages: messages.filter(here), tokens: tokens.filter(here) };
}
