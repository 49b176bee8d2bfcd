/** /v1/connections: what a tenant may name in a run. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ConnectionList } from '../contract/connection.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import { noQuery, refusals } from './openapi.ts';

export const connectionRoutes: FastifyPluginAsyncZod<{ connections: ConnectionStore }> = async (
	app,
	{ connections },
) => {
	app.get(
		'/connections',
		{
			schema: {
				summary: 'The connections of the tenant, without their secrets',
				querystring: noQuery,
				response: { 200: ConnectionList, ...refusals },
			},
		},
		async (request) => {
			const list = await connections.list(request.tenant);
			// Field by field: what a store might add later is not shown by accident.
			return { connections: list.map(({ id, kind, vendor, name, address }) => ({ id, kind, vendor, name, address })) };
		},
	);
};
