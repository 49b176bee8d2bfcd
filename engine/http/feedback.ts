/** /v1/feedback: what people say about what was found. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { FeedbackList } from '../contract/feedback.ts';
import { CoachCallInput } from '../contract/run.ts';
import type { FeedbackStore } from '../ports/feedback.ts';
import { refusals } from './openapi.ts';

const USUAL_LIMIT = 50;
const MOST = 200;

const Query = z.strictObject({
	call: CoachCallInput.shape.callId.optional().describe('Of this call alone'),
	after: z
		.string()
		.regex(/^[\w-]{1,500}$/, 'is no "next" of this list')
		.optional()
		.describe('`next` of the page before'),
	limit: z.coerce.number().int().min(1).max(MOST).default(USUAL_LIMIT),
});

export const feedbackRoutes: FastifyPluginAsyncZod<{ feedback: Pick<FeedbackStore, 'list'> }> = async (
	app,
	{ feedback },
) => {
	app.get(
		'/feedback',
		{
			schema: {
				summary: 'Which insights somebody disagrees with, newest first',
				description:
					'A mark that was taken back is not listed. Who it was is not kept; `view` says through which link: one for ' +
					'coaching, or one that the readers of a CRM record have.',
				querystring: Query,
				response: { 200: FeedbackList, ...refusals },
			},
		},
		async (request) => {
			const { call, after, limit } = request.query;
			return feedback.list(request.tenant, { callId: call, after, limit });
		},
	);
};
