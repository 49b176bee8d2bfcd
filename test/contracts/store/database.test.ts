/** What statements, transactions and values are, the same on every store. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database, Query } from '../../../engine/adapters/store/shared/database.ts';
import { isUniqueViolation } from '../../../engine/adapters/store/shared/database-errors.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';

const SETTINGS = 'insert into tenants (id, settings) values ($1, $2::jsonb)';

for (const adapter of STORES) {
	need(...adapter.needs)(`the database on ${adapter.name}`, () => {
		let store: OpenStore;
		let database: Database;

		beforeAll(async () => {
			store = await adapter.open();
			database = store.database;
		});
		afterAll(() => store?.close());

		const create = (tenant: string, settings: unknown = {}) =>
			database.tenant(tenant, (query) => query(SETTINGS, [tenant, JSON.stringify(settings)]));
		const exists = async (tenant: string) =>
			(await database.tenant(tenant, (query) => query('select 1 from tenants where id = $1', [tenant]))).length === 1;

		it('returns the same values for the same types', async () => {
			verifies('store.same-answers');
			const text = `select 1::int4 as int4, $1::int8 as int8, null::int8 as absent, 1.50::numeric as numeric, true as bool,
				$2::timestamptz as at, $3::jsonb as json, $4::bytea as bytes, $5::text[] as texts, array[1, 2]::int8[] as numbers,
				$6::text as text, 0.1::float8 as float`;
			const at = new Date('2026-03-29T01:30:00.123Z');
			const json = { deep: [1, 'ä', null, { x: true }] };
			const odd = 'quote\' double" back\\slash\n{a,b} 😀';
			const values = [9_007_199_254_740_991, at, JSON.stringify(json), new Uint8Array([0, 255, 92]), [odd, ''], odd];
			const [row] = await database.tenant('types', (query) => query(text, values));
			expect(row).toEqual({
				int4: 1,
				int8: 9_007_199_254_740_991,
				absent: null,
				numeric: '1.50',
				bool: true,
				at,
				json,
				bytes: Buffer.from([0, 255, 92]),
				texts: [odd, ''],
				numbers: [1, 2],
				text: odd,
				float: 0.1,
			});
		});

		it('recognizes a duplicate and keeps the row out of the error', async () => {
			await create('twice', { token: 'do-not-log' });
			const error = await create('twice').then(
				() => undefined,
				(caught: unknown) => caught,
			);
			expect(isUniqueViolation(error)).toBe(true);
			expect(isUniqueViolation(error, 'tenants_pkey')).toBe(true);
			expect(isUniqueViolation(error, 'another')).toBe(false);
			const empty = await create('').catch((caught: unknown) => caught);
			expect(empty).toMatchObject({ code: 'scope-missing' });
			const check = await database
				.system((query) => query(SETTINGS, ['', '{"token":"do-not-log"}']))
				.catch((caught: Error) => JSON.stringify({ ...caught, message: caught.message }));
			expect(check).toContain('check constraint');
			expect(check).not.toContain('do-not-log');
		});

		it('commits a transaction as a whole', async () => {
			await database.systemTransaction(async (query) => {
				await query(SETTINGS, ['whole-1', '{}']);
				await query(SETTINGS, ['whole-2', '{}']);
			});
			expect([await exists('whole-1'), await exists('whole-2')]).toEqual([true, true]);
		});

		it('rolls back when the work throws, and passes its error on', async () => {
			const error = new Error('changed my mind');
			const work = async (query: Query) => {
				await query(SETTINGS, ['undone', '{}']);
				throw error;
			};
			await expect(database.transaction('undone', work)).rejects.toBe(error);
			expect(await exists('undone')).toBe(false);
		});

		it('does not pretend that a transaction succeeded in which a statement failed', async () => {
			const work = async (query: Query) => {
				await query(SETTINGS, ['swallowed', '{}']);
				await query('select 1 / 0').catch(() => undefined);
				return 'all well';
			};
			await expect(database.transaction('swallowed', work)).rejects.toThrow('division by zero');
			expect(await exists('swallowed')).toBe(false);
		});

		it('refuses a statement after the end of its transaction', async () => {
			let late: Query | undefined;
			await database.transaction('late', async (query) => {
				late = query;
			});
			await expect(late?.(SETTINGS, ['late', '{}'])).rejects.toMatchObject({ code: 'internal' });
			expect(await exists('late')).toBe(false);
		});

		it('keeps statements of others out of an open transaction', async () => {
			const begun = Promise.withResolvers<void>();
			const goOn = Promise.withResolvers<void>();
			const undone = database.transaction('inside', async (query) => {
				await query(SETTINGS, ['inside', '{}']);
				begun.resolve();
				await goOn.promise;
				throw new Error('undone');
			});
			await begun.promise;
			const outside = create('outside');
			goOn.resolve();
			await expect(undone).rejects.toThrow('undone');
			await outside;
			expect([await exists('inside'), await exists('outside')]).toEqual([false, true]);
		});

		it('goes on after failed statements, each for itself', async () => {
			const work = Array.from({ length: 60 }, (_, index) =>
				index % 3 === 0
					? database.tenant(`t${index}`, (query) => query('select 1 / 0'))
					: database.tenant(`t${index}`, (query) => query("select current_setting('sophia.tenant') as tenant")),
			);
			const answers = await Promise.allSettled(work);
			answers.forEach((answer, index) => {
				if (index % 3 === 0) expect(answer).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
				else expect(answer).toEqual({ status: 'fulfilled', value: [{ tenant: `t${index}` }] });
			});
		});

		it('answers a ping, and stops waiting for one when told to', async () => {
			await database.ping();
			await database.ping(AbortSignal.timeout(60_000));
			await expect(database.ping(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
		});

		it('closes twice without harm, and answers nothing afterwards', async () => {
			const other = await adapter.open();
			const underWay = other.database.tenant('x', (query) => query('select 1 as one'));
			await other.close();
			await expect(underWay).resolves.toEqual([{ one: 1 }]);
			await other.database.close();
			await expect(other.database.tenant('x', (query) => query('select 1'))).rejects.toMatchObject({
				code: 'store-unavailable',
			});
		});
	});
}
