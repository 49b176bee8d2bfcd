/** What every CRM promises of records: those of the right customers, and many with few requests. */
import { describe, expect, it } from '@jest/globals';
import type { CrmReference } from '../../../engine/contract/call.ts';
import { ADAPTERS, ANKE, callWith, identity, locate, TOM, useCrm } from './crm-adapters.ts';
import { unstopped } from './fakes.ts';

for (const adapter of ADAPTERS) {
	describe(`records in ${adapter.name}`, () => {
		const on = useCrm(adapter);

		it('locates deal, company and contacts by e-mail, the deal first, with their names', () => {
			expect(on.targets.map(({ type }) => type)).toEqual(['deal', 'company', 'contact', 'contact']);
			expect(on.targets.map(({ name }) => name)).toEqual([
				expect.stringContaining('Halden Freight'),
				'Halden Freight',
				'Tom Verhoeven',
				'Anke Jansen',
			]);
		});

		it('locates the records that the call names, whoever was on it', async () => {
			expect(identity(await locate(on.crm, callWith([], on.targets)))).toEqual(identity(on.targets));
		});

		it('takes the e-mail addresses where the named records are of another CRM or are gone', async () => {
			const named: CrmReference[] = [
				{ type: 'deal', id: '0065g00000AbCdEAAV' },
				{ type: 'deal', id: '404' },
				{ type: 'company', id: '405' },
			];
			expect(identity(await locate(on.crm, callWith([TOM, ANKE], named)))).toEqual(identity(on.targets));
		});

		it('locates nothing for strangers', async () => {
			expect(await locate(on.crm, callWith(['nobody@elsewhere.example']))).toEqual([]);
			expect(await locate(on.crm, callWith([]))).toEqual([]);
		});

		it('locates the records of many calls with the requests of one', async () => {
			const stranger = 'nobody@elsewhere.example';
			const calls = [callWith([ANKE]), callWith([stranger]), callWith([], on.targets), callWith([TOM, stranger])];
			const alone: CrmReference[][] = [];
			for (const call of calls) alone.push(await locate(on.crm, call));
			expect(alone.map((records) => records.length)).toEqual([3, 0, 4, 3]);
			const before = (await on.sandbox.requests()).length;
			const many = Array.from({ length: 10 }, () => calls).flat();
			expect(await on.crm.locate(many, unstopped)).toEqual(Array.from({ length: 10 }, () => alone).flat());
			expect((await on.sandbox.requests()).length - before).toBeLessThanOrEqual(8);
		});
	});
}
