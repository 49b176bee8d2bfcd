/** Two tenants with calls, runs and costs, and words in what no statement of the first may show. */
import { createCallStore } from '../../../engine/adapters/store/shared/calls.ts';
import { createConnectionStore } from '../../../engine/adapters/store/shared/connections.ts';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createFeedbackStore } from '../../../engine/adapters/store/shared/feedback.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import { createTranscriptStore } from '../../../engine/adapters/store/shared/transcripts.ts';
import type { Call, CallAnalysis, Insight } from '../../../engine/contract/call.ts';

/** Stands in every row of the other tenant, and in whatever of its own tenant no view shows. */
export const SECRET = 'ZEBRAFINCH';

const settings = { zone: 'UTC', weekend: [], optedOutReps: [], language: SECRET };

type Told = Pick<Insight, 'kind' | 'text'> & { label?: string; quote?: string };

function call(id: string, started: string, more: Partial<Call> = {}): Call {
	return {
		...{ id, url: '', title: `Call ${id}`, started, durationSeconds: 1_800, language: 'en', private: false },
		...{ rep: { id: 'rep-1', name: 'Rita', email: 'rita@ours.example' } },
		crm: [
			{ type: 'company', id: '1', name: 'Acme' },
			{ type: 'deal', id: '2', name: 'Acme 2026', stage: 'Negotiation' },
		],
		parties: [
			{ name: 'Rita', email: 'rita@ours.example', affiliation: 'internal' },
			{ name: 'Bob', email: 'Bob@Acme.example', affiliation: 'external' },
		],
		...more,
	};
}

function analysis(callId: string, told: Told[]): CallAnalysis {
	const none = { speechMs: {}, parties: [], questions: 0, repTalkRatio: 0.5, internalTalkRatio: 0.5 };
	const times = { longestMonologueMs: 0, overlapMs: 0, backChannelOverlapMs: 0, silenceMs: 0, longestStoryMs: 0 };
	const talk = { times: 'measured' as const, ...none, ...times, interactivity: 0, questionRate: 0 };
	const evidence = (quote = 'Too dear for us.') => [
		{ callId, speakerId: 'b', speaker: 'Bob', startMs: 1_000, endMs: 2_000, quote },
	];
	const insights = told.map(({ quote, ...insight }): Insight => ({ ...insight, evidence: evidence(quote) }));
	const moods = [{ phase: 'closing' as const, label: 'negative' as const, evidence: evidence() }];
	const reading = { summary: [], sentiment: moods, models: [], known: 0, unread: [], moved: [] };
	return { callId, analysis: 'generative', talk, insights, dropped: 0, sentences: 9, reading };
}

const PRICE: Told = {
	kind: 'risk',
	label: 'price-pressure',
	text: 'They press on the price.',
	quote: 'Too dear for us.',
};
const RIVAL: Told = { kind: 'risk', label: 'competitor', text: 'They look at Globex.', quote: 'Globex is cheaper.' };
const NEXT: Told = { kind: 'next-step', text: 'A pilot in May.', quote: 'Let us begin a pilot in May.' };
const HABIT: Told = { kind: 'coachable-moment', text: `${SECRET} interrupts.`, quote: SECRET };

/** Of tenant `own` two calls, and a private one; of tenant `other` as much, with the secret word everywhere. */
export async function furnish(database: Database): Promise<void> {
	for (const tenant of ['own', 'other']) {
		const hidden = tenant === 'other' ? SECRET : '';
		const say = (told: Told): Told => ({ ...told, text: `${told.text}${hidden}`, quote: `${told.quote}${hidden}` });
		const mark = (id: string) => (hidden === '' ? id : `${id}-${hidden}`);
		await createTenantStore(database).create(tenant, settings);
		const connection = { id: 'gong-main', kind: 'calls', vendor: 'gong', name: 'main', address: SECRET } as const;
		await createConnectionStore(database).add(tenant, { ...connection, secret: new TextEncoder().encode(SECRET) });
		const parties = hidden === '' ? {} : { rep: { id: hidden, name: hidden }, crm: [], parties: [] };
		const rows: [Call, Told[]][] = [
			[call(mark('1'), '2026-11-02T09:00:00Z', parties), [PRICE, NEXT, HABIT].map(say)],
			[call(mark('2'), '2026-11-09T09:00:00Z', parties), [PRICE, RIVAL].map(say)],
			[
				call(mark('3'), '2026-11-10T09:00:00Z', { private: true, title: SECRET, ...parties }),
				[{ ...PRICE, text: SECRET, quote: SECRET }],
			],
		];
		await createCallStore(database).put(
			tenant,
			rows.map(([one, told]) => ({
				...{ call: one, source: mark('gong-main'), transcript: SECRET, analysis: analysis(one.id, told) },
			})),
		);
		const sentences = [{ index: 0, speakerId: 'b', startMs: 0, endMs: 1, text: SECRET }];
		await createTranscriptStore(database).put(tenant, [{ callId: mark('1'), sentences }]);
		const about = {
			callId: mark('1'),
			id: `${SECRET}-id`,
			kind: 'risk',
			label: 'price-pressure',
			view: 'record',
		} as const;
		await createFeedbackStore(database).disagree(tenant, about);
		await database.tenant(tenant, async (query) => {
			await query(RUN, [
				tenant,
				mark('run-1'),
				JSON.stringify({ code: 'internal', message: SECRET }),
				mark('analyze-window'),
			]);
			await query(
				'insert into budgets (tenant_id, root_id, limit_nano, spent_nano) values ($1, $2, 1000000000, 1500000)',
				[...[tenant, mark('run-1')]],
			);
			await query(SPEND, [tenant, mark('run-1'), mark('read 1')]);
			const result = {
				model: mark('openai/small'),
				generation: { text: SECRET, usage: { inputTokens: 900, outputTokens: 100 } },
			};
			await query('insert into steps (tenant_id, run_id, name, result) values ($1, $2, $3, $4::jsonb)', [
				...[tenant, mark('run-1'), mark('read 1'), JSON.stringify(result)],
			]);
			await query(EFFECT, [tenant, SECRET + tenant, mark('note'), mark('run-1')]);
		});
	}
}

const RUN = `
insert into runs (tenant_id, id, root_id, kind, input, connections, delivery, state, deadline_at, created_at, error)
values ($1, $2, $2, $4, '{"text": "${SECRET}"}', '{}', 'preview', 'failed', now(), '2026-11-10T10:00:00Z', $3::jsonb)`;

const SPEND = `
insert into spends (tenant_id, root_id, run_id, name, epoch, reserved_nano, settled_nano)
values ($1, $2, $2, $3, 1, 2000000, 1500000)`;

const EFFECT = `
insert into effects (tenant_id, key, kind, root_id, run_id, epoch, state, open_until)
values ($1, $2, $3, $4, $4, 1, 'done', now())`;

/** Everything that stands in any table, in one text: to see that nothing has changed. */
export async function everything(database: Database): Promise<string> {
	return database.system(async (query) => {
		const tables = await query<{ name: string }>(
			"select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'analysis') order by 1",
		);
		const texts: string[] = [];
		for (const { name } of tables) {
			if (name === 'public.schema_migrations') continue;
			const rows = await query<{ row: string }>(`select t::text as row from ${name} t order by 1`);
			texts.push(`${name}: ${rows.map(({ row }) => row).join('\n')}`);
		}
		return texts.join('\n');
	});
}
