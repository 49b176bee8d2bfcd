/** Whether a value fits a JSON schema that somebody else wrote. */
import { z } from 'zod';
import type { JsonSchema } from '../../ports/model.ts';

/** Patterns of strangers may take for ever, and formats are promises that tools keep themselves. */
const LEFT_OUT: ReadonlySet<string> = new Set(['pattern', 'patternProperties', 'format', '$schema', '$id', 'default']);

/** Maps whose keys are names, not words of JSON Schema. */
const NAMED: ReadonlySet<string> = new Set(['properties', '$defs', 'definitions']);

const checks = new WeakMap<JsonSchema, z.ZodType | undefined>();

/**
 * What is wrong, as `path: message`, at most five; empty where it fits. A schema that cannot be read asks for an object and
 * no more.
 */
export function faultsOf(schema: JsonSchema, value: unknown): string[] {
	const check = checkOf(schema);
	if (!check) return typeof value === 'object' && value !== null && !Array.isArray(value) ? [] : ['must be an object'];
	const read = check.safeParse(value);
	if (read.success) return [];
	return read.error.issues.slice(0, 5).map(({ path, message }) => {
		const at = z.core.toDotPath(path);
		return at === '' ? message : `${at}: ${message}`;
	});
}

function checkOf(schema: JsonSchema): z.ZodType | undefined {
	if (!checks.has(schema)) checks.set(schema, read(schema));
	return checks.get(schema);
}

function read(schema: JsonSchema): z.ZodType | undefined {
	try {
		return z.fromJSONSchema(plain(schema) as Parameters<typeof z.fromJSONSchema>[0]);
	} catch {
		return undefined;
	}
}

function plain(schema: unknown, named = false): unknown {
	if (Array.isArray(schema)) return schema.map((one) => plain(one));
	if (typeof schema !== 'object' || schema === null) return schema;
	const kept = Object.entries(schema).filter(([key]) => named || !LEFT_OUT.has(key));
	return Object.fromEntries(kept.map(([key, one]) => [key, plain(one, !named && NAMED.has(key))]));
}
