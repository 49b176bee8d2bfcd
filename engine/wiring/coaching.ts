/** Registers the run kinds of coaching: binds each to the services that its run names. */
import { sha256, systemClock } from '../adapters/clock/system.ts';
import { callsConnection } from '../domain/coaching/calls-connection.ts';
import { coachCall } from '../domain/coaching/coach-call.ts';
import { coachDay } from '../domain/coaching/coach-day.ts';
import type { CoachingPorts } from '../domain/coaching/ports.ts';
import { tierOf } from '../domain/models/complexity.ts';
import type { Playbooks } from '../ports/playbooks.ts';
import type { RunContext, RunKind } from '../ports/run-context.ts';
import type { Services } from './connections.ts';
import { feedbackOver } from './feedback.ts';
import { type Models, NO_MODELS, type RunModels } from './models.ts';
import { NO_PAGES, type Pages } from './pages.ts';
import type { Store } from './store.ts';

export type Kinds = ReadonlyMap<string, RunKind<never, unknown>>;

type Stores = Pick<Store, 'calls' | 'feedback' | 'tenants' | 'transcripts' | 'windows'>;

export function coachingKinds(
	stores: Stores,
	services: Services,
	playbooks: Pick<Playbooks, 'list'>,
	pages: Pages = NO_PAGES,
	models: Models = NO_MODELS,
): Kinds {
	const withPorts =
		<Input>(kind: (run: RunContext<Input>, ports: CoachingPorts) => Promise<unknown>): RunKind<Input> =>
		async (run) =>
			kind(run, await portsOf(run, stores, services, playbooks, pages, models));
	return new Map<string, RunKind<never, unknown>>([
		['coach-day', withPorts(coachDay)],
		['coach-call', withPorts(coachCall)],
	]);
}

/** To put a few findings into words is simple work. */
function writerOf({ ports, prompts: { message, note }, tier }: RunModels): NonNullable<CoachingPorts['writer']> {
	return { ports, prompts: { message, note }, tier: tier === 'auto' ? tierOf({ kind: 'write' }) : tier };
}

async function portsOf(
	{ tenant, connections }: Pick<RunContext, 'tenant' | 'connections'>,
	{ calls: stored, feedback, tenants, transcripts, windows }: Stores,
	services: Services,
	playbooks: Pick<Playbooks, 'list'>,
	pages: Pages,
	models: Models,
): Promise<CoachingPorts> {
	const [calls, chat, crm, settings, named] = await Promise.all([
		services.calls(tenant, callsConnection(connections)),
		connections.chat === undefined ? undefined : services.chat(tenant, connections.chat),
		connections.crm === undefined ? undefined : services.crm(tenant, connections.crm),
		tenants.get(tenant),
		models.of({ tenant, connections }),
	]);
	return {
		...{ calls, chat, crm, settings, stored, transcripts, windows, playbooks },
		...(named ? { writer: writerOf(named) } : {}),
		...{ feedback: feedbackOver({ feedback }), hash: sha256, clock: systemClock },
		...{ pageOf: pages.of(tenant), disagreeAt: pages.feedback.of(tenant) },
	};
}
