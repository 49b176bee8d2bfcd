/** Registers the run kinds of coaching: binds each to the services that its run names. */
import { sha256, systemClock } from '../adapters/clock/system.ts';
import { ANALYZE_CALL, analyzeCallKind } from '../domain/coaching/analyze-call-kind.ts';
import { coachCall } from '../domain/coaching/coach-call.ts';
import { coachDay } from '../domain/coaching/coach-day.ts';
import type { CoachingPorts } from '../domain/coaching/ports.ts';
import type { RunContext, RunKind } from '../ports/run-context.ts';
import type { Services } from './connections.ts';
import type { Store } from './store.ts';

export type Kinds = ReadonlyMap<string, RunKind<never, unknown>>;

type Stores = Pick<Store, 'tenants' | 'transcripts' | 'windows'>;

export function coachingKinds(stores: Stores, services: Services): Kinds {
	const withPorts =
		<Input>(kind: (run: RunContext<Input>, ports: CoachingPorts) => Promise<unknown>): RunKind<Input> =>
		async (run) =>
			kind(run, await portsOf(run, stores, services));
	return new Map<string, RunKind<never, unknown>>([
		['coach-day', withPorts(coachDay)],
		['coach-call', withPorts(coachCall)],
		// Hundreds of them in a day: they need no service, so none is looked up.
		[ANALYZE_CALL, (run: Parameters<typeof analyzeCallKind>[0]) => analyzeCallKind(run, stores)],
	]);
}

async function portsOf(
	{ tenant, connections }: Pick<RunContext, 'tenant' | 'connections'>,
	{ tenants, transcripts, windows }: Stores,
	services: Services,
): Promise<CoachingPorts> {
	const [calls, chat, crm, settings] = await Promise.all([
		services.calls(tenant, connections.calls),
		connections.chat === undefined ? undefined : services.chat(tenant, connections.chat),
		connections.crm === undefined ? undefined : services.crm(tenant, connections.crm),
		tenants.get(tenant),
	]);
	return { calls, chat, crm, settings, transcripts, windows, hash: sha256, clock: systemClock };
}
