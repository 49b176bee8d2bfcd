/** The page on which a person approves or declines what a run wants to do. */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { Runs } from '../../ports/runs.ts';
import type { TenantStore } from '../../ports/tenant-store.ts';
import { answerWithPages, FORM_POLICY, PAGE_HEADERS, sendPage } from '../answer.ts';
import { createPressLimit } from '../feedback/press-limit.ts';
import { readForms } from '../forms.ts';
import type { OpenedQuestion, QuestionLinks } from './link.ts';
import { questionPage } from './page.ts';

export type QuestionRoutesOptions = {
	runs: Pick<Runs, 'question' | 'answer'>;
	tenants: Pick<TenantStore, 'get'>;
	links: Pick<QuestionLinks, 'open' | 'beside'>;
	clock: Pick<Clock, 'now'>;
};

/** A reason of 2,000 letters, each of which may take nine. */
const MOST_BODY_BYTES = 32 * 1_024;

const Body = z.strictObject({ answer: z.enum(['yes', 'no']), reason: z.string().max(2_000).optional() });
const Page = { content: { 'text/html': { schema: z.string() } } };
const Params = z.object({ id: z.string() });

/** Only POST answers, and no other site can have a browser send it: as on the feedback page, only the signature counts. */
export const questionPageRoutes: FastifyPluginAsync<QuestionRoutesOptions> = async (app, options) => {
	const { runs, tenants, links, clock } = options;
	answerWithPages(app);
	readForms(app);
	const presses = createPressLimit();
	const opened = (request: FastifyRequest): OpenedQuestion =>
		links.open((request.params as z.infer<typeof Params>).id, request.query, clock.now());

	app.get(
		'/questions/:id',
		{
			schema: {
				summary: 'What a run wants to do, with two buttons, for people: “Approve” and “Decline”',
				description:
					'Opens with the signed link of the event `approval.asked`, of the list of questions or of the page of the run, ' +
					'and with nothing else. Changes nothing, however often it is opened.',
				params: Params,
				response: { 200: Page, '4xx': Page },
			},
		},
		async (request, reply) => {
			const { id, runId, tenant } = opened(request);
			const [question, { zone }] = await Promise.all([runs.question(tenant, runId, id), tenants.get(tenant)]);
			reply.header('content-security-policy', FORM_POLICY);
			return sendPage(request, reply, questionPage(question, zone));
		},
	);

	app.post(
		'/questions/:id',
		{
			bodyLimit: MOST_BODY_BYTES,
			schema: {
				summary: 'Approve or decline what a run wants to do',
				description: 'What the buttons of the page send. The first answer counts; answers 303 back to the page.',
				consumes: ['application/x-www-form-urlencoded'],
				params: Params,
				body: Body,
				response: { '4xx': Page },
			},
		},
		async (request, reply) => {
			const { id, runId, tenant } = opened(request);
			presses.count(`${tenant} ${id}`, clock.now());
			const { answer, reason: given = '' } = request.body as z.infer<typeof Body>;
			const reason = given.trim();
			const said = answer === 'yes' ? { answer } : { answer, ...(reason === '' ? {} : { reason }) };
			const { askedAt } = await runs.answer(tenant, runId, id, said);
			const address = links.beside(tenant)({ runId, id, askedAt: new Date(askedAt) });
			return reply
				.headers(PAGE_HEADERS)
				.code(303)
				.header('location', address ?? '')
				.send();
		},
	);
};
