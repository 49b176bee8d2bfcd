/** What every CRM promises of companies and e-mails: those of an account in a window, and none where none can be told. */
import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../verifies.ts';
import { ADAPTERS, ANKE, type FaultKind, TOM, useCrm } from './crm-adapters.ts';
import { errorOf, unstopped } from './fakes.ts';

const HALDEN = 'haldenfreight.example';
const NOVEMBER = { from: '2026-11-01T00:00:00+01:00', to: '2026-11-21T00:00:00+01:00' };
const nobody = { companyIds: [], addresses: [] };

for (const adapter of ADAPTERS) {
	describe(`e-mails in ${adapter.name}`, () => {
		const on = useCrm(adapter);
		const { missing, left, emails: emailScope } = adapter.scopes;
		/** The company of Tom and Anke. */
		const halden = async () => (await on.crm.companies({ domains: [HALDEN] }, unstopped))[0];
		const subjects = async (of: { companyIds: string[]; addresses: string[] }, window = NOVEMBER) => {
			const { ids } = await on.crm.listEmails(of, window, unstopped);
			return (await on.crm.emails(ids, unstopped)).map(({ subject }) => subject);
		};

		it('knows a company by its domain and by its id', async () => {
			const [company, ...others] = await on.crm.companies({ domains: [HALDEN, 'elsewhere.example'] }, unstopped);
			expect(others).toEqual([]);
			expect(company).toMatchObject({ name: 'Halden Freight', domains: [HALDEN] });
			const id = company?.id ?? '';
			expect(id).toBe(on.targets.find(({ type }) => type === 'company')?.id);
			expect(await on.crm.companies({ companyId: id, domains: ['elsewhere.example'] }, unstopped)).toEqual([company]);
			expect(await on.crm.companies({ companyId: '404', domains: [HALDEN] }, unstopped)).toEqual([]);
			expect(await on.crm.companies({ domains: [] }, unstopped)).toEqual([]);
		});

		it('lists the e-mails of a company and of people within the window, the newest first', async () => {
			verifies('crm.emails-of-the-window');
			const companyIds = [(await halden())?.id ?? ''];
			const all = ['List of tablets', 'Supplier form'];
			expect(await subjects({ companyIds, addresses: [] })).toEqual(all);
			expect(await subjects({ companyIds: [], addresses: [ANKE] })).toEqual(['Supplier form']);
			expect(await subjects({ companyIds, addresses: [ANKE, TOM] })).toEqual(all);
			const october = { from: '2026-10-01T00:00:00Z', to: NOVEMBER.from };
			expect(await subjects({ companyIds, addresses: [] }, october)).toEqual(['Re: Shared tablets', 'Shared tablets']);
			expect(await on.crm.listEmails(nobody, NOVEMBER, unstopped)).toEqual({ ids: [], complete: true });
		});

		it('reads an e-mail: who wrote it to whom, when, and its text also where it is HTML', async () => {
			const { ids } = await on.crm.listEmails(
				{ companyIds: [], addresses: [TOM] },
				{ ...NOVEMBER, from: '2026-10-01T00:00:00Z' },
				unstopped,
			);
			const emails = await on.crm.emails(ids, unstopped);
			expect(emails.map(({ id }) => id)).toEqual(ids);
			expect(emails.find(({ subject }) => subject === 'Supplier form')).toMatchObject({
				sent: '2026-11-15T15:45:00.000Z',
				from: ANKE,
				fromName: 'Anke Jansen',
				to: ['maya.okafor@larkspur.example', TOM],
				outgoing: false,
			});
			const answer = emails.find(({ subject }) => subject === 'Re: Shared tablets');
			expect(answer).toMatchObject({ from: 'maya.okafor@larkspur.example', outgoing: true });
			expect(answer?.text).toContain('Their people tap a badge — nobody types a password.\n');
			expect(answer?.text).toContain('\n> nobody here believes');
			expect(answer?.text).not.toMatch(/[<&]|margin/);
			expect(await on.crm.emails(['404'], unstopped)).toEqual([]);
		});

		it('leaves out what was never delivered', async () => {
			expect(await subjects({ companyIds: [], addresses: ['greg.holloway@pinewoodutilities.example'] })).toEqual([]);
		});

		it('names the scope without which e-mails say nothing', async () => {
			const { ids } = await on.crm.listEmails({ companyIds: [], addresses: [TOM] }, NOVEMBER, unstopped);
			await on.allow([...left, ...missing]);
			expect(await errorOf(on.crm.emails(ids, unstopped))).toMatchObject({
				code: 'connection-scope-missing',
				details: { scopes: [emailScope] },
			});
			expect(await on.crm.test(unstopped)).toMatchObject({
				ok: true,
				works: expect.not.arrayContaining(['read e-mails']),
			});
			await on.allow();
			expect(await on.crm.test(unstopped)).toMatchObject({ ok: true, works: expect.arrayContaining(['read e-mails']) });
		});

		it.each<[string, FaultKind]>([
			['a cut', { kind: 'cut' }],
			['half an answer', { kind: 'half-body' }],
			['an answer of another shape', { kind: 'body', body: '{"results":5}' }],
			['an error of the service', { kind: 'status', status: 500 }],
		])('takes no e-mails for none after %s', async (_what, bad) => {
			const companyIds = [(await halden())?.id ?? ''];
			const { ids } = await on.crm.listEmails({ companyIds, addresses: [] }, NOVEMBER, unstopped);
			for (const operation of adapter.operations.emails) {
				await on.fault(operation, bad);
				const asked = on.crm
					.companies({ domains: [HALDEN] }, unstopped)
					.then(() => on.crm.listEmails({ companyIds, addresses: [] }, NOVEMBER, unstopped))
					.then(() => on.crm.emails(ids, unstopped));
				expect(await errorOf(asked)).toMatchObject({ code: 'vendor-unavailable' });
			}
		});
	});
}
