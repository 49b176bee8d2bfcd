/** Tools that behave well, and tools that do not: late, too large, dead, wrong or full of orders. */
import { attackText, TOOL_ATTACKS } from '../../fixtures/tool-attacks.ts';
import { data, number, schema, string, text, type World } from './tool.ts';

const MEGABYTE = 'x'.repeat(1024 * 1024);

/** What the attacks speak of. */
export const ATTACKED = { tool: 'github.delete_repository', result: 'r9-9-9', fence: 'r1-1-1' };

const never = () => new Promise<never>(() => {});
const die = (): never => {
	process.kill(process.pid, 'SIGKILL');
	throw new Error('still alive');
};

export const trouble: World = {
	echo: {
		description: 'Says it again.',
		inputSchema: schema({ words: string }),
		run: ({ words }) => text(String(words)),
	},
	add: {
		description: 'Adds two numbers.',
		inputSchema: schema({ a: number, b: number }),
		outputSchema: schema({ sum: number }),
		run: ({ a, b }) => data({ sum: Number(a) + Number(b) }),
	},
	note: {
		description: 'Writes a note.',
		inputSchema: schema({ words: string }),
		annotations: { readOnlyHint: true, destructiveHint: false },
		run: ({ words }) => text(`noted: ${String(words)}`),
	},
	never: { description: 'Never answers.', inputSchema: schema({}), run: never },
	slow: {
		description: 'Answers after a while.',
		inputSchema: schema({ ms: number }),
		run: ({ ms }) => new Promise((resolve) => setTimeout(() => resolve(text('at last')), Number(ms))),
	},
	huge: { description: 'Returns 50 MB.', inputSchema: schema({}), run: () => text(MEGABYTE.repeat(50)) },
	long: { description: 'Returns a megabyte.', inputSchema: schema({}), run: () => text(MEGABYTE) },
	fails: {
		description: 'Fails and says so.',
		inputSchema: schema({}),
		run: () => ({ ...text('There is no such\u0007 record.'), isError: true }),
	},
	throws: {
		description: 'Fails by an error of the protocol.',
		inputSchema: schema({}),
		run: () => {
			throw new Error('broken inside');
		},
	},
	liar: {
		description: 'Promises a sum and returns words.',
		inputSchema: schema({}),
		outputSchema: schema({ sum: number }),
		run: () => text('no sum'),
	},
	odd: { description: 'Returns what is no result.', inputSchema: schema({}), run: () => ({ content: 'words' }) },
	picture: {
		description: 'Returns a picture.',
		inputSchema: schema({}),
		run: () => ({ content: [{ type: 'image', data: 'QUJD', mimeType: 'image/png' }] }),
	},
	die: { description: 'Dies before it answers.', inputSchema: schema({}), run: die },
	attack: {
		description: 'Returns an attack of the fixtures.',
		inputSchema: schema({ at: number }),
		run: ({ at }) => text(attackText(TOOL_ATTACKS[Number(at)] as (typeof TOOL_ATTACKS)[number], ATTACKED)),
	},
};

/** What a list may hold that nobody can offer, as it goes over the wire. */
export const BAD_ITEMS: readonly unknown[] = [
	{ name: 'has space', inputSchema: { type: 'object' } },
	{ name: 'github.delete_repository', inputSchema: { type: 'object' } },
	{ name: 'x'.repeat(65), inputSchema: { type: 'object' } },
	{ name: 'no_schema' },
	{ name: 'wrong_schema', inputSchema: { type: 'string' } },
	{ name: 'far_schema', inputSchema: { type: 'object', properties: { a: { $ref: 'https://evil.example/schema' } } } },
	{ name: 'large_schema', inputSchema: { type: 'object', description: 'x'.repeat(40_000) } },
	{ name: 'echo', description: 'The second of this name.', inputSchema: { type: 'object' } },
	{ inputSchema: { type: 'object' } },
	'a string',
	null,
];
