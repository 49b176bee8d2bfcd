/** A session as it lies in Redis: JSON, compressed, and read back with distrust. */
import { deflateSync, inflateSync } from 'node:zlib';
import { TerminalError } from '../../../errors.ts';
import type { Message } from '../../../ports/model.ts';
import type { KeptSession } from '../../../ports/session-memory.ts';

/** Of the JSON. Nothing larger is written, and nothing is unpacked to more. */
export const LARGEST_SESSION_BYTES = 1024 * 1024;

/** Most are unpacked in one piece. */
const USUAL_BYTES = 64 * 1024;

const VERSION = 1;

/** Sessions are some 10 KB: handing them to another thread takes longer than the work. Throws `session-too-large`. */
export function packSession(session: KeptSession): Buffer {
	const json = Buffer.from(JSON.stringify({ version: VERSION, ...session }));
	if (json.length > LARGEST_SESSION_BYTES) throw new TerminalError('session-too-large');
	return deflateSync(json);
}

/** Throws where the bytes are no session; unpacks no more than a session may have. */
export function unpackSession(bytes: Buffer): KeptSession {
	if (bytes.length > LARGEST_SESSION_BYTES) throw new Error('too large for a session');
	const json = inflateSync(bytes, { maxOutputLength: LARGEST_SESSION_BYTES, chunkSize: USUAL_BYTES }).toString('utf8');
	const value = JSON.parse(json) as { version?: unknown } & Partial<Record<keyof KeptSession, unknown>>;
	const { ids, messages, tokens } = value;
	if (value.version !== VERSION) throw new Error('a session of another version');
	if (!Array.isArray(ids) || !Array.isArray(messages) || !Array.isArray(tokens)) throw new Error('no session');
	if (messages.length !== tokens.length || !messages.every(isMessage)) throw new Error('no messages');
	if (!ids.every((id) => typeof id === 'string') || !tokens.every(Number.isFinite)) throw new Error('no ids or tokens');
	return { ids, messages, tokens };
}

function isMessage(value: unknown): value is Message {
	if (value === null || typeof value !== 'object') return false;
	const { role, content, toolCalls, toolCallId } = value as Record<string, unknown>;
	if (typeof content !== 'string') return false;
	if (role === 'tool') return typeof toolCallId === 'string';
	if (role === 'assistant') return toolCalls === undefined || (Array.isArray(toolCalls) && toolCalls.every(isCall));
	return role === 'user' || role === 'system';
}

function isCall(value: unknown): boolean {
	const { id, name } = (value ?? {}) as Record<string, unknown>;
	return typeof id === 'string' && typeof name === 'string';
}
