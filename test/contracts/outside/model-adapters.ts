/** The adapters of models, each before a stand-in that speaks its provider's wire format. */
import { createAnthropic } from '../../../engine/adapters/models/anthropic.ts';
import { createOpenAi } from '../../../engine/adapters/models/openai.ts';
import type { ModelOptions } from '../../../engine/adapters/models/shared/options.ts';
import type { GenerateRequest, Generation, Model, Usage } from '../../../engine/ports/model.ts';
import { startAnthropic } from '../../../engine/sandbox/models/anthropic.ts';
import { startOpenAi } from '../../../engine/sandbox/models/openai.ts';
import type { ModelServer } from '../../../engine/sandbox/models/server.ts';
import { unstopped } from './fakes.ts';

export type ModelAdapter = {
	name: string;
	provider: 'openai' | 'anthropic';
	/** Where the greatest length of the answer stands in a request. */
	lengthField: string;
	start(): Promise<ModelServer>;
	open(server: Pick<ModelServer, 'origin' | 'key'>): Model;
};

/** A weight for each kind of token, so that one that is counted twice, or as another, shows. */
export const costOf = ({ inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens }: Usage): number =>
	inputTokens + cacheReadTokens * 1_000 + cacheWriteTokens * 1_000_000 + outputTokens * 1_000_000_000;

const options = (key: string, address: string): ModelOptions => ({
	...{ id: 'provider/model', name: 'some-model', address, key, costOf },
});

export const ADAPTERS: ModelAdapter[] = [
	{
		...{ name: 'OpenAI', provider: 'openai', lengthField: 'max_completion_tokens', start: startOpenAi },
		open: ({ origin, key }) => createOpenAi(options(key, `${origin}/v1`)),
	},
	{
		...{ name: 'a server compatible with OpenAI', provider: 'openai', lengthField: 'max_tokens', start: startOpenAi },
		open: ({ origin, key }) =>
			createOpenAi({ ...options(key, `${origin}/v1/`), vendor: 'vLLM', lengthField: 'max_tokens' }),
	},
	{
		...{ name: 'Anthropic', provider: 'anthropic', lengthField: 'max_tokens', start: startAnthropic },
		open: ({ origin, key }) => createAnthropic(options(key, origin)),
	},
];

export const asking = (request: Partial<GenerateRequest> = {}): GenerateRequest => ({
	messages: [{ role: 'user', content: 'How was the call?' }],
	...{ maxOutputTokens: 300, signal: unstopped, ...request },
});

/** Both forms of the port, as one function each: what holds for one holds for the other. */
export const FORMS: { form: string; generate(model: Model, request: GenerateRequest): Promise<Generation> }[] = [
	{ form: 'whole', generate: (model, request) => model.generate(request) },
	{
		form: 'streamed',
		async generate(model, request) {
			let text = '';
			let generation: Generation | undefined;
			for await (const part of model.stream(request)) {
				if (generation) throw new Error('something follows the end');
				if (part.type === 'text') text += part.text;
				else generation = part.generation;
			}
			if (!generation) throw new Error('the end is missing');
			if (text !== generation.text) throw new Error('the pieces are not the whole');
			return generation;
		},
	},
];
