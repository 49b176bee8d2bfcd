import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Message } from '../../ports/model.ts';
import { inputTokensOf } from './input-tokens.ts';

/** A token a character, so that nothing can be left out unseen. */
const tokens = { count: (text: string) => text.length };
const count = (request: Parameters<typeof inputTokensOf>[0]) => inputTokensOf(request, tokens, undefined);
const user = (content: string): Message => ({ role: 'user', content });

describe('tokens of a request', () => {
	it('are those of its messages, with some for each and for the answer', () => {
		expect(count({ messages: [user('12345'), user('123')] })).toBe(5 + 8 + 3 + 8 + 8);
	});

	it('have in them all that is sent: calls of tools, tools, schema', () => {
		const messages = [user('Who signs?')];
		const plain = count({ messages });
		const toolCalls = [{ id: 'a', name: 'look_up', arguments: { of: 'Ann'.repeat(50) } }];
		const assistant: Message = { role: 'assistant', content: '', toolCalls };
		expect(count({ messages: [...messages, assistant] }) - plain).toBeGreaterThan(JSON.stringify(toolCalls).length);
		const schema = { name: 'answer', schema: { type: 'object', description: 'x'.repeat(200) } };
		expect(count({ messages, schema }) - plain).toBeGreaterThan(JSON.stringify(schema).length);
		const tool = { name: 'look_up', description: 'x'.repeat(200), parameters: {} };
		// A provider also tells the model how tools are called.
		expect(count({ messages, tools: [tool] }) - plain).toBeGreaterThan(JSON.stringify(tool).length + 500);
		expect(count({ messages, tools: [] })).toBe(plain);
	});

	it('are never fewer for more messages', () => {
		fc.assert(
			fc.property(fc.array(fc.string()), fc.string(), (contents, more) => {
				const messages = contents.map(user);
				expect(count({ messages: [...messages, user(more)] })).toBeGreaterThan(count({ messages }) + more.length);
			}),
		);
	});

	it('are counted by the tokenizer that is asked for', () => {
		const asked = new Set<string | undefined>();
		const spy = { count: (_: string, tokenizer: string | undefined) => asked.add(tokenizer).size };
		inputTokensOf({ messages: [user('a'), user('b')] }, spy, 'o200k_base');
		expect([...asked]).toEqual(['o200k_base']);
	});
});
