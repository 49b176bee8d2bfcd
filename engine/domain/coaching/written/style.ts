/** How a model is to write: the length and the tone of a playbook. */
import { type PlaybookWriting, WRITING_LENGTHS, type WritingTone } from '../../../contract/playbook.ts';
import type { CallToAnalyze } from '../analyze-calls.ts';

/** `words`: most of a whole message, quotes not among them. */
export type Style = { words: number; tone: WritingTone };

/** Where a call has no playbook, or one that does not say. */
const USUAL: PlaybookWriting = { length: 'medium', tone: 'plain' };

/** What the tones mean, for the model. */
export const TONES: Record<WritingTone, string> = {
	plain: 'plain: everyday words, short sentences, no exclamation marks',
	warm: 'warm: like a friendly colleague, at most one exclamation mark in all',
	direct: 'direct: say it without detours; no maybe, perhaps, might, just; no exclamation marks',
	formal: 'formal: polite and sober, no contractions (do not, not "don\'t"), no exclamation marks',
};

export function styleOf({ playbook }: Pick<CallToAnalyze, 'playbook'>): Style {
	const { length, tone } = playbook?.playbook.writing ?? USUAL;
	return { words: typeof length === 'number' ? length : WRITING_LENGTHS[length], tone };
}
