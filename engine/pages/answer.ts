/** How pages are answered: nobody keeps them, nothing runs on them but what is ours, and errors are pages too. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SophiaError, TerminalError, toErrorView } from '../errors.ts';
import { compressed } from './compressed.ts';
import { type Html, toText } from './html.ts';
import { noticePage } from './notice.ts';

/** A wall behind the escaping: nothing runs but our script, and nothing loads from elsewhere. */
const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

export const PAGE_HEADERS = {
	'content-security-policy': POLICY,
	// The address is the key to the page: it goes nowhere else, and nobody keeps the page.
	'referrer-policy': 'no-referrer',
	'cache-control': 'private, no-store',
	'x-robots-tag': 'noindex, nofollow',
	'x-content-type-options': 'nosniff',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
} as const;

/** The policy of a page with a form, which goes to the engine alone. */
export const FORM_POLICY = POLICY.replace("form-action 'none'", "form-action 'self'");

/** Errors on the addresses of this part of the app are pages too. */
export function answerWithPages(app: FastifyInstance): void {
	app.setErrorHandler(async (thrown, request, reply) => {
		const error = known(thrown);
		const status = error instanceof SophiaError ? error.status : 500;
		if (status >= 500) request.log.error({ err: error }, 'page failed');
		reply.code(status).header('x-request-id', request.id);
		return sendPage(request, reply, noticePage(toErrorView(error), request.id));
	});
}

/** What Fastify itself refuses (a body of another type, or too large) is a fault of the request. */
function known(thrown: unknown): unknown {
	const { statusCode } = thrown as { statusCode?: number };
	if (thrown instanceof SophiaError || statusCode === undefined || statusCode < 400 || statusCode >= 500) return thrown;
	return new TerminalError('bad-request', undefined, { cause: thrown });
}

/** Headers that the reply has already stay. */
export async function sendPage(request: FastifyRequest, reply: FastifyReply, page: Html): Promise<FastifyReply> {
	const text = toText(page);
	const small = await compressed(text, request.headers['accept-encoding']);
	if (small) reply.header('content-encoding', 'gzip');
	return reply
		.headers({ ...PAGE_HEADERS, ...reply.getHeaders(), vary: 'accept-encoding, authorization' })
		.type('text/html; charset=utf-8')
		.send(small ?? text);
}
