/** /v1/webhooks: word from outside services. No key: whose it is comes from the signature. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { CallWebhooks } from '../ports/call-webhook.ts';
import { noQuery, refusals } from './openapi.ts';

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
