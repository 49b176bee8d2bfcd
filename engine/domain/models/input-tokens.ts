/** Tokens of a request before it is sent, counted from above. */
import type { GenerateRequest } from '../../ports/model.ts';
import type { Tokens } from '../../ports/tokens.ts';

/** What a provider adds to each message and to the answer it begins; OpenAI's own count is 3 and 3. */
const TOKENS_A_MESSAGE = 8;

/** What a provider adds to tell a model how tools are called: the most of Anthropic's table, for Claude 3 Opus. */
const TOKENS_FOR_TOOLS = 530;

export function inputTokensOf(
	{ messages, tools = [], schema }: Pick<GenerateRequest, 'messages' | 'tools' | 'schema'>,
	tokens: Tokens,
	tokenizer: string | undefined,
): number {
	const added = TOKENS_A_MESSAGE + (tools.length > 0 ? TOKENS_FOR_TOOLS : 0);
	const count = (text: string, known?: number) => tokens.count(text, tokenizer, known) + TOKENS_A_MESSAGE;
	const ofMessages = messages.map((message) => {
		const calls = 'toolCalls' in message ? JSON.stringify(message.toolCalls ?? []) : '';
		return count(`${message.content}${calls}`, 'tokens' in message ? message.tokens : undefined);
	});
	const others = [...tools, ...(schema ? [schema] : [])].map((one) => count(textOf(one)));
	return [...ofMessages, ...others].reduce((sum, one) => sum + one, added);
}

/** Schemas are constants: each is written once. */
const texts = new WeakMap<object, string>();

function textOf(value: object): string {
	const text = texts.get(value) ?? JSON.stringify(value);
	texts.set(value, text);
	return text;
}
