/** What people look at: the page of a call, and what pages load. */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Insight } from '../contract/call.ts';
import { TerminalError } from '../errors.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Feedback } from '../ports/feedback.ts';
import type { TenantStore } from '../ports/tenant-store.ts';
import type { TranscriptStore } from '../ports/transcript-store.ts';
import { answerWithPages, sendPage } from './answer.ts';
import { ASSETS, type AssetName } from './assets.ts';
import { callPage } from './call/page.ts';
import type { TalkBenchmarks } from './call/shown.ts';
import { type DatedLink, type FeedbackLinks, madeAt } from './feedback/link.ts';
import type { CallLinks, OpenedLink } from './link.ts';

export type PagesOptions = {
	calls: Pick<CallStore, 'get'>;
	transcripts: Pick<TranscriptStore, 'get'>;
	tenants: Pick<TenantStore, 'get'>;
	links: Pick<CallLinks, 'open'>;
	feedback: Pick<Feedback, 'idOf' | 'ofCalls'>;
	/** To where somebody says that an insight is not right. */
	feedbackLinks: Pick<FeedbackLinks, 'beside'>;
	/** The tenant of an API key. Throws `key-missing`, `key-invalid`. */
	tenantOfKey(authorization: string | undefined): Promise<string>;
	benchmarks: TalkBenchmarks;
	clock: Pick<Clock, 'now'>;
};

const Page = { content: { 'text/html': { schema: z.string() } } };

export const pageRoutes: FastifyPluginAsync<PagesOptions> = async (app, options) => {
	answerWithPages(app);

	app.get(
		'/calls/:id',
		{
			schema: {
				summary: 'The page of an analyzed call, for people',
				description:
					'Opens with a signed link, which messages, notes and results hold where `PUBLIC_URL` is set, or with an API key.',
				params: z.object({ id: z.string() }),
				response: { 200: Page, '4xx': Page },
			},
		},
		async (request, reply) => {
			const { id } = request.params as { id: string };
			const { tenant, view, link } = await whose(request, id, options);
			const stored = await options.calls.get(tenant, id);
			if (!stored) throw new TerminalError('call-not-analyzed');
			const [transcript, { zone }, marks] = await Promise.all([
				options.transcripts.get(tenant, stored.transcript),
				options.tenants.get(tenant),
				options.feedback.ofCalls(tenant, [id]),
			]);
			const { call, analysis, playbook } = stored;
			const disagreed = new Set(marks.get(id)?.map((mark) => mark.id));
			const opinionOn = (insight: Insight) => {
				const insightId = options.feedback.idOf(id, insight);
				// Whoever came with a key has no link to go on with.
				const address = link && options.feedbackLinks.beside({ callId: id, id: insightId }, link);
				return { disagreed: disagreed.has(insightId), address };
			};
			const { benchmarks } = options;
			const page = callPage({ call, analysis, playbook, transcript, view, zone, benchmarks, opinionOn });
			return sendPage(request, reply, page);
		},
	);

	for (const [name, { type, content, version }] of Object.entries(ASSETS) as [
		AssetName,
		(typeof ASSETS)[AssetName],
	][]) {
		app.get(`/assets/${name}`, { schema: { hide: true } }, async (request, reply) => {
			const { v } = request.query as { v?: unknown };
			return reply
				.headers({ 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' })
				.header('cache-control', v === version ? 'public, max-age=31536000, immutable' : 'no-cache')
				.type(type)
				.send(content);
		});
	}
};

/** Whoever has the key of the tenant sees everything; a link shows what it was made for. */
async function whose(
	request: FastifyRequest,
	callId: string,
	options: PagesOptions,
): Promise<OpenedLink & { link?: DatedLink }> {
	const { authorization } = request.headers;
	if (authorization !== undefined) return { tenant: await options.tenantOfKey(authorization), view: 'coaching' };
	const opened = options.links.open(callId, request.query, options.clock.now());
	return { ...opened, link: { ...opened, from: madeAt(request.query) } };
}
