/** What every model promises: the same generation whole and in pieces, and requests as its provider wants them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Message, Model, ModelTool } from '../../../engine/ports/model.ts';
import { describedByOpenAi } from '../../../engine/sandbox/models/description-for-test.ts';
import type { SaidToolCall, Say } from '../../../engine/sandbox/models/script.ts';
import type { ModelServer } from '../../../engine/sandbox/models/server.ts';
import { publishedSpec } from '../../../engine/sandbox/start-for-test.ts';
import { need } from '../../need.ts';
import { verifies } from '../../verifies.ts';
import { errorOf } from './fakes.ts';
import { ADAPTERS, asking, costOf, FORMS } from './model-adapters.ts';

const SCHEMA = {
	name: 'findings',
	schema: {
		type: 'object',
		properties: { quotes: { type: 'array', items: { type: 'string' } } },
		required: ['quotes'],
		additionalProperties: false,
	},
};

const TOOL: ModelTool = {
	name: 'find_call',
	description: 'Finds a call.',
	parameters: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
};

const CALL: SaidToolCall = { id: 'call_1', name: 'find_call', arguments: '{"id":"7","with":["Ana","Jörg"]}' };

/** A talk in which the assistant called two tools at once. */
const TALK: Message[] = [
	{ role: 'system', content: 'You read calls.', keep: true },
	{ role: 'system', content: 'Quote word for word.' },
	{ role: 'user', content: 'The transcript.', keep: true },
	{ role: 'user', content: 'What was agreed?' },
	{
		role: 'assistant',
		content: '',
		toolCalls: [
			{ id: 'call_1', name: 'find_call', arguments: { id: '7' } },
			{ id: 'call_2', name: 'find_call', arguments: { id: '8' } },
		],
	},
	{ role: 'tool', toolCallId: 'call_1', content: 'the seventh' },
	{ role: 'tool', toolCallId: 'call_2', content: 'the eighth' },
	{ role: 'user', content: 'And then?' },
];

for (const adapter of ADAPTERS) {
	describe(`models of ${adapter.name}`, () => {
		verifies('models.wire-formats');

		let server: ModelServer;
		let model: Model;
		beforeAll(async () => {
			server = await adapter.start();
			model = adapter.open(server);
		});
		beforeEach(() => {
			server.requests.length = 0;
		});
		afterAll(() => server?.close());

		const says = (say: Omit<Say, 'kind'>) => server.script([{ kind: 'say', ...say }]);

		for (const { form, generate } of FORMS) {
			describe(form, () => {
				it('gives the text, what was used and who answered', async () => {
					says({ text: 'Well: “très bien”.', counts: { input: 20, output: 7 } });
					const { usage, ...generation } = await generate(model, asking());
					expect(generation).toEqual({
						...{ text: 'Well: “très bien”.', toolCalls: [] },
						model: expect.stringMatching(/^some-model-2026/),
					});
					const tokens = { inputTokens: 20, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 7 };
					expect(usage).toEqual({ ...tokens, costUsd: costOf(tokens) });
					expect(server.requests).toHaveLength(1);
				});

				it('counts each token once, those of the cache apart', async () => {
					says({ text: 'x', counts: { input: 3, cacheRead: 50, cacheWrite: 400, output: 2 } });
					expect((await generate(model, asking())).usage).toMatchObject({
						...{ inputTokens: 3, cacheReadTokens: 50, cacheWriteTokens: 400, outputTokens: 2 },
					});
				});

				it('gives calls of tools with their arguments', async () => {
					says({ text: 'I look.', toolCalls: [CALL, { id: 'call_2', name: 'find_call', arguments: '{}' }] });
					const { text, toolCalls } = await generate(model, asking({ tools: [TOOL] }));
					expect({ text, toolCalls }).toEqual({
						text: 'I look.',
						toolCalls: [
							{ id: 'call_1', name: 'find_call', arguments: { id: '7', with: ['Ana', 'Jörg'] } },
							{ id: 'call_2', name: 'find_call', arguments: {} },
						],
					});
				});

				it('gives what the text says as data where a schema was given, and only there', async () => {
					says({ text: '{"quotes":["We have 40k."]}' });
					expect((await generate(model, asking({ schema: SCHEMA }))).data).toEqual({ quotes: ['We have 40k.'] });
					says({ text: '{"quotes":[]}' });
					expect(await generate(model, asking())).not.toHaveProperty('data');
				});

				it.each([
					['is cut off', { text: '{"quotes":["We', ended: 'cut' as const }, 'model-answer-not-valid'],
					['is half JSON', { text: '{"quotes":["We' }, 'model-answer-not-valid'],
					['is refused', { text: 'I cannot.', ended: 'refused' as const }, 'model-refused'],
					['is kept back', { text: 'I', ended: 'filtered' as const }, 'model-refused'],
				])('says why there is no answer where it %s, and what it cost', async (_what, say, code) => {
					says({ ...say, counts: { input: 4, cacheRead: 3, output: 2 } });
					const error = await errorOf(generate(model, asking({ schema: SCHEMA })));
					const billedUsd = costOf({ inputTokens: 4, cacheReadTokens: 3, cacheWriteTokens: 0, outputTokens: 2 });
					expect(error).toMatchObject({ code, details: { model: 'provider/model', billedUsd } });
				});

				const wrong = (input: unknown, output: unknown, cached: unknown = 0) =>
					adapter.provider === 'openai'
						? { prompt_tokens: input, completion_tokens: output, prompt_tokens_details: { cached_tokens: cached } }
						: { input_tokens: input, output_tokens: output, cache_read_input_tokens: cached };

				it.each([
					['is missing', null],
					['is empty', {}],
					['is negative', wrong(-5, 3)],
					['is negative for the answer', wrong(5, -3)],
					['has negative tokens of the cache', wrong(5, 3, -2)],
					['is a half', wrong(5.5, 3)],
					['is null', wrong(null, 3)],
					['is a text', wrong('5', 3)],
					['is beyond all numbers', wrong(5, 1e300)],
				])('takes no price from a usage that %s', async (_what, rawUsage) => {
					says({ text: 'x', rawUsage });
					expect((await generate(model, asking())).usage.costUsd).toBeUndefined();
					says({ ended: 'refused', rawUsage });
					expect((await errorOf(generate(model, asking()))).details).not.toHaveProperty('billedUsd');
				});

				it('asks for the greatest length, the schema and the tools as the provider names them', async () => {
					says({ text: '{"quotes":[]}' });
					await generate(model, asking({ schema: SCHEMA, tools: [TOOL], maxOutputTokens: 40_000 }));
					const { body } = server.requests[0] ?? {};
					expect(body).toMatchObject({ model: 'some-model', [adapter.lengthField]: 40_000 });
					expect(body).toMatchObject(
						adapter.provider === 'openai'
							? {
									response_format: { type: 'json_schema', json_schema: { ...SCHEMA, strict: true } },
									tools: [{ type: 'function', function: TOOL }],
								}
							: {
									output_config: { format: { type: 'json_schema', schema: SCHEMA.schema } },
									tools: [{ name: 'find_call', description: 'Finds a call.', input_schema: TOOL.parameters }],
								},
					);
				});

				it('asks to keep no more than the provider takes', async () => {
					const messages: Message[] = Array.from({ length: 7 }, (_, at) => ({
						role: 'user',
						content: `${at}`,
						keep: at > 0,
					}));
					says({ text: 'Yes.' });
					await generate(model, asking({ messages }));
					const raw = server.requests.at(-1)?.raw ?? '';
					expect(raw.split('cache_control').length - 1).toBeLessThanOrEqual(4);
					for (let at = 0; at < 7; at += 1) expect(raw).toContain(`"${at}"`);
				});

				it('tells a talk with tools, and what to keep where the provider wants to hear it', async () => {
					says({ text: 'x' });
					await generate(model, asking({ messages: TALK }));
					const { body } = server.requests[0] ?? {};
					expect({ system: body?.system, messages: body?.messages }).toEqual(TOLD[adapter.provider]);
				});
			});
		}

		it('gives the same generation whole and in pieces, whatever was said', async () => {
			const tokens = fc.nat(1e6);
			const text = fc.string({ unit: 'binary', maxLength: 40 });
			const said = fc.record({
				text,
				toolCalls: fc.uniqueArray(
					fc.record({
						...{ id: fc.stringMatching(/^call_\w{1,8}$/), name: fc.constant('find_call') },
						arguments: fc.dictionary(text, fc.jsonValue({ maxDepth: 2 })).map((given) => JSON.stringify(given)),
					}),
					{ maxLength: 3, selector: ({ id }) => id },
				),
				counts: fc.record({ input: tokens, cacheRead: tokens, cacheWrite: tokens, output: tokens }),
			});
			await fc.assert(
				fc.asyncProperty(said, async (say) => {
					const given = [];
					for (const { generate } of FORMS) {
						says(say);
						given.push(await generate(model, asking()));
					}
					expect(given[1]).toEqual(given[0]);
					const { counts } = say;
					expect(given[0]).toMatchObject({
						text: say.text,
						toolCalls: say.toolCalls.map((call) => ({ ...call, arguments: JSON.parse(call.arguments) })),
						usage: {
							...{ inputTokens: counts.input, outputTokens: counts.output },
							...{ cacheReadTokens: counts.cacheRead, cacheWriteTokens: counts.cacheWrite },
						},
					});
				}),
				{ numRuns: 40 },
			);
		});
	});
}

need('shared')('requests to OpenAI by its published description', () => {
	it('keep to it', async () => {
		verifies('models.wire-formats');
		const wrong = describedByOpenAi(publishedSpec('openai.openapi.yaml') ?? {});
		for (const adapter of ADAPTERS.filter(({ provider }) => provider === 'openai')) {
			const server = await adapter.start();
			server.script(() => ({ kind: 'say', text: '{"quotes":[]}' }));
			for (const { generate } of FORMS) {
				await generate(adapter.open(server), asking());
				await generate(adapter.open(server), asking({ messages: TALK, schema: SCHEMA, tools: [TOOL] }));
			}
			await server.close();
			const found = server.requests.flatMap(({ body }) => wrong('CreateChatCompletionRequest', body));
			expect({ requests: server.requests.length, found }).toEqual({ requests: 4, found: [] });
		}
	});
});

const called = (id: string, number: string) =>
	({ id, type: 'function', function: { name: 'find_call', arguments: `{"id":"${number}"}` } }) as const;

const kept = { cache_control: { type: 'ephemeral' } };

/** `TALK`, as each provider is told it. */
const TOLD = {
	openai: {
		system: undefined,
		messages: [
			{ role: 'system', content: 'You read calls.' },
			{ role: 'system', content: 'Quote word for word.' },
			{ role: 'user', content: 'The transcript.' },
			{ role: 'user', content: 'What was agreed?' },
			{ role: 'assistant', content: '', tool_calls: [called('call_1', '7'), called('call_2', '8')] },
			{ role: 'tool', tool_call_id: 'call_1', content: 'the seventh' },
			{ role: 'tool', tool_call_id: 'call_2', content: 'the eighth' },
			{ role: 'user', content: 'And then?' },
		],
	},
	anthropic: {
		system: [
			{ type: 'text', text: 'You read calls.', ...kept },
			{ type: 'text', text: 'Quote word for word.' },
		],
		messages: [
			{
				role: 'user',
				content: [
					{ type: 'text', text: 'The transcript.', ...kept },
					{ type: 'text', text: 'What was agreed?' },
				],
			},
			{
				role: 'assistant',
				content: [
					{ type: 'tool_use', id: 'call_1', name: 'find_call', input: { id: '7' } },
					{ type: 'tool_use', id: 'call_2', name: 'find_call', input: { id: '8' } },
				],
			},
			{
				role: 'user',
				content: [
					{ type: 'tool_result', tool_use_id: 'call_1', content: 'the seventh' },
					{ type: 'tool_result', tool_use_id: 'call_2', content: 'the eighth' },
					{ type: 'text', text: 'And then?' },
				],
			},
		],
	},
};
