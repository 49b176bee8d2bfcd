/** /v1/webhooks: word from outside services. No key: whose it is comes from the signature. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { TerminalError } from '../errors.ts';
import type { CallWebhooks } from '../ports/call-webhook.ts';
import { answerError } from './errors.ts';
import { noQuery, refusals } from './openapi.ts';

/** Of anybody, before a signature is looked at; what Gong says of a call is some KiB, with hundreds of parties some hundred. */
const MAXIMUM_WEBHOOK_BYTES = 1024 * 1024;

const Place = z.strictObject({ connection: z.string().regex(/^[\w-]{1,64}$/, 'not the id of a webhook') });

const Received = z.object({
	/** `told`: whoever subscribed is told. `repeated`: it was told before. `ignored`: a trial, or a private call. */
	outcome: z.enum(['told', 'repeated', 'ignored']),
});

export const webhookRoutes: FastifyPluginAsyncZod<{ callWebhooks: CallWebhooks }> = async (app, { callWebhooks }) => {
	// The signature is over the bytes as they came, whatever they are said to be.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => body);

	app.post(
		'/gong/:connection',
		{
			bodyLimit: MAXIMUM_WEBHOOK_BYTES,
			errorHandler: (error, request, reply) => answerError(ofItsSize(error), request, reply),
			schema: {
				summary: 'Gong says that a call is finished',
				description:
					'The address that `connection webhook` prints, for an automation rule of Gong with a signed JWT header. ' +
					'Sent again it is answered the same way and does nothing.',
				security: [],
				params: Place,
				querystring: noQuery,
				response: { 200: Received, ...refusals },
			},
		},
		async (request) => {
			const { authorization } = request.headers;
			const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
			return { outcome: await callWebhooks.receive(request.params.connection, { authorization, body }) };
		},
	);
};

/** The limit is another one here than elsewhere, and the answer names it. */
function ofItsSize(error: { code?: string }): unknown {
	if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return error;
	return new TerminalError('body-too-large', 'The request is larger than 1 MiB.', { cause: error });
}
