/** Holds a request against the schemas of its route and names what is wrong in all its parts at once. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TerminalError } from '../errors.ts';
import { fieldProblems } from './fields.ts';
import { type FieldProblem, problemsError } from './problems.ts';

type Part = 'params' | 'querystring' | 'headers' | 'body';

/** How the fields of each part are called; those of the body have no prefix. */
const PREFIX = { params: 'path.', querystring: 'query.', headers: 'header.', body: '' } as const;

/**
 * Validates in a hook: Fastify's own validation stops at the first part that is wrong. Values are replaced by what the
 * schema made of them (defaults filled in), except headers.
 */
export function validateRequests(app: FastifyInstance): void {
	app.setValidatorCompiler(() => (value: unknown) => ({ value }));
	app.addHook('preValidation', async (request) => {
		const schemas = request.routeOptions.schema as Partial<Record<Part, z.ZodType>> | undefined;
		const problems: FieldProblem[] = [];
		if (schemas?.params) request.params = check('params', schemas.params, request.params, problems);
		if (schemas?.querystring) request.query = check('querystring', schemas.querystring, request.query, problems);
		if (schemas?.headers) check('headers', schemas.headers, request.headers, problems);
		if (schemas?.body) request.body = check('body', schemas.body, bodyOf(request, schemas.body), problems);
		if (problems.length > 0) throw problemsError(problems);
	});
}

function check(part: Part, schema: z.ZodType, value: unknown, problems: FieldProblem[]): unknown {
	const result = schema.safeParse(value, { reportInput: true });
	if (result.success) return result.data;
	for (const problem of fieldProblems(schema, value, result.error.issues)) {
		problems.push({ ...problem, path: PREFIX[part] + problem.path });
	}
	return value;
}

/** Errors: `body-not-json` where a body is needed and none was sent. */
function bodyOf(request: FastifyRequest, schema: z.ZodType): unknown {
	const { body } = request;
	if (body === undefined && !(schema instanceof z.ZodOptional)) {
		throw new TerminalError('body-not-json', 'The request has no body.');
	}
	return body;
}
