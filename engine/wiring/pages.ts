/** The pages of calls, and the signed links that open them. */
import type { FastifyPluginAsync } from 'fastify';
import { systemClock } from '../adapters/clock/system.ts';
import type { Config } from '../config.ts';
import { HIGH_TALK_RATIO, IDEAL_TALK_RATIO, LONG_MONOLOGUE_MS } from '../domain/calls/benchmarks.ts';
import { tenantReader } from '../http/auth.ts';
import { type CallLinks, createCallLinks } from '../pages/link.ts';
import { pageRoutes } from '../pages/routes.ts';
import { openSigner } from './secrets.ts';
import type { Store } from './store.ts';

/** Addresses of calls, by tenant. */
export type Pages = Pick<CallLinks, 'of'>;

/** As where `PUBLIC_URL` is not set. */
export const NO_PAGES: Pages = { of: () => () => undefined };

/** Throws `secret-unreadable`. */
export async function openCallLinks(config: Pick<Config, 'home' | 'secretKey' | 'publicUrl'>): Promise<CallLinks> {
	return createCallLinks({ signer: await openSigner(config, 'call page'), publicUrl: config.publicUrl });
}

export function pagesOver(
	store: Pick<Store, 'calls' | 'keys' | 'tenants' | 'transcripts'>,
	links: CallLinks,
): FastifyPluginAsync {
	const { calls, tenants, transcripts } = store;
	const benchmarks = {
		idealTalkRatio: IDEAL_TALK_RATIO,
		highTalkRatio: HIGH_TALK_RATIO,
		longMonologueMs: LONG_MONOLOGUE_MS,
	};
	return async (app) => {
		const tenantOfKey = tenantReader(store.keys);
		await app.register(pageRoutes, { calls, tenants, transcripts, links, tenantOfKey, benchmarks, clock: systemClock });
	};
}
