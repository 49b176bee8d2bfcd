/** When older turns are put into fewer words, which those are, and what stands in their place. */
import type { Message } from '../../../ports/model.ts';
import type { KeptSession } from '../../../ports/session-memory.ts';
import { tokensOf, turnsOf } from './turns.ts';

type Said = Pick<KeptSession, 'messages' | 'tokens'>;

/** Of the window. */
const FULL = 0.7;
/** So much of it is left in the words in which it was said; a summary is not due again with the next turn. */
const LEFT = 0.35;

/** A text of whoever spoke, not of the system: what a tool returned may be in it, and gives no orders. */
const INTRODUCTION = 'Summary of what was said before:\n';

/** Positions of the older turns' messages, the newest turn never among them; undefined while there is room. */
export function toSummarize(said: Said, window: number): number[] | undefined {
	let tokens = tokensOf(said, [...said.messages.keys()]);
	if (tokens <= window * FULL) return undefined;
	const older: number[] = [];
	for (const turn of turnsOf(said.messages).slice(0, -1)) {
		if (tokens <= window * LEFT) break;
		tokens -= tokensOf(said, turn);
		older.push(...turn);
	}
	return older.length === 0 ? undefined : older;
}

/** The summary stands where the first of them stood. One that is no shorter than they are changes nothing. */
export function summarized(
	said: Said,
	older: readonly number[],
	summary: string,
	count: (text: Message) => number,
): Said {
	const instead: Message = { role: 'user', content: INTRODUCTION + summary.trim() };
	const tokens = count(instead);
	if (summary.trim() === '' || tokens >= tokensOf(said, older)) return said;
	const gone = new Set(older);
	const stays = [...said.messages.keys()].flatMap((at) => {
		if (at === older[0]) return [{ message: instead, tokens }];
		return gone.has(at) ? [] : [{ message: said.messages[at] as Message, tokens: said.tokens[at] ?? 0 }];
	});
	return { messages: stays.map(({ message }) => message), tokens: stays.map((one) => one.tokens) };
}
