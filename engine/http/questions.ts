/** /v1/runs/:id/questions: what a run asks people, and what they say. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AskedQuestion, QuestionAnswer, QuestionList } from '../contract/question.ts';
import type { Runs } from '../ports/runs.ts';
import { noQuery, refusals } from './openapi.ts';
import { RunId } from './runs.ts';

const QuestionId = RunId.extend({ question: z.string().regex(/^[\w-]{1,64}$/, 'not the id of a question') });

export const questionRoutes: FastifyPluginAsyncZod<{ runs: Pick<Runs, 'questions' | 'answer'> }> = async (
	app,
	{ runs },
) => {
	app.get(
		'/runs/:id/questions',
		{
			schema: {
				summary: 'What the run and its children asked people, and what the people said',
				description: 'Open questions first, then the latest; at most 500.',
				params: RunId,
				querystring: noQuery,
				response: { 200: QuestionList, ...refusals },
			},
		},
		async (request) => {
			request.log = request.log.child({ run: request.params.id });
			return runs.questions(request.tenant, request.params.id);
		},
	);

	app.post(
		'/runs/:id/questions/:question/answer',
		{
			schema: {
				summary: 'Answer a question of a run: yes, no, or yes with another input; the run goes on with it',
				description:
					'The first answer counts. The same answer may be repeated; another one is refused with `question-answered`.',
				params: QuestionId,
				querystring: noQuery,
				body: QuestionAnswer,
				response: { 200: AskedQuestion, ...refusals },
			},
		},
		async (request) => {
			const { id, question } = request.params;
			request.log = request.log.child({ run: id, question });
			return runs.answer(request.tenant, id, question, request.body);
		},
	);
};
