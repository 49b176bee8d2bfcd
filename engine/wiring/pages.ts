/** The pages of calls, and the signed links that open them. */
import type { FastifyPluginAsync } from 'fastify';
import { systemClock } from '../adapters/clock/system.ts';
import type { Config } from '../config.ts';
import { HIGH_TALK_RATIO, IDEAL_TALK_RATIO, LONG_MONOLOGUE_MS } from '../domain/calls/benchmarks.ts';
import { tenantReader } from '../http/auth.ts';
import { createFeedbackLinks, type FeedbackLinks } from '../pages/feedback/link.ts';
import { feedbackRoutes } from '../pages/feedback/routes.ts';
import { type CallLinks, createCallLinks } from '../pages/link.ts';
import { createQuestionLinks, type QuestionLinks } from '../pages/question/link.ts';
import { questionPageRoutes } from '../pages/question/routes.ts';
import { pageRoutes } from '../pages/routes.ts';
import { createRunLinks, type RunLinks } from '../pages/run/link.ts';
import { runPageRoutes } from '../pages/run/routes.ts';
import type { Runs } from '../ports/runs.ts';
import { feedbackOver } from './feedback.ts';
import { openSigner } from './secrets.ts';
import type { Store } from './store.ts';

export type Links = CallLinks & { feedback: FeedbackLinks; questions: QuestionLinks; runs: RunLinks };

/** Addresses of calls, and of where one disagrees, by tenant. */
export type Pages = Pick<CallLinks, 'of'> & { feedback: Pick<FeedbackLinks, 'of'> };

/** As where `PUBLIC_URL` is not set. */
export const NO_PAGES: Pages = { of: () => () => undefined, feedback: { of: () => () => undefined } };

/** Throws `secret-unreadable`. */
export async function openLinks(config: Pick<Config, 'home' | 'secretKey' | 'publicUrl'>): Promise<Links> {
	const { publicUrl } = config;
	return {
		...createCallLinks({ signer: await openSigner(config, 'call page'), publicUrl }),
		feedback: createFeedbackLinks({ signer: await openSigner(config, 'feedback page'), publicUrl }),
		questions: createQuestionLinks({ signer: await openSigner(config, 'question page'), publicUrl }),
		runs: createRunLinks({ signer: await openSigner(config, 'run page'), publicUrl }),
	};
}

export function pagesOver(
	store: Pick<Store, 'calls' | 'feedback' | 'keys' | 'tenants' | 'transcripts'>,
	links: Links,
	runs: Pick<Runs, 'costs' | 'questions' | 'question' | 'answer'>,
): FastifyPluginAsync {
	const { calls, tenants, transcripts } = store;
	const benchmarks = {
		idealTalkRatio: IDEAL_TALK_RATIO,
		highTalkRatio: HIGH_TALK_RATIO,
		longMonologueMs: LONG_MONOLOGUE_MS,
	};
	return async (app) => {
		const tenantOfKey = tenantReader(store.keys);
		const common = { calls, tenants, feedback: feedbackOver(store), clock: systemClock };
		const feedbackLinks = links.feedback;
		await app.register(pageRoutes, { ...common, transcripts, links, feedbackLinks, tenantOfKey, benchmarks });
		await app.register(feedbackRoutes, { ...common, links: feedbackLinks, callLinks: links });
		const run = { runs, tenants, clock: systemClock };
		await app.register(runPageRoutes, { ...run, tenantOfKey, links: links.runs, questionLinks: links.questions });
		await app.register(questionPageRoutes, { ...run, links: links.questions });
	};
}
