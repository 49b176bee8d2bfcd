/** Clauses: a condition or a doubt in another part of a sentence says nothing about this one. */

const CONJUNCTION = '(?:and|but|because|so|since|which|although|though|while) ';
const BORDER = new RegExp(`[,;:–—] (?:${CONJUNCTION})?|\\.{3} ?|… ?| - | ${CONJUNCTION}`, 'gi');

export type Span = { from: number; to: number };

/** The clause around a span of an examined text. */
export function clauseAround(text: string, { from, to }: Span): Span {
	const around = { from: 0, to: text.length };
	for (const border of text.matchAll(BORDER)) {
		const end = border.index + border[0].length;
		if (end <= from) around.from = end;
		if (border.index >= to) return { ...around, to: border.index };
	}
	return around;
}
