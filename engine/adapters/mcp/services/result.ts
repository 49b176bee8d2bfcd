/** What a tool of a service returned, as JSON that a member can read: bounded, plain, and in no way trusted. */
import { z } from 'zod';
import { TerminalError } from '../../../errors.ts';
import { plainJson, plainText, shortText } from './plain.ts';

/** Of what is kept of one use. */
const MOST_CHARACTERS = 200_000;

/** Of what a tool says went wrong. */
const MOST_FAULT = 600;

const Result = z.looseObject({
	content: z.array(z.looseObject({ type: z.string() })).optional(),
	structuredContent: z.looseObject({}).optional(),
	isError: z.boolean().optional(),
});

type Content = { type: string; [field: string]: unknown };

/** `tool`: for messages. `structured`: its schema promises structured content. Throws `tool-failed`. */
export function toValue(tool: string, result: unknown, structured: boolean): unknown {
	const read = Result.safeParse(result);
	if (!read.success) throw new TerminalError('tool-failed', `${tool} answered something that is no result.`);
	const { content = [], structuredContent, isError } = read.data;
	const texts = content.map(textOf);
	if (isError) throw new TerminalError('tool-failed', `${tool} failed: ${shortText(texts.join(' '), MOST_FAULT)}`);
	if (structuredContent) return bounded(plainJson(structuredContent));
	if (structured) throw new TerminalError('tool-failed', `${tool} returned nothing that fits its schema.`);
	return bounded(texts.length === 1 ? texts[0] : texts);
}

function textOf(content: Content): string {
	const { type, text, resource, name, uri, mimeType, data } = content;
	if (type === 'text' && typeof text === 'string') return plainText(text);
	if (type === 'resource' && isRecord(resource) && typeof resource.text === 'string') return plainText(resource.text);
	if (type === 'resource_link') return shortText(`${String(name ?? '')} ${String(uri ?? '')}`, 2_000);
	const length = typeof data === 'string' ? `, ${data.length} characters` : '';
	return `(left out: ${shortText(typeof mimeType === 'string' ? mimeType : type, 100)}${length})`;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function bounded(value: unknown): unknown {
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	if (text.length <= MOST_CHARACTERS) return value;
	return `${text.slice(0, MOST_CHARACTERS).toWellFormed()}\n(cut: it was ${text.length} characters long)`;
}
