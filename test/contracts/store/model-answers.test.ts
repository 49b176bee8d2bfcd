/** The port of model answers, the same on every store. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createEraseStore } from '../../../engine/adapters/store/shared/erase.ts';
import { createModelAnswers } from '../../../engine/adapters/store/shared/model-answers.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import { TenantSettings } from '../../../engine/contract/tenant.ts';
import type { ModelAnswers } from '../../../engine/ports/model-answers.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';

const ANSWER = { found: [{ quote: 'let’s meet 50 %\\ 😀' }] };

for (const adapter of STORES) {
	need(...adapter.needs)(`model answers on ${adapter.name}`, () => {
		let opened: OpenStore;
		let database: Database;
		let answers: ModelAnswers;

		beforeAll(async () => {
			opened = await adapter.open();
			database = opened.database;
			answers = createModelAnswers(database);
			for (const tenant of ['acme', 'other', 'gone']) {
				await createTenantStore(database).create(tenant, TenantSettings.parse({}));
			}
		});
		afterAll(() => opened?.close());

		it('gives back what was kept, to its tenant alone', async () => {
			verifies('models.paid-once', 'store.same-answers');
			await answers.keep('acme', 'one', 'call-1', ANSWER);
			await answers.keep('acme', 'two', 'call-1', null);
			await answers.keep('other', 'one', 'call-9', { found: [] });
			expect(await answers.known('acme', ['one', 'two', 'three'])).toEqual(
				new Map<string, unknown>([
					['one', ANSWER],
					['two', null],
				]),
			);
			expect(await answers.known('other', ['one', 'two'])).toEqual(new Map([['one', { found: [] }]]));
			expect(await answers.known('acme', [])).toEqual(new Map());
		});

		it('keeps the first of two answers to the same', async () => {
			await answers.keep('acme', 'twice', 'call-1', 1);
			await answers.keep('acme', 'twice', 'call-2', 2);
			expect((await answers.known('acme', ['twice'])).get('twice')).toBe(1);
		});

		it('erases answers with the call that they quote, and with their tenant', async () => {
			verifies('erase.call', 'erase.tenant');
			await answers.keep('acme', 'of a call', 'call-7', ANSWER);
			await answers.keep('acme', 'of another', 'call-77', ANSWER);
			await answers.keep('gone', 'one', 'call-7', ANSWER);
			const erase = createEraseStore(database);
			expect(await erase.call('acme', 'call-7')).toMatchObject({ model_answers: 1 });
			expect([...(await answers.known('acme', ['of a call', 'of another'])).keys()]).toEqual(['of another']);
			expect((await answers.known('gone', ['one'])).size).toBe(1);
			expect(await erase.tenant('gone')).toMatchObject({ model_answers: 1 });
		});
	});
}
