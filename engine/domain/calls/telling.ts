/** The part of a long sentence that says what it is quoted for. */
import { ending, endsAsQuestion, excerpt } from './text.ts';

/**
 * At most `limit` characters: around a span of offsets in the folded text where one is given; of a question its end,
 * where people ask after a long introduction; else the start.
 */
export function telling(text: string, limit: number, around?: { from: number; to: number }): string {
	return around === undefined && endsAsQuestion(text) ? ending(text, limit) : excerpt(text, limit, around);
}
