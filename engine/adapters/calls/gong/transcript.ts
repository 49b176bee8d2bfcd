/** One transcript as Gong gives it: monologues of sentences, in the words of the contract and in order of time. */
import type { Sentence } from '../../../contract/call.ts';
import { TerminalError, toErrorView } from '../../../errors.ts';
import type { TranscriptAnswer } from '../../../ports/call-source.ts';
import { unreadableAt } from './errors.ts';
import { Monologues } from './schema.ts';

const MAX_SENTENCES = 50_000;

/** The transcript, or what is wrong with it: `calls-unreadable` with the path, or `call-too-long`. */
export function toTranscriptAnswer(callId: string, raw: unknown): TranscriptAnswer {
	const count = countSentences(raw);
	if (count > MAX_SENTENCES) {
		const error = new TerminalError('call-too-long', undefined, { details: { callId, sentences: count } });
		return { callId, error: toErrorView(error) };
	}
	// Gong gives null for a call in which nobody spoke.
	const read = Monologues.safeParse(raw ?? []);
	if (!read.success) return { callId, error: toErrorView(unreadableAt(read.error.issues[0], 'transcript')) };
	return { callId, transcript: { callId, sentences: toSentences(read.data) } };
}

/** Counted before they are looked at: refusing half a million sentences should cost nothing. */
function countSentences(raw: unknown): number {
	if (!Array.isArray(raw)) return 0;
	return raw.reduce((sum, monologue) => {
		const sentences: unknown = (monologue as { sentences?: unknown } | null)?.sentences;
		return Array.isArray(sentences) ? sum + sentences.length : sum;
	}, 0);
}

/** One object for each sentence and no copies: a page of answers holds tens of thousands. */
function toSentences(monologues: Monologues): Sentence[] {
	const all: Sentence[] = [];
	for (const { sentences, speakerId } of monologues) {
		for (const { end, start, text } of sentences) {
			all.push({ index: 0, speakerId: speakerId ?? 'unknown', startMs: start, endMs: end, text });
		}
	}
	all.sort((one, other) => one.startMs - other.startMs);
	for (const [index, sentence] of all.entries()) sentence.index = index;
	return all;
}
