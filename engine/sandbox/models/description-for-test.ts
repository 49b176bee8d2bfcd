/** OpenAI's published description as a check of requests and answers, made strict: it lets unknown fields pass. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, type Json } from '../exchange.ts';

/** The objects that are held to their fields: the description lets unknown ones pass. */
const CLOSED = [
	'CreateChatCompletionRequest',
	'CreateChatCompletionResponse',
	'CreateChatCompletionStreamResponse',
	'CompletionUsage',
	'ErrorResponse',
	'Error',
	'ChatCompletionResponseMessage',
	'ChatCompletionStreamResponseDelta',
];

/** A description of version 3.1 that still says `nullable` in places, as 3.0 did: there, too, null is meant. */
function withNull(schema: unknown): unknown {
	if (Array.isArray(schema)) return schema.map(withNull);
	if (!isObject(schema)) return schema;
	const { nullable, ...rest } = Object.fromEntries(
		Object.entries(schema).map(([name, value]) => [name, withNull(value)]),
	);
	return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest;
}

/** Answers what is wrong with a value by the schema of that name; nothing where it fits. */
export function describedByOpenAi(spec: Json): (name: string, value: unknown) => string[] {
	const { schemas } = withNull(spec.components) as { schemas: Record<string, Json> };
	for (const name of CLOSED) (schemas[name] as Json).unevaluatedProperties = false;
	const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false });
	ajv.addSchema({ $id: 'openai', components: { schemas } });
	return (name, value) => {
		ajv.validate(`openai#/components/schemas/${name}`, value);
		return (ajv.errors ?? []).map(
			({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
		);
	};
}
