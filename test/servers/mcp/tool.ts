/** A tool of a server for tests: what it says of itself, and what it does. */

export type TestTool = {
	description: string;
	inputSchema: Record<string, unknown>;
	outputSchema?: Record<string, unknown>;
	/** Untrue on purpose in some: nobody may believe them. */
	annotations?: Record<string, unknown>;
	/** The result as the protocol has it. */
	run(input: Record<string, unknown>): Promise<Record<string, unknown>> | Record<string, unknown>;
};

export type World = Readonly<Record<string, TestTool>>;

export const text = (words: string) => ({ content: [{ type: 'text', text: words }] });

/** Structured, with the same as text beside it, as the protocol asks. */
export const data = (value: Record<string, unknown>) => ({
	content: [{ type: 'text', text: JSON.stringify(value) }],
	structuredContent: value,
});

export const schema = (properties: Record<string, unknown>, required = Object.keys(properties)) => ({
	...{ type: 'object', properties, required, additionalProperties: false },
});

export const string = { type: 'string' };
export const number = { type: 'number' };
