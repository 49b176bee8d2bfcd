/** What models are to answer, as schemas for them and as checks of what they answered. */
import { z } from 'zod';
import type { JsonSchema } from '../../../ports/model.ts';

const text = z.string().max(1_500);

export const PointAnswer = z.object({ title: text, text });
/** Points by their names; what was not asked for is left out. */
export const MessageAnswer = z.object({ well: PointAnswer.optional(), habit: PointAnswer.optional() });
export type MessageAnswer = z.infer<typeof MessageAnswer>;

const LineAnswer = z.object({ line: z.number().int(), text });
export const NoteAnswer = z.object({ summary: z.array(LineAnswer).max(20), lines: z.array(LineAnswer).max(100) });
export type NoteAnswer = z.infer<typeof NoteAnswer>;

const TEXT = { type: 'string' };
const LINES = { type: 'array', items: objectOf({ line: { type: 'integer' }, text: TEXT }) };

/** Providers want every property named as required, and no others allowed. */
function objectOf(properties: Record<string, unknown>): JsonSchema {
	return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

export type NamedSchema = { name: string; schema: JsonSchema };

export function messageSchema(points: readonly ('well' | 'habit')[]): NamedSchema {
	const point = objectOf({ title: TEXT, text: TEXT });
	return { name: 'message', schema: objectOf(Object.fromEntries(points.map((name) => [name, point]))) };
}

export const NOTE_SCHEMA: NamedSchema = { name: 'note', schema: objectOf({ summary: LINES, lines: LINES }) };
