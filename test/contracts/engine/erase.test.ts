/** Erasing by tenant, call and person, on every store: what goes, what stays, and whose. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createCallStore } from '../../../engine/adapters/store/shared/calls.ts';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createEraseStore } from '../../../engine/adapters/store/shared/erase.ts';
import { createRunStores } from '../../../engine/adapters/store/shared/run-store.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import { createTranscriptStore } from '../../../engine/adapters/store/shared/transcripts.ts';
import { createWindowStore } from '../../../engine/adapters/store/shared/windows.ts';
import type { Call } from '../../../engine/contract/call.ts';
import { TenantSettings } from '../../../engine/contract/tenant.ts';
import { toErrorView } from '../../../engine/errors.ts';
import type { Attempt } from '../../../engine/ports/run-store.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';

const ADA = 'Ada@customer.example';
const TABLES = [
	'runs',
	'steps',
	'idempotency',
	'effects',
	'budgets',
	'calls',
	'transcripts',
	'windows',
	'carried_calls',
	'coached_calls',
	'tenants',
];

for (const adapter of STORES) {
	need(...adapter.needs)(`erasing on ${adapter.name}`, () => {
		let opened: OpenStore;
		let database: Database;
		beforeAll(async () => {
			opened = await adapter.open();
			database = opened.database;
		});
		afterAll(() => opened.close());

		/** A tenant with one run over two calls; the customer Ada took part in the first. */
		async function seed(): Promise<string> {
			const tenant = `t-${randomUUID()}`;
			await createTenantStore(database).create(tenant, TenantSettings.parse({}));
			await seedRun(tenant, [call('101', ADA), call('102', 'bob@customer.example')]);
			await seedRun(tenant, [call('103', 'bob@customer.example')]);
			// Ada took part in an upload too, of which no run knows.
			const transcripts = ['101', '102', '103', 'upload-1'].map((callId) => ({ callId, sentences: [] }));
			await createTranscriptStore(database).put(tenant, transcripts);
			const analyzed = [call('101', ADA), call('103', 'bob@customer.example'), call('upload-1', ADA)];
			const source = 'gong-main';
			await createCallStore(database).put(
				tenant,
				analyzed.map((one) => ({ call: one, source, transcript: 'hash' })),
			);
			const key = { tenant, calls: 'gong-main', chat: 'slack-main' };
			const carry = [{ callId: '101', title: 'Intro', since: '2025-06-01T00:00:00.000Z' }];
			const change = { completedUntil: '2025-06-02T00:00:00.000Z', carry, drop: [], coached: ['101', '102', '103'] };
			await createWindowStore(database).complete(key, change);
			return tenant;
		}

		async function seedRun(tenant: string, calls: { id: string }[]): Promise<void> {
			const { runs, attempts, effects } = createRunStores(database, {
				crashed: toErrorView({}),
				timedOut: toErrorView({}),
			});
			const [submitted] = await runs.submit(tenant, [
				{
					id: randomUUID(),
					kind: 'coach-day',
					inputs: [{ id: randomUUID(), input: {} }],
					connections: { calls: 'gong-main' },
					delivery: 'send',
					recipient: undefined,
					resend: undefined,
					budgetNano: 1,
					deadlineSeconds: 60,
					callbackUrl: undefined,
					idempotency: { key: randomUUID(), fingerprint: 'x' },
				},
			]);
			const [queued] = submitted?.queue ?? [];
			if (queued === undefined) throw new Error('Nothing was queued.');
			const attempt = (await attempts.claim(queued, 'worker')) as Attempt;
			await attempts.recordStep(attempt, 'list calls 1', { calls });
			const times = { deadlineMs: 1, graceMs: 0 };
			await effects.intend(attempt, JSON.stringify(['note', 'hubspot-main', calls[0]?.id]), 'note', times);
			if (calls[0]?.id === '101') {
				await effects.intend(
					attempt,
					JSON.stringify(['message', 'slack-main', 'rep', 'only-me', ADA.toLowerCase()]),
					'message',
					times,
				);
			}
		}

		async function counts(tenant: string): Promise<Record<string, number>> {
			const found: Record<string, number> = {};
			for (const table of TABLES) {
				const [row] = await database.system((query) =>
					query<{ count: number }>(
						`select count(*) as count from ${table} where ${table === 'tenants' ? 'id' : 'tenant_id'} = $1`,
						[tenant],
					),
				);
				found[table] = Number(row?.count);
			}
			return found;
		}

		const callsLeft = async (tenant: string) =>
			(
				await database.system((query) =>
					query<{ call_id: string }>('select call_id from transcripts where tenant_id = $1 order by 1', [tenant]),
				)
			).map((row) => row.call_id);

		describe('leaves the neighbor alone and', () => {
			let tenant: string;
			let neighbor: string;
			let before: Record<string, number>;
			beforeEach(async () => {
				[tenant, neighbor] = [await seed(), await seed()];
				before = await counts(neighbor);
				expect(before).toMatchObject({
					runs: 2,
					steps: 2,
					idempotency: 2,
					effects: 3,
					calls: 3,
					transcripts: 4,
					carried_calls: 1,
					coached_calls: 3,
				});
			});
			const unharmed = async () => expect(await counts(neighbor)).toEqual(before);

			it('takes a tenant away with everything', async () => {
				verifies('erase.tenant');
				const erased = await createEraseStore(database).tenant(tenant);
				expect(erased).toMatchObject({ tenants: 1, runs: 2, effects: 3, calls: 3, transcripts: 4 });
				expect(new Set(Object.values(await counts(tenant)))).toEqual(new Set([0]));
				await unharmed();
			});

			it('takes a call away with the runs that name it, and keeps what was delivered', async () => {
				verifies('erase.call');
				const erased = await createEraseStore(database).call(tenant, '103');
				expect(erased).toMatchObject({
					runs: 1,
					idempotency: 1,
					calls: 1,
					transcripts: 1,
					coached_calls: 1,
					carried_calls: 0,
				});
				expect(await counts(tenant)).toMatchObject({ runs: 1, steps: 1, effects: 3, budgets: 1, calls: 2 });
				expect(await callsLeft(tenant)).toEqual(['101', '102', 'upload-1']);
				await unharmed();
			});

			it('does not take a call for another whose id it begins', async () => {
				expect(await createEraseStore(database).call(tenant, '10')).toMatchObject({ transcripts: 0, coached_calls: 0 });
				expect(await counts(tenant)).toMatchObject({ runs: 2 });
			});

			it('takes a person away with the calls that person took part in, however the address is written', async () => {
				verifies('erase.person');
				const erased = await createEraseStore(database).person(tenant, ADA.toUpperCase());
				const most = { runs: 1, calls: 2, transcripts: 2, carried_calls: 1, coached_calls: 1, effects: 1 };
				expect(erased).toMatchObject(most);
				expect(await callsLeft(tenant)).toEqual(['102', '103']);
				const left = await database.system((query) =>
					query<{ text: string }>(
						"select concat_ws(' ', result) as text from steps where tenant_id = $1 union all select key from effects where tenant_id = $1",
						[tenant],
					),
				);
				expect(JSON.stringify(left).toLowerCase()).not.toContain('ada@');
				await unharmed();
			});

			it('finds nothing of a person who was never there', async () => {
				expect(await createEraseStore(database).person(tenant, 'a_a@customer.example')).toMatchObject({
					transcripts: 0,
					effects: 0,
				});
				expect(await counts(tenant)).toMatchObject({ runs: 2, calls: 3, transcripts: 4 });
			});
		});
	});
}

function call(id: string, customer: string): Call {
	return {
		...{ id, url: '', title: 'Intro', started: '2025-06-01T10:00:00Z', durationSeconds: 60, language: 'en' },
		...{ private: false, crm: [], rep: { id: 'r', name: 'Rep' } },
		parties: [{ name: 'A customer', email: customer, affiliation: 'external' }],
	};
}
