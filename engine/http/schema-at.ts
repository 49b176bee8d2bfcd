/** Finds the part of a schema that a part of a value was held against, to say what would have been right there. */
import { z } from 'zod';

/** The schema at `path` for `value`, and the value there. Undefined where the path leaves the schema. */
export function schemaAt(
	schema: z.ZodType,
	value: unknown,
	path: readonly PropertyKey[],
): { schema: z.ZodType; value: unknown } | undefined {
	const here = chosen(schema, value);
	const [part, ...rest] = path;
	if (part === undefined) return { schema: here, value };
	const next = inside(here, part);
	return next && schemaAt(next, (value as Record<PropertyKey, unknown> | undefined)?.[part], rest);
}

/** Names of the fields that an object there may have. */
export function knownFields(schema: z.ZodType): string[] {
	return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function inside(schema: z.ZodType, part: PropertyKey): z.ZodType | undefined {
	if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
	if (schema instanceof z.ZodObject) return (schema.shape as Record<PropertyKey, z.ZodType>)[part];
	return undefined;
}

/** Takes wrappings off, and of a union the option that the value was meant for. */
function chosen(schema: z.ZodType, value: unknown): z.ZodType {
	if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
		return chosen(schema.unwrap() as z.ZodType, value);
	}
	if (schema instanceof z.ZodDiscriminatedUnion) {
		const field = schema.def.discriminator;
		const tag = (value as Record<string, unknown> | undefined)?.[field];
		const options = schema.options as unknown as z.ZodObject[];
		return options.find((option) => (option.shape[field] as z.ZodType | undefined)?.safeParse(tag).success) ?? schema;
	}
	if (schema instanceof z.ZodUnion) {
		const options = (schema.options as z.ZodType[]).map((option) => chosen(option, value));
		return options.find((option) => option instanceof z.ZodArray === Array.isArray(value)) ?? schema;
	}
	return schema;
}
