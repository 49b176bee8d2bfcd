/** Opens the store that the configuration names: PGlite in the home folder, or a PostgreSQL server. */
import { createCallWebhookStore } from '../adapters/store/shared/call-webhooks.ts';
import { createCallStore } from '../adapters/store/shared/calls.ts';
import { createConnectionStore } from '../adapters/store/shared/connections.ts';
import type { Database } from '../adapters/store/shared/database.ts';
import { createEraseStore } from '../adapters/store/shared/erase.ts';
import { createDeliveryStore } from '../adapters/store/shared/event-deliveries.ts';
import { createEventStore } from '../adapters/store/shared/events.ts';
import { createFeedbackStore } from '../adapters/store/shared/feedback.ts';
import { createInteractions } from '../adapters/store/shared/interactions.ts';
import { createKeyStore } from '../adapters/store/shared/keys.ts';
import { createMemoryStore } from '../adapters/store/shared/memory.ts';
import { createModelAnswers } from '../adapters/store/shared/model-answers.ts';
import { createPlaybookStore } from '../adapters/store/shared/playbooks.ts';
import { createRunStores } from '../adapters/store/shared/run-store.ts';
import { createSubscriptionStore } from '../adapters/store/shared/subscriptions.ts';
import { createTeamStore } from '../adapters/store/shared/teams.ts';
import { createTenantStore } from '../adapters/store/shared/tenants.ts';
import { createTranscriptStore } from '../adapters/store/shared/transcripts.ts';
import { createWindowStore } from '../adapters/store/shared/windows.ts';
import type { Config } from '../config.ts';
import { memoryTerms } from '../domain/teams/memory-terms.ts';
import { TerminalError, toErrorView } from '../errors.ts';
import type { AnalysisStore } from '../ports/analysis-store.ts';
import type { Log } from '../ports/log.ts';

export type Store = Awaited<ReturnType<typeof openStore>>;

/** Throws `store-locked`, `store-unavailable`, `migration-changed`. */
export async function openStore({ home, databaseUrl }: Pick<Config, 'home' | 'databaseUrl'>, log: Log) {
	const applied: string[] = [];
	const onMigrated = (names: string[]) => applied.push(...names);
	const { database, analysis } = await openDatabase();
	if (applied.length > 0) log.info({ migrations: applied }, 'migrated');

	/** Only the library that is used is loaded. */
	async function openDatabase(): Promise<{ database: Database; analysis: AnalysisStore }> {
		if (databaseUrl === undefined) {
			const { openPglite } = await import('../adapters/store/pglite.ts');
			const { createPgliteAnalysis } = await import('../adapters/store/pglite/analysis.ts');
			const database = await openPglite({ home, onMigrated });
			return { database, analysis: createPgliteAnalysis({ home, database }) };
		}
		const { openPostgres } = await import('../adapters/store/postgres.ts');
		const { createPostgresAnalysis } = await import('../adapters/store/postgres/analysis.ts');
		const onConnectionLost = (error: unknown) => log.warn({ err: error }, 'a database connection was lost');
		const database = await openPostgres({ url: databaseUrl, onMigrated, onConnectionLost });
		return { database, analysis: createPostgresAnalysis({ url: databaseUrl }) };
	}

	return {
		kind: database.kind,
		/** Statements that models write. */
		analysis,
		/** Migrations applied just now. */
		applied,
		tenants: createTenantStore(database),
		keys: createKeyStore(database),
		connections: createConnectionStore(database),
		calls: createCallStore(database),
		memory: createMemoryStore(database, { termsOf: memoryTerms }),
		modelAnswers: createModelAnswers(database),
		playbooks: createPlaybookStore(database),
		teams: createTeamStore(database),
		transcripts: createTranscriptStore(database),
		windows: createWindowStore(database),
		callWebhooks: createCallWebhookStore(database),
		subscriptions: createSubscriptionStore(database),
		events: createEventStore(database),
		deliveries: createDeliveryStore(database),
		feedback: createFeedbackStore(database),
		interactions: createInteractions(database),
		erase: createEraseStore(database),
		...createRunStores(database, {
			crashed: toErrorView(new TerminalError('run-crashed')),
			timedOut: toErrorView(new TerminalError('run-timed-out')),
		}),
		ping: (signal: AbortSignal) => database.ping(signal),
		close: () => database.close(),
	};
}
