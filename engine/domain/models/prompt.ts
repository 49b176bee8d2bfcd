/** Instructions as files have them, and the material that they are about, kept apart. */
import type { Message } from '../../ports/model.ts';

/** A version, and a text with {places}. */
export type Prompt = { version: number; text: string };

/** Nobody says it: material that holds it is no way out of it. */
const MARK = '=====';

/** `places` fill the instructions; `material` is what somebody said or wrote, and stands between marks. */
export function instructed({ text }: Prompt, places: Record<string, string>, material: string): Message[] {
	const content = text.replace(/\{(\w+)\}/g, (whole, name: string) =>
		Object.hasOwn(places, name) ? (places[name] ?? whole) : whole,
	);
	return [
		{ role: 'system', content },
		{ role: 'user', content: `${MARK}\n${material.replaceAll(MARK, '= = =')}\n${MARK}` },
	];
}

const FRONT = /^---\nversion: (\d{1,6})\n---\n/;

/** Reads a prompt's file. Throws RangeError where it has no version. */
export function toPrompt(file: string): Prompt {
	const [front, version] = FRONT.exec(file) ?? [];
	if (front === undefined) throw new RangeError('A prompt begins with its version.');
	return { version: Number(version), text: file.slice(front.length).trim() };
}
