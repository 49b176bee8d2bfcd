/** The page of a run. Opening it changes nothing. */
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { TerminalError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Runs } from '../../ports/runs.ts';
import type { TenantStore } from '../../ports/tenant-store.ts';
import { answerWithPages, sendPage } from '../answer.ts';
import type { QuestionLinks } from '../question/link.ts';
import type { RunLinks } from './link.ts';
import { runPage } from './page.ts';

export type RunPageOptions = {
	runs: Pick<Runs, 'costs' | 'questions'>;
	tenants: Pick<TenantStore, 'get'>;
	links: Pick<RunLinks, 'open'>;
	/** To where a person answers a question of the run. */
	questionLinks: Pick<QuestionLinks, 'beside'>;
	/** The tenant of an API key. Throws `key-missing`, `key-invalid`. */
	tenantOfKey(authorization: string | undefined): Promise<string>;
	clock: Pick<Clock, 'now'>;
};

/** As the interface takes it. */
const RUN_ID = /^[\w-]{1,64}$/;
const Page = { content: { 'text/html': { schema: z.string() } } };

export const runPageRoutes: FastifyPluginAsync<RunPageOptions> = async (app, options) => {
	const { runs, tenants, links, questionLinks, tenantOfKey, clock } = options;
	answerWithPages(app);

	app.get(
		'/runs/:id',
		{
			schema: {
				summary: 'The page of a run, for people: how it went, and what each model call cost',
				description: 'Opens with the signed link of its result, where `PUBLIC_URL` is set, or with an API key.',
				params: z.object({ id: z.string() }),
				response: { 200: Page, '4xx': Page },
			},
		},
		async (request, reply) => {
			const { id } = request.params as { id: string };
			const { authorization } = request.headers;
			const now = clock.now();
			const tenant =
				authorization === undefined ? links.open(id, request.query, now).tenant : await tenantOfKey(authorization);
			if (!RUN_ID.test(id)) throw new TerminalError('run-unknown');
			const [costs, list, { zone }] = await Promise.all([
				runs.costs(tenant, id),
				runs.questions(tenant, id),
				tenants.get(tenant),
			]);
			const askedAt = new Map(list.questions.map((question) => [question.id, new Date(question.askedAt)]));
			const addressOf = (question: string) => {
				const at = askedAt.get(question);
				// Whoever came with a key has no link to go on with.
				if (authorization !== undefined || !at) return undefined;
				return questionLinks.beside(tenant)({ runId: id, id: question, askedAt: at });
			};
			return sendPage(request, reply, runPage({ costs, zone, now, questions: { ...list, addressOf } }));
		},
	);
};
