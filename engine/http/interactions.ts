/** /v1/interactions: what was asked of teams, what came of it, and what people say about that. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { InteractionFeedback, InteractionList } from '../contract/interaction.ts';
import { TeamName } from '../contract/team.ts';
import { TerminalError } from '../errors.ts';
import type { Interactions } from '../ports/interactions.ts';
import { noQuery, refusals } from './openapi.ts';

const USUAL_LIMIT = 50;
const MOST = 200;

const Query = z.strictObject({
	team: TeamName.optional().describe('Of this team alone'),
	after: z
		.string()
		.regex(/^[\w-]{1,500}$/, 'is no "next" of this list')
		.optional()
		.describe('`next` of the page before'),
	limit: z.coerce.number().int().min(1).max(MOST).default(USUAL_LIMIT),
});

const Named = z.strictObject({ id: z.string().regex(/^[\w-]{1,64}$/, 'not the id of an interaction') });

export const interactionRoutes: FastifyPluginAsyncZod<{ interactions: Interactions }> = async (
	app,
	{ interactions },
) => {
	app.get(
		'/interactions',
		{
			schema: {
				summary: 'What was asked of teams, newest first: request, result, time, tokens, cost, feedback',
				description: 'Kept as long as the results of runs are.',
				querystring: Query,
				response: { 200: InteractionList, ...refusals },
			},
		},
		async (request) => interactions.list(request.tenant, request.query),
	);

	app.post(
		'/interactions/:id/feedback',
		{
			schema: {
				summary: 'Say whether an answer was good',
				description: 'The last word stays.',
				params: Named,
				querystring: noQuery,
				body: InteractionFeedback,
				response: { 200: InteractionFeedback, ...refusals },
			},
		},
		async (request) => {
			const known = await interactions.rate(request.tenant, request.params.id, request.body);
			if (!known) throw new TerminalError('interaction-unknown');
			return request.body;
		},
	);
};
