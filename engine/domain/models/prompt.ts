/** Instructions as files have them, and the material that they are about, kept apart. */
import type { Message } from '../../ports/model.ts';
import type { Tokens } from '../../ports/tokens.ts';

/** A version, and a text with {places}. */
export type Prompt = { version: number; text: string };

/** What a caller has counted before: it counts no more for having been cut by it. */
export type Counted = {
	tokens: Tokens;
	/** Of the material at most, by `o200k_base`. */
	material: number;
};

/** Nobody says it: material that holds it is no way out of it. */
const MARK = '=====';

/** Two marks, each at the end of a line. */
const TOKENS_OF_MARKS = 6;

/** `places` fill the instructions; `material` is what somebody said or wrote, and stands between marks. */
export function instructed(
	prompt: Prompt,
	places: Record<string, string>,
	material: string,
	counted?: Counted,
): Message[] {
	const pieces = piecesOf(prompt);
	const filled = pieces.map((piece, at) => (at % 2 === 0 ? piece : filledWith(places, piece)));
	const escaped = material.replaceAll(MARK, '= = =');
	const known = counted && tokensOf(prompt, filled, counted, escaped === material);
	return [
		{ role: 'system', content: filled.join(''), ...(known ? { tokens: known.instructions } : {}) },
		{ role: 'user', content: `${MARK}\n${escaped}\n${MARK}`, ...(known?.material ? { tokens: known.material } : {}) },
	];
}

/** The text between places, and the places, in turn. */
const piecesOf = ({ text }: Prompt): string[] => text.split(/(\{\w+\})/);

function filledWith(places: Record<string, string>, place: string): string {
	const name = place.slice(1, -1);
	return Object.hasOwn(places, name) ? (places[name] ?? place) : place;
}

/** Of what stands between the places: it is the same each time. */
const fixed = new WeakMap<Prompt, number>();

/** Pieces have together no fewer tokens than what they are pieces of, but for a border or two, for which each has one more. */
function tokensOf(prompt: Prompt, filled: string[], { tokens, material }: Counted, asCounted: boolean) {
	const sum = (texts: string[]) => texts.reduce((all, text) => all + tokens.count(text, 'o200k_base') + 1, 0);
	const ofText = fixed.get(prompt) ?? sum(filled.filter((_, at) => at % 2 === 0));
	fixed.set(prompt, ofText);
	return {
		instructions: ofText + sum(filled.filter((_, at) => at % 2 === 1)),
		material: asCounted ? material + TOKENS_OF_MARKS : undefined,
	};
}

const FRONT = /^---\nversion: (\d{1,6})\n---\n/;

/** Reads a prompt's file. Throws RangeError where it has no version. */
export function toPrompt(file: string): Prompt {
	const [front, version] = FRONT.exec(file) ?? [];
	if (front === undefined) throw new RangeError('A prompt begins with its version.');
	return { version: Number(version), text: file.slice(front.length).trim() };
}
