/** The one place where errors become answers: a stable code, what happened, what to do, and every wrong field. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type ErrorCode, RetryableError, SophiaError, TerminalError, toErrorView } from '../errors.ts';

/** Body of every answer that is an error. */
export const ErrorBody = z.object({
	error: z.object({
		/** Stable; docs/errors.md lists them all. */
		code: z.string(),
		message: z.string(),
		action: z.string(),
		/** Every field that was wrong. */
		fields: z.array(z.object({ path: z.string(), message: z.string(), code: z.string().optional() })).optional(),
		details: z.record(z.string(), z.unknown()).optional(),
	}),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** What Fastify itself refuses, by its codes. */
const FRAMEWORK_CODES: Record<string, ErrorCode> = {
	FST_ERR_CTP_INVALID_MEDIA_TYPE: 'content-type-unsupported',
	FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
	FST_ERR_CTP_EMPTY_JSON_BODY: 'body-not-json',
	FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad-request',
	FST_ERR_BAD_URL: 'bad-request',
	FST_ERR_MAX_PARAM_LENGTH: 'bad-request',
	FST_ERR_ASYNC_CONSTRAINT: 'bad-request',
};

export function answerErrors(app: FastifyInstance): void {
	app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
}

export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
	const error = known(thrown);
	const status = error?.status ?? 500;
	if (status >= 500) request.log.error({ err: thrown }, 'request failed');
	else request.log.debug({ code: error?.code, fields: error?.details?.fields }, 'request refused');
	if (error instanceof RetryableError && error.retryAfterMs !== undefined) {
		reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000));
	}
	return reply
		.code(status)
		.header('x-request-id', request.id)
		.type('application/json; charset=utf-8')
		.serializer(JSON.stringify)
		.send(errorBody(error ?? thrown, request.id));
}

/** What may be shown of an error; one that is not ours shows the request's id alone. */
export function errorBody(error: unknown, requestId: string): ErrorBody {
	const { details: all, ...view } = toErrorView(error);
	const { fields, ...details } = all ?? {};
	if (view.code === 'internal') details.requestId = requestId;
	return {
		error: {
			...view,
			...(fields ? { fields: fields as ErrorBody['error']['fields'] } : {}),
			...(Object.keys(details).length > 0 ? { details } : {}),
		},
	};
}

/** Undefined for what nobody foresaw. */
function known(thrown: unknown): SophiaError | undefined {
	if (thrown instanceof SophiaError) return thrown;
	const { code, statusCode } = thrown as Partial<FastifyError>;
	const ours = code === undefined ? undefined : FRAMEWORK_CODES[code];
	if (ours !== undefined) return new TerminalError(ours, undefined, { cause: thrown });
	if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
		return new TerminalError('bad-request', undefined, { cause: thrown });
	}
	return undefined;
}
