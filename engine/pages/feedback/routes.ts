/** The page on which somebody says that an insight is not right, and takes that back. */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CallAnalysis, Insight } from '../../contract/call.ts';
import { TerminalError } from '../../errors.ts';
import type { CallStore, StoredCall } from '../../ports/call-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Feedback, InsightReference } from '../../ports/feedback.ts';
import type { TenantStore } from '../../ports/tenant-store.ts';
import { answerWithPages, FORM_POLICY, PAGE_HEADERS, sendPage } from '../answer.ts';
import { readForms } from '../forms.ts';
import type { CallLinks } from '../link.ts';
import { insightShown } from '../record-view.ts';
import type { DatedLink, FeedbackLinks } from './link.ts';
import { feedbackPage } from './page.ts';
import { createPressLimit } from './press-limit.ts';

export type FeedbackRoutesOptions = {
	calls: Pick<CallStore, 'get'>;
	tenants: Pick<TenantStore, 'get'>;
	feedback: Pick<Feedback, 'disagree' | 'undo' | 'ofCalls' | 'idOf'>;
	links: Pick<FeedbackLinks, 'open' | 'beside'>;
	callLinks: Pick<CallLinks, 'of'>;
	clock: Pick<Clock, 'now'>;
};

/** `mark=disagree` takes thirteen. */
const MOST_BODY_BYTES = 1_024;

const Body = z.strictObject({ mark: z.enum(['disagree', 'undo']) });
const Page = { content: { 'text/html': { schema: z.string() } } };
const Params = z.object({ id: z.string() });

/**
 * Only POST changes anything: what opens links by itself (mail scanners, chats that show a preview, browsers that fetch
 * ahead) sends GET or HEAD.
 *
 * No other site can have a browser press the button (CSRF): there is no cookie and no key that a browser would add by
 * itself, the signature in the address is all that counts, and whoever does not have the link cannot make it up.
 */
export const feedbackRoutes: FastifyPluginAsync<FeedbackRoutesOptions> = async (app, options) => {
	const { calls, tenants, feedback, links, callLinks, clock } = options;
	answerWithPages(app);
	readForms(app);
	const presses = createPressLimit();

	app.get(
		'/feedback/:id',
		{
			schema: {
				summary: 'An insight with one button, for people: “I disagree”, or “Undo” where somebody does',
				description:
					'Opens with the signed link of a coaching message or of the page of a call, and with nothing else. ' +
					'Changes nothing, however often it is opened.',
				params: Params,
				response: { 200: Page, '4xx': Page },
			},
		},
		async (request, reply) => {
			const link = opened(request);
			const { stored, insight } = await insightOf(link);
			const [marks, { zone }] = await Promise.all([
				feedback.ofCalls(link.tenant, [link.callId]),
				tenants.get(link.tenant),
			]);
			const mark = marks.get(link.callId)?.find(({ id }) => id === link.id);
			const startMs = insight.evidence[0]?.startMs;
			const callPage = callLinks.of(link.tenant)(link.callId, link.from, { view: link.view, startMs });
			reply.header('content-security-policy', FORM_POLICY);
			return sendPage(request, reply, feedbackPage({ call: stored.call, insight, mark, callPage, zone }));
		},
	);

	app.post(
		'/feedback/:id',
		{
			bodyLimit: MOST_BODY_BYTES,
			schema: {
				summary: 'Mark an insight as not right, or take the mark back',
				description: 'What the button of the page sends. May be repeated; answers 303 back to the page.',
				consumes: ['application/x-www-form-urlencoded'],
				params: Params,
				body: Body,
				response: { '4xx': Page },
			},
		},
		async (request, reply) => {
			const link = opened(request);
			const { id, callId, tenant, view } = link;
			presses.count(`${tenant} ${id}`, clock.now());
			const { insight } = await insightOf(link);
			const { mark } = request.body as z.infer<typeof Body>;
			const { kind, label } = insight;
			if (mark === 'undo') await feedback.undo(tenant, callId, id);
			else await feedback.disagree(tenant, { id, callId, kind, label, view });
			return reply
				.headers(PAGE_HEADERS)
				.code(303)
				.header('location', links.beside(link, link) ?? '')
				.send();
		},
	);

	function opened(request: FastifyRequest): DatedLink & InsightReference {
		return links.open((request.params as z.infer<typeof Params>).id, request.query, clock.now());
	}

	/** Throws `call-not-analyzed` and `insight-unknown`. A link for the record knows no coaching. */
	async function insightOf({ tenant, callId, id, view }: DatedLink & InsightReference): Promise<Known> {
		const stored = await calls.get(tenant, callId);
		if (!stored?.analysis) throw new TerminalError('call-not-analyzed', 'This call is not kept any more.');
		const found = stored.analysis.insights.find((insight) => feedback.idOf(callId, insight) === id);
		const insight = found && insightShown(found, view);
		if (!insight) throw new TerminalError('insight-unknown');
		return { stored: { ...stored, analysis: stored.analysis }, insight };
	}
};

type Known = { stored: StoredCall & { analysis: CallAnalysis }; insight: Insight };
