/** Material for a model: kept apart from what it is told, so that nobody's words become orders. */

/** What begins or ends material. */
const MARKS = /<{3,}|>{3,}/g;

/** `<<<id` and `id>>>` around it; what looks like a mark in the material is broken apart. */
export function fenced(id: string, label: string, text: string): string {
	return `${label}\n<<<${id}\n${unmarked(text)}\n${id}>>>`;
}

export const unmarked = (text: string): string => text.replace(MARKS, (mark) => [...mark].join(' '));
