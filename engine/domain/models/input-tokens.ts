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
	const texts = [
		...messages.map((message) =>
			'toolCalls' in message ? `${message.content}${JSON.stringify(message.toolCalls ?? [])}` : message.content,
		),
		...tools.map((tool) => JSON.stringify(tool)),
		...(schema ? [JSON.stringify(schema)] : []),
	];
	const added = TOKENS_A_MESSAGE + (tools.length > 0 ? TOKENS_FOR_TOOLS : 0);
	return texts.reduce((sum, text) => sum + tokens.count(text, tokenizer) + TOKENS_A_MESSAGE, added);
}
