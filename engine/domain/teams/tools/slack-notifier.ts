/** The tool `slack-notifier`: sends a person a private message in the chat, once; with `only-me` to the recipient. */
import { z } from 'zod';
import { RetryableError, SophiaError, TerminalError } from '../../../errors.ts';
import type { Chat, ChatUser } from '../../../ports/chat.ts';
import type { Hasher } from '../../../ports/hasher.ts';
import type { ToolRun, WritingTool } from '../../../ports/tool.ts';
import { inputSchema } from './schema.ts';

const Input = z.strictObject({
	to: z.email().max(320).describe('E-mail address of a colleague in the chat.'),
	text: z.string().trim().min(1).max(2_500).describe('Plain text.'),
});

export function slackNotifier(
	chat: Chat,
	{ delivery, recipient }: Pick<ToolRun, 'delivery' | 'recipient'>,
	hash: Hasher,
): WritingTool {
	return {
		name: 'slack-notifier',
		description: 'Sends a colleague, by e-mail address, a private message in the chat.',
		input: inputSchema(Input),
		writes: true,
		onlyMe: true,
		approval: false,
		attempt(input, key) {
			const { to, text } = Input.parse(input);
			const address = delivery === 'only-me' ? recipient : to;
			const words = delivery === 'only-me' ? `For ${to}: ${text}` : text;
			const keyHash = hash(key);
			return {
				kind: 'message',
				async do(guard) {
					const user = await userOf(chat, address, guard.signal);
					return chat.tell(user, words, keyHash, guard);
				},
				async find(since, signal) {
					try {
						return await chat.find(await userOf(chat, address, signal), keyHash, since, signal);
					} catch (error) {
						signal.throwIfAborted();
						if (!(error instanceof SophiaError)) throw error;
						return { answer: 'cannot-tell', reason: error.message };
					}
				},
			};
		},
	};
}

/** Nothing was written when this fails. */
async function userOf(chat: Chat, address: string | undefined, signal: AbortSignal): Promise<ChatUser> {
	if (!address) throw new TerminalError('tool-refused', 'Delivery only-me needs the address of the recipient.');
	const user = await chat.findUser(address, signal).catch((error: unknown) => {
		if (!(error instanceof RetryableError)) throw error;
		const { code, message, retryAfterMs, details } = error;
		throw new RetryableError(code, message, { retryAfterMs, details, notDone: true });
	});
	if (!user) throw new TerminalError('tool-refused', `Nobody in the chat has the address ${address}.`);
	return user;
}
