/** What is whole of JSON text that broke off. */

/**
 * The text up to the last object or list that is whole within a list, with all that is open behind it closed. Undefined
 * where nothing of that sort is whole. What it returns is JSON if the text began as such.
 */
export function wholeOf(text: string): string | undefined {
	const open: ('}' | ']')[] = [];
	let quoted = false;
	let whole: string | undefined;
	for (let at = 0; at < text.length; at += 1) {
		const character = text[at];
		if (quoted) {
			if (character === '\\') at += 1;
			else if (character === '"') quoted = false;
		} else if (character === '"') quoted = true;
		else if (character === '{') open.push('}');
		else if (character === '[') open.push(']');
		else if (character === '}' || character === ']') {
			if (open.pop() !== character) return undefined;
			if (open.at(-1) === ']') whole = text.slice(0, at + 1) + open.toReversed().join('');
		}
	}
	return whole;
}
