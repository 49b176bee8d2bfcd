/** What a model is asked about a part of a call. */
import type { Call } from '../../../contract/call.ts';
import type { Message } from '../../../ports/model.ts';
import { type Counted, instructed, type Prompt } from '../../models/prompt.ts';
import type { Speakers } from '../speakers.ts';
import { type Line, plainName, written } from './lines.ts';

/** Findings of one part; more are rarely right, and each costs output. */
export const MOST_FOUND = 8;

const MOST_NAMES = 20;

export type PartOfCall = {
	call: Pick<Call, 'parties' | 'started'>;
	lines: readonly Line[];
	/** From 1. */
	part: number;
	parts: number;
};

export function messagesOf(
	prompt: Prompt,
	{ call, lines, part, parts }: PartOfCall,
	speakers: Speakers,
	counted?: Counted,
): Message[] {
	const named = (side: boolean) => {
		const names = call.parties
			.filter(({ affiliation }) => (affiliation === 'internal') === side)
			.map(({ name }) => plainName(name));
		return names.slice(0, MOST_NAMES).join(', ') || 'unknown';
	};
	const places: Record<string, string> = {
		...{ part: String(part), parts: String(parts), most: String(MOST_FOUND), day: call.started.slice(0, 10) },
		...{ internal: named(true), external: named(false) },
	};
	return instructed(prompt, places, written(lines, speakers), counted);
}
