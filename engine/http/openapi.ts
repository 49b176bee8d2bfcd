/** The description of the interface at /openapi.json, made of the schemas that requests are held against. */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
	AnalyzedCallResult,
	AskedQuestion,
	CoachingDay,
	Connection,
	RunAccepted,
	RunRequest,
	RunResult,
	TranscriptUpload,
	UploadedTranscript,
} from '../contract/index.ts';
import { completeDescription } from './complete-description.ts';
import { docsPage } from './docs-page.ts';
import { ErrorBody } from './errors.ts';

/** For routes that take no query: an unknown field is refused there too. */
export const noQuery = z.strictObject({});

/** What any route under /v1 may answer instead. */
export const refusals = { '4xx': ErrorBody, '5xx': ErrorBody } as const;

/** Schemas that have a name of their own in the description. */
const schemaRegistry = z.registry<{ id: string }>();
const named = {
	...{ AnalyzedCallResult, CoachingDay, Connection, ErrorBody, RunAccepted, RunRequest, RunResult },
	...{ AskedQuestion, TranscriptUpload, UploadedTranscript },
};
for (const [id, schema] of Object.entries(named)) {
	schemaRegistry.add(schema, { id });
}

/** `publicUrl`: where others reach the interface; without it they are told to ask where they got the description. */
export async function describeRoutes(app: FastifyInstance, publicUrl?: string): Promise<void> {
	const withSchemas = createJsonSchemaTransformObject({ schemaRegistry });
	await app.register(swagger, {
		openapi: {
			openapi: '3.1.0',
			info: {
				title: 'Sophia',
				version: '1',
				description: 'Sales and customer intelligence for n8n. Errors carry a stable code and what to do about it.',
			},
			servers: [{ url: publicUrl ?? '/' }],
			components: {
				securitySchemes: {
					key: { type: 'http', scheme: 'bearer', description: 'An API key, as `key create --tenant NAME` prints it.' },
				},
			},
			security: [{ key: [] }],
		},
		transform: createJsonSchemaTransform({ schemaRegistry }),
		transformObject: (document) => completeDescription(withSchemas(document)),
	});
	app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
	await docsPage(app, publicUrl);
}
