/** The JSON schemas of tools that the engine brings, made of what checks their input. */
import { z } from 'zod';
import type { JsonSchema } from '../../../ports/model.ts';

/** Of what a model writes: fields with a default may be left out. */
export function inputSchema(schema: z.ZodType): JsonSchema {
	return without$schema(z.toJSONSchema(schema, { io: 'input' }));
}

export function outputSchema(schema: z.ZodType): JsonSchema {
	return without$schema(z.toJSONSchema(schema, { io: 'output' }));
}

function without$schema({ $schema: _, ...schema }: Record<string, unknown>): JsonSchema {
	return schema as JsonSchema;
}
