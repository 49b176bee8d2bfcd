/** The one place that builds what a model is asked about a call. */
import type { Call } from '../../../contract/call.ts';
import type { Message } from '../../../ports/model.ts';
import type { Speakers } from '../speakers.ts';
import { foldWhitespace } from '../text.ts';
import { type Line, written } from './lines.ts';

/** A prompt as its file has it: a version, and a text with {places}. */
export type Prompt = { version: number; text: string };

/** Findings of one part; more are rarely right, and each costs output. */
export const MOST_FOUND = 8;

/** Names come from outside: none is long enough for an order. */
const LONGEST_NAME = 60;
const MOST_NAMES = 20;

/** Nobody says it: a transcript that holds it is no way out of it. */
const MARK = '=====';

export type PartOfCall = {
	call: Pick<Call, 'parties' | 'started'>;
	lines: readonly Line[];
	/** From 1. */
	part: number;
	parts: number;
};

export function messagesOf(prompt: Prompt, { call, lines, part, parts }: PartOfCall, speakers: Speakers): Message[] {
	const named = (side: boolean) => {
		const names = call.parties
			.filter(({ affiliation }) => (affiliation === 'internal') === side)
			.map(({ name }) => foldWhitespace(name).slice(0, LONGEST_NAME));
		return names.slice(0, MOST_NAMES).join(', ') || 'unknown';
	};
	const places: Record<string, string> = {
		...{ part: String(part), parts: String(parts), most: String(MOST_FOUND), day: call.started.slice(0, 10) },
		...{ internal: named(true), external: named(false) },
	};
	const instructions = prompt.text.replace(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole);
	const transcript = written(lines, speakers).replaceAll(MARK, '= = =');
	return [
		{ role: 'system', content: instructions },
		{ role: 'user', content: `${MARK}\n${transcript}\n${MARK}` },
	];
}

const FRONT = /^---\nversion: (\d{1,6})\n---\n/;

/** Reads a prompt's file. Throws RangeError where it has no version. */
export function toPrompt(file: string): Prompt {
	const [front, version] = FRONT.exec(file) ?? [];
	if (front === undefined) throw new RangeError('A prompt begins with its version.');
	return { version: Number(version), text: file.slice(front.length).trim() };
}
