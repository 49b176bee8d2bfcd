/** Tools as a service lists them: read page by page, within limits, and believed in nothing. */
import { z } from 'zod';
import type { JsonSchema } from '../../../ports/model.ts';
import type { MissingTool } from '../../../ports/tool.ts';
import type { Outcome } from './connection.ts';
import { plainJson, shortText } from './plain.ts';

/** `name`: without that of the service. */
export type ListedTool = { name: string; description: string; input: JsonSchema; output?: JsonSchema };

/** `skipped`: what is listed and cannot be offered. */
export type Listed = { tools: ReadonlyMap<string, ListedTool>; skipped: readonly MissingTool[] };

export const MOST_TOOLS = 200;
const MOST_PAGES = 20;
const MOST_DESCRIPTION = 1_000;
const LARGEST_SCHEMA_CHARACTERS = 32 * 1024;

const Page = z.looseObject({ tools: z.array(z.unknown()), nextCursor: z.string().max(4_096).optional() });
const Name = z.string().regex(/^[\w-]{1,64}$/);
const Schema = z.looseObject({ type: z.literal('object') });

/** The outcome that hindered it, or what there is. `ask`: one page. */
export async function readList(
	service: string,
	ask: (params: Record<string, unknown>) => Promise<Outcome>,
): Promise<Listed | Exclude<Outcome, { kind: 'answered' }>> {
	const tools = new Map<string, ListedTool>();
	const skipped: MissingTool[] = [];
	const skip = (name: unknown, reason: string) =>
		skipped.push({ tool: `${service}.${typeof name === 'string' ? shortText(name, 64) : '?'}`, reason });
	let cursor: string | undefined;
	const cursors = new Set<string>();
	for (let pages = 0; pages < MOST_PAGES; pages++) {
		const outcome = await ask(cursor === undefined ? {} : { cursor });
		if (outcome.kind !== 'answered') return outcome;
		const page = Page.safeParse(outcome.result);
		if (!page.success) return { kind: 'error', message: 'its list of tools cannot be read' };
		for (const one of page.data.tools) {
			if (tools.size >= MOST_TOOLS || skipped.length >= MOST_TOOLS) {
				skip('*', `It lists more than ${MOST_TOOLS} tools; the rest is left out.`);
				return { tools, skipped };
			}
			const read = toListed(one);
			if (typeof read === 'string') skip((one as { name?: unknown } | null)?.name, read);
			else if (tools.has(read.name)) skip(read.name, 'It is listed twice; the first one counts.');
			else tools.set(read.name, read);
		}
		cursor = page.data.nextCursor;
		if (cursor === undefined) return { tools, skipped };
		if (cursors.has(cursor)) {
			skip('*', 'Its list leads back to a page that was read; the rest is left out.');
			return { tools, skipped };
		}
		cursors.add(cursor);
	}
	skip('*', `Its list has more than ${MOST_PAGES} pages; the rest is left out.`);
	return { tools, skipped };
}

/** Or why it cannot be offered. */
function toListed(one: unknown): ListedTool | string {
	const { name, description, inputSchema, outputSchema } = (one ?? {}) as Record<string, unknown>;
	if (!Name.safeParse(name).success) return 'Its name is not valid: letters, digits, - and _, at most 64.';
	const input = schemaOf(inputSchema);
	if (typeof input === 'string') return `Its input schema ${input}.`;
	const output = outputSchema === undefined ? undefined : schemaOf(outputSchema);
	if (typeof output === 'string') return `Its output schema ${output}.`;
	const said = typeof description === 'string' ? shortText(description, MOST_DESCRIPTION) : '';
	return { name: name as string, description: said, input, ...(output ? { output } : {}) };
}

function schemaOf(schema: unknown): JsonSchema | string {
	if (!Schema.safeParse(schema).success) return 'is not that of an object';
	try {
		const text = JSON.stringify(schema);
		if (text.length > LARGEST_SCHEMA_CHARACTERS) return `is larger than ${LARGEST_SCHEMA_CHARACTERS / 1024} KiB`;
		const plain = plainJson(schema) as JsonSchema;
		return refersElsewhere(plain) ? 'refers to another address' : plain;
	} catch {
		return 'is nested too deeply';
	}
}

function refersElsewhere(schema: unknown): boolean {
	if (typeof schema !== 'object' || schema === null) return false;
	return Object.entries(schema).some(
		([key, one]) => (key === '$ref' && typeof one === 'string' && !one.startsWith('#')) || refersElsewhere(one),
	);
}
