/** Registers the run kinds of coaching: binds each to the services that its run names. */
import { sha256, systemClock } from '../adapters/clock/system.ts';
import { callsConnection } from '../domain/coaching/calls-connection.ts';
import { coachCall } from '../domain/coaching/coach-call.ts';
import { coachDay } from '../domain/coaching/coach-day.ts';
import type { CoachingPorts } from '../domain/coaching/ports.ts';
import type { RunContext, RunKind } from '../ports/run-context.ts';
import type { Services } from './connections.ts';
import { feedbackOver } from './feedback.ts';
import { NO_PAGES, type Pages } from './pages.ts';
import type { Store } from './store.ts';

export type Kinds = ReadonlyMap<string, RunKind<never, unknown>>;

type Stores = Pick<Store, 'calls' | 'feedback' | 'tenants' | 'transcripts' | 'windows'>;

export function coachingKinds(stores: Stores, services: Services, pages: Pages = NO_PAGES): Kinds {
	const withPorts =
		<Input>(kind: (run: RunContext<Input>, ports: CoachingPorts) => Promise<unknown>): RunKind<Input> =>
		async (run) =>
			kind(run, await portsOf(run, stores, services, pages));
	return new Map<string, RunKind<never, unknown>>([
		['coach-day', withPorts(coachDay)],
		['coach-call', withPorts(coachCall)],
	]);
}

async function portsOf(
	{ tenant, connections }: Pick<RunContext, 'tenant' | 'connections'>,
	{ calls: stored, feedback, tenants, transcripts, windows }: Stores,
	services: Services,
	pages: Pages,
): Promise<CoachingPorts> {
	const [calls, chat, crm, settings] = await Promise.all([
		services.calls(tenant, callsConnection(connections)),
		connections.chat === undefined ? undefined : services.chat(tenant, connections.chat),
		connections.crm === undefined ? undefined : services.crm(tenant, connections.crm),
		tenants.get(tenant),
	]);
	return {
		...{ calls, chat, crm, settings, stored, transcripts, windows },
		...{ feedback: feedbackOver({ feedback }), hash: sha256, clock: systemClock },
		...{ pageOf: pages.of(tenant), disagreeAt: pages.feedback.of(tenant) },
	};
}
