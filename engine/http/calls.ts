/** /v1/calls: calls that were analyzed. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AnalyzedCallResult } from '../contract/analysis.ts';
import { CoachCallInput } from '../contract/run.ts';
import type { AnalyzedCalls } from '../ports/analyzed-calls.ts';
import { noQuery, refusals } from './openapi.ts';

const CallId = z.strictObject({ id: CoachCallInput.shape.callId });

export const callRoutes: FastifyPluginAsyncZod<{ analyzedCalls: AnalyzedCalls }> = async (app, { analyzedCalls }) => {
	app.get(
		'/calls/:id',
		{
			schema: {
				summary: 'A call with what was found in it when it was analyzed last',
				params: CallId,
				querystring: noQuery,
				response: { 200: AnalyzedCallResult, ...refusals },
			},
		},
		async (request) => analyzedCalls.get(request.tenant, request.params.id),
	);
};
