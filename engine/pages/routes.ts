/** What people look at: the page of a call, and what pages load. */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SophiaError, TerminalError, toErrorView } from '../errors.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { TenantStore } from '../ports/tenant-store.ts';
import type { TranscriptStore } from '../ports/transcript-store.ts';
import { ASSETS, type AssetName } from './assets.ts';
import { callPage } from './call/page.ts';
import type { TalkBenchmarks } from './call/shown.ts';
import { compressed } from './compressed.ts';
import { type Html, toText } from './html.ts';
import type { CallLinks, OpenedLink } from './link.ts';
import { noticePage } from './notice.ts';

export type PagesOptions = {
	calls: Pick<CallStore, 'get'>;
	transcripts: Pick<TranscriptStore, 'get'>;
	tenants: Pick<TenantStore, 'get'>;
	links: Pick<CallLinks, 'open'>;
	/** The tenant of an API key. Throws `key-missing`, `key-invalid`. */
	tenantOfKey(authorization: string | undefined): Promise<string>;
	benchmarks: TalkBenchmarks;
	clock: Pick<Clock, 'now'>;
};

/** A wall behind the escaping: nothing runs but our script, and nothing loads from elsewhere. */
const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

const HEADERS = {
	'content-security-policy': POLICY,
	// The address is the key to the page: it goes nowhere else, and nobody keeps the page.
	'referrer-policy': 'no-referrer',
	'cache-control': 'private, no-store',
	'x-robots-tag': 'noindex, nofollow',
	'x-content-type-options': 'nosniff',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
} as const;

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
			const { tenant, view } = await whose(request, id, options);
			const stored = await options.calls.get(tenant, id);
			if (!stored) throw new TerminalError('call-not-analyzed');
			const [transcript, { zone }] = await Promise.all([
				options.transcripts.get(tenant, stored.transcript),
				options.tenants.get(tenant),
			]);
			const { call, analysis, playbook } = stored;
			const { benchmarks } = options;
			return send(request, reply, callPage({ call, analysis, playbook, transcript, view, zone, benchmarks }));
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
async function whose(request: FastifyRequest, callId: string, options: PagesOptions): Promise<OpenedLink> {
	const { authorization } = request.headers;
	if (authorization !== undefined) return { tenant: await options.tenantOfKey(authorization), view: 'coaching' };
	return options.links.open(callId, request.query, options.clock.now());
}

/** Errors on these addresses are pages too. */
function answerWithPages(app: FastifyInstance): void {
	app.setErrorHandler(async (error, request, reply) => {
		const status = error instanceof SophiaError ? error.status : 500;
		if (status >= 500) request.log.error({ err: error }, 'page failed');
		reply.code(status).header('x-request-id', request.id);
		return send(request, reply, noticePage(toErrorView(error), request.id));
	});
}

async function send(request: FastifyRequest, reply: FastifyReply, page: Html): Promise<FastifyReply> {
	const text = toText(page);
	const small = await compressed(text, request.headers['accept-encoding']);
	if (small) reply.header('content-encoding', 'gzip');
	return reply
		.headers({ ...HEADERS, vary: 'accept-encoding, authorization' })
		.type('text/html; charset=utf-8')
		.send(small ?? text);
}
