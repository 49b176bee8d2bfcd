/** Answers that are no prose: asked for by a schema, and read by the same. */
import { z } from 'zod';
import { TerminalError } from '../../errors.ts';
import type { Generation, JsonSchema } from '../../ports/model.ts';

export type Shape<Value> = {
	schema: { name: string; schema: JsonSchema };
	/** Throws `model-answer-not-valid`, so that another model is asked. */
	check(generation: Generation): Value;
};

/** Bounds are checked here and not sent: providers refuse schemas with words that they do not know. */
export function shapeOf<Schema extends z.ZodType>(name: string, schema: Schema): Shape<z.output<Schema>> {
	return {
		schema: { name, schema: plain(z.toJSONSchema(schema)) as JsonSchema },
		check({ data }) {
			const read = schema.safeParse(data);
			if (read.success) return read.data;
			throw new TerminalError('model-answer-not-valid', 'The answer is not of the schema that was asked for.');
		},
	};
}

const LEFT_OUT: ReadonlySet<string> = new Set(['$schema', 'minLength', 'maxLength', 'minItems', 'maxItems', 'default']);

function plain(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(plain);
	if (typeof value !== 'object' || value === null) return value;
	const kept = Object.entries(value).filter(([key]) => !LEFT_OUT.has(key));
	return Object.fromEntries(kept.map(([key, one]) => [key, plain(one)]));
}
