/** /v1/subscriptions: who is told of what happens. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { SubscriptionCreated, SubscriptionList, SubscriptionRequest } from '../contract/event.ts';
import type { Subscriptions } from '../ports/subscriptions.ts';
import { noQuery, refusals } from './openapi.ts';

const SubscriptionId = z.strictObject({ id: z.string().regex(/^[\w-]{1,64}$/, 'not the id of a subscription') });

export const subscriptionRoutes: FastifyPluginAsyncZod<{ subscriptions: Subscriptions }> = async (
	app,
	{ subscriptions },
) => {
	app.post(
		'/subscriptions',
		{
			schema: {
				summary: 'Be told of what happens',
				description:
					'Each event is sent to the address at least once, signed as Standard Webhooks describes, with the same ' +
					'`webhook-id` however often it is sent. The same address and filters are the same subscription (200 ' +
					'instead of 201): it gets a new secret, and what waited for it.',
				querystring: noQuery,
				body: SubscriptionRequest,
				response: { 200: SubscriptionCreated, 201: SubscriptionCreated, ...refusals },
			},
		},
		async (request, reply) => {
			const { subscription, created } = await subscriptions.create(request.tenant, request.body);
			return reply.code(created ? 201 : 200).send(subscription);
		},
	);

	app.get(
		'/subscriptions',
		{
			schema: {
				summary: 'The subscriptions of the tenant, without their secrets',
				querystring: noQuery,
				response: { 200: SubscriptionList, ...refusals },
			},
		},
		async (request) => ({ subscriptions: await subscriptions.list(request.tenant) }),
	);

	app.delete(
		'/subscriptions/:id',
		{
			schema: {
				summary: 'Be told no longer',
				params: SubscriptionId,
				querystring: noQuery,
				response: { 200: z.object({ id: z.string() }), ...refusals },
			},
		},
		async (request) => {
			await subscriptions.remove(request.tenant, request.params.id);
			return { id: request.params.id };
		},
	);
};
