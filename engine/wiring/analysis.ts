/** Registers the run kinds of call intelligence: binds each to the services that its run names. */
import { analyzeCallKind } from '../domain/analysis/analyze-call-kind.ts';
import { analyzeWindow } from '../domain/analysis/analyze-window.ts';
import { ask } from '../domain/analysis/ask.ts';
import type { AnalysisPorts } from '../domain/analysis/ports.ts';
import { SEARCH_TRANSCRIPTS, searchTranscripts } from '../domain/analysis/search-transcripts.ts';
import { ANALYZE_TRANSCRIPT, analyzeTranscript } from '../domain/calls/analyze-transcript.ts';
import { analyzeCustomer } from '../domain/customers/analyze-customer.ts';
import type { CustomerPorts } from '../domain/customers/ports.ts';
import { tierOf } from '../domain/models/complexity.ts';
import type { Events } from '../ports/events.ts';
import type { Playbooks } from '../ports/playbooks.ts';
import type { RunContext, RunKind } from '../ports/run-context.ts';
import type { Kinds } from './coaching.ts';
import type { Services } from './connections.ts';
import { feedbackOver } from './feedback.ts';
import { type Models, NO_MODELS } from './models.ts';
import { NO_PAGES, type Pages } from './pages.ts';
import type { Store } from './store.ts';

type Stores = Pick<Store, 'calls' | 'feedback' | 'tenants' | 'transcripts'>;

export function analysisKinds(
	stores: Stores,
	services: Services,
	events: Pick<Events, 'analyzed'>,
	playbooks: Pick<Playbooks, 'list'>,
	pages: Pages = NO_PAGES,
	models: Models = NO_MODELS,
): Kinds {
	const { calls, transcripts } = stores;
	const withPorts =
		<Input>(kind: (run: RunContext<Input>, ports: AnalysisPorts) => Promise<unknown>): RunKind<Input> =>
		async (run) =>
			kind(run, await portsOf(run, stores, services, playbooks, pages, models));
	const withCustomer =
		<Input>(
			kind: (run: RunContext<Input>, ports: CustomerPorts) => Promise<unknown>,
			readsCrm: (input: Input) => boolean,
		): RunKind<Input> =>
		async (run) => {
			const { crm: id } = run.connections;
			const [ports, crm] = await Promise.all([
				portsOf(run, stores, services, playbooks, pages, models),
				id === undefined || !readsCrm(run.input) ? undefined : services.crm(run.tenant, id),
			]);
			return kind(run, { ...ports, crm });
		};
	return new Map<string, RunKind<never, unknown>>([
		['analyze-customer', withCustomer(analyzeCustomer, () => true)],
		['analyze-window', withPorts(analyzeWindow)],
		['analyze-call', withPorts(analyzeCallKind)],
		['ask', withCustomer(ask, ({ account }) => account !== undefined)],
		// Hundreds of them in a day: but for models they need no service, so none is looked up.
		[
			ANALYZE_TRANSCRIPT,
			async (run: Parameters<typeof analyzeTranscript>[0]) =>
				analyzeTranscript(run, { calls, transcripts, events, reading: await readingOf(run, models) }),
		],
		[SEARCH_TRANSCRIPTS, (run: Parameters<typeof searchTranscripts>[0]) => searchTranscripts(run, stores)],
	]);
}

/** To find what is there is the simplest work. */
async function readingOf(run: Pick<RunContext, 'tenant' | 'connections'>, models: Models) {
	const named = await models.of(run);
	if (!named) return undefined;
	const { ports, prompts, tier } = named;
	return { ports, prompts, tier: tier === 'auto' ? tierOf({ kind: 'extract' }) : tier };
}

async function portsOf(
	{ tenant, connections }: Pick<RunContext, 'tenant' | 'connections'>,
	{ calls: stored, feedback, tenants, transcripts }: Stores,
	services: Services,
	playbooks: Pick<Playbooks, 'list'>,
	pages: Pages,
	models: Models,
): Promise<AnalysisPorts> {
	const [calls, settings, named] = await Promise.all([
		connections.calls === undefined ? undefined : services.calls(tenant, connections.calls),
		tenants.get(tenant),
		models.of({ tenant, connections }),
	]);
	const writing = named && { ports: named.ports, prompt: named.prompts.answer, tier: named.tier };
	const said = feedbackOver({ feedback });
	return { calls, stored, settings, feedback: said, transcripts, playbooks, pageOf: pages.of(tenant), writing };
}
