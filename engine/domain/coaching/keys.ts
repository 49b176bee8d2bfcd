/** Effect keys: what is delivered at most once. */
import type { RunContext } from '../../ports/run-context.ts';

/**
 * A message of a window: chat connection + rep + window end. One about a call that came in after its window: the end
 * of the window that missed it, "late" and the call. One of `coach-call`: "call" and the call.
 */
export type MessageSubject =
	| { kind: 'window'; windowEnd: string }
	| { kind: 'late'; windowEnd: string; callId: string }
	| { kind: 'call'; callId: string };

type Keyed = Pick<RunContext, 'delivery' | 'recipient' | 'resend'>;

/** `only-me` has keys of its own, with the recipient: it uses up none of a `send`. */
export function messageKey(run: Keyed, chat: string, repId: string, subject: MessageSubject): string {
	const about =
		subject.kind === 'call'
			? ['call', subject.callId]
			: subject.kind === 'late'
				? [instant(subject.windowEnd), 'late', subject.callId]
				: [instant(subject.windowEnd)];
	const onlyMe = run.delivery === 'only-me' ? ['only-me', (run.recipient ?? '').toLowerCase()] : [];
	return encode(['message', chat, repId, ...about, ...onlyMe], run.resend);
}

/** CRM connection + call: one note a call, whatever run writes it. */
export function noteKey(run: Keyed, crm: string, callId: string): string {
	return encode(['note', crm, callId], run.resend);
}

/** JSON, because it quotes: no two lists of parts have the same text, whatever stands in them. */
function encode(parts: string[], resend: string | undefined): string {
	return JSON.stringify(resend === undefined ? parts : [...parts, { resend }]);
}

/** The same moment is the same key, however it was written. */
function instant(text: string): string {
	return new Date(text).toISOString();
}
