/** What a session holds after something was added to it. */
import type { Message } from '../../../ports/model.ts';
import type { AddToSession } from '../../../ports/session-memory.ts';
import type { Tokens } from '../../../ports/tokens.ts';
import { summarized, toSummarize } from './summarize.ts';
import { type SessionLimits, within, withoutStrays } from './turns.ts';

export const USUAL_LIMITS: SessionLimits = { turns: 100, tokens: 8_000 };

/** So many of the last ids are known again. */
const KNOWN_IDS = 200;

/** Most models of today cut text about so. */
const TOKENIZER = 'o200k_base';
/** What a provider adds around a message, about. */
const AROUND_TOKENS = 4;

export function addToSession(tokens: Tokens, limits: SessionLimits = USUAL_LIMITS): AddToSession {
	const count = (message: Message) => {
		const calls = message.role === 'assistant' && message.toolCalls ? JSON.stringify(message.toolCalls) : '';
		return AROUND_TOKENS + tokens.count(message.content + calls, TOKENIZER);
	};
	return async (kept, id, messages, summarize) => {
		if (kept.ids.includes(id)) return undefined;
		const ids = [...kept.ids, id].slice(-KNOWN_IDS);
		let said = withoutStrays({
			messages: [...kept.messages, ...messages],
			tokens: [...kept.tokens, ...messages.map(count)],
		});
		const older = summarize && toSummarize(said, limits.tokens);
		if (older) {
			const summary = await summarize(older.map((at) => said.messages[at] as Message));
			if (summary !== undefined) said = summarized(said, older, summary, count);
		}
		return { ids, ...within(said, limits) };
	};
}
