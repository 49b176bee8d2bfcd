/** What every CRM promises: the right records, one note, found again on the record itself, and the e-mails of a window. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHubspot } from '../../../engine/adapters/crm/hubspot.ts';
import { createOutbound } from '../../../engine/adapters/outbound/http.ts';
import type { Call, CrmReference } from '../../../engine/contract/call.ts';
import type { CallNote } from '../../../engine/contract/coaching.ts';
import { RetryableError, TerminalError } from '../../../engine/errors.ts';
import type { Crm } from '../../../engine/ports/crm.ts';
import { type Sandbox, type SandboxFault, startSandbox } from '../../servers/sandbox.ts';
import { verifies } from '../../verifies.ts';
import {
	arrived,
	closedGuard,
	errorOf,
	everythingIn,
	openGuard,
	type RecordedRateLimit,
	recordedRateLimit,
	unstopped,
	until,
} from './fakes.ts';

type Adapter = {
	name: string;
	service: 'hubspot';
	secret: string;
	/** The operation that writes, those that look for a note, and those that read companies and e-mails. */
	operations: { write: string; find: string[]; emails: string[] };
	search: RegExp;
	/** `emails`: without it they say nothing, and everything else goes on. */
	scopes: { missing: string[]; left: string[]; emails: string };
	open(sandbox: Sandbox, rateLimit: RecordedRateLimit): Crm;
};

const ADAPTERS: Adapter[] = [
	{
		name: 'HubSpot',
		service: 'hubspot',
		secret: 'pat-sandbox',
		operations: {
			write: 'notes.create',
			find: ['associations.read', 'notes.batchRead'],
			emails: ['companies.search', 'associations.batchRead', 'emails.batchRead'],
		},
		search: /search/,
		scopes: {
			missing: ['crm.objects.contacts.write'],
			left: ['crm.objects.contacts.read', 'crm.objects.companies.read', 'crm.objects.deals.read'],
			emails: 'sales-email-read',
		},
		open: ({ hubspot }, rateLimit) =>
			createHubspot({
				...hubspot,
				outbound: createOutbound({ timeoutMs: 5_000 }),
				rateLimit,
				limitName: 'acme/hubspot-main',
			}),
	},
];

/** Customers of the demo calls, of one account with a deal. */
const TOM = 'tom.verhoeven@haldenfreight.example';
const ANKE = 'anke.jansen@haldenfreight.example';

const key = (name: string) => createHash('sha256').update(name).digest('hex');

const evidence = {
	callId: '1',
	speakerId: '2',
	speaker: 'Tom',
	startMs: 65_000,
	endMs: 70_000,
	quote: 'By <Friday> & no later.',
};
const NOTE: CallNote = {
	callId: '1',
	title: 'Security <review>',
	url: 'https://app.gong.example/call?id=1',
	started: '2026-11-20T09:00:00+01:00',
	commitments: [{ text: 'Send the report', owner: 'Maya', due: 'by Friday', evidence }],
	openQuestions: [],
	text: 'plain',
};

function callWith(emails: string[], crm: CrmReference[] = []): Call {
	return {
		id: '1',
		url: NOTE.url,
		title: NOTE.title,
		started: NOTE.started,
		durationSeconds: 60,
		language: 'eng',
		private: false,
		parties: [
			{ name: 'Maya', email: 'maya.okafor@larkspur.example', affiliation: 'internal' },
			...emails.map((email) => ({ name: email, email, affiliation: 'external' as const })),
		],
		rep: { id: '9', name: 'Maya' },
		crm,
	};
}

/** The records of one call. */
async function locate(crm: Crm, call: Call): Promise<CrmReference[]> {
	const [records] = await crm.locate([call], unstopped);
	return records ?? [];
}

for (const adapter of ADAPTERS) {
	describe(`CRM in ${adapter.name}`, () => {
		let sandbox: Sandbox;
		let crm: Crm;
		let rateLimit: RecordedRateLimit;
		let targets: CrmReference[];
		const began = new Date();
		const { missing, left, emails: emailScope } = adapter.scopes;
		const allScopes = [...left, ...missing, emailScope];

		beforeAll(async () => {
			sandbox = await startSandbox({ today: '2026-11-21' });
			// An index that shows nothing while the test lasts.
			await sandbox.settings({ hubspot: { searchLagMs: 3_600_000, perTenSeconds: 0 } });
			targets = await locate(adapter.open(sandbox, recordedRateLimit()), callWith([TOM, ANKE]));
		});
		beforeEach(async () => {
			await sandbox.reset();
			await sandbox.settings({ hubspot: { ask: 'open', scopes: allScopes } });
			rateLimit = recordedRateLimit();
			crm = adapter.open(sandbox, rateLimit);
		});
		afterAll(() => sandbox?.stop());

		const write = (name: string) => crm.writeNote(targets, NOTE, key(name), openGuard());
		const find = (name: string) => crm.find(targets, key(name), began, unstopped);
		const fault = (operation: string | undefined, what: Omit<SandboxFault, 'service' | 'operation'>) =>
			sandbox.fault({ service: adapter.service, operation, ...what });
		const notes = async () => (await sandbox.state()).notes;
		const identity = (references: CrmReference[]) => references.map(({ type, id }) => `${type} ${id}`);

		it('locates deal, company and contacts by e-mail, the deal first, with their names', () => {
			expect(targets.map(({ type }) => type)).toEqual(['deal', 'company', 'contact', 'contact']);
			expect(targets.map(({ name }) => name)).toEqual([
				expect.stringContaining('Halden Freight'),
				'Halden Freight',
				'Tom Verhoeven',
				'Anke Jansen',
			]);
		});

		it('locates the records that the call names, whoever was on it', async () => {
			expect(identity(await locate(crm, callWith([], targets)))).toEqual(identity(targets));
		});

		it('takes the e-mail addresses where the named records are of another CRM or are gone', async () => {
			const named: CrmReference[] = [
				{ type: 'deal', id: '0065g00000AbCdEAAV' },
				{ type: 'deal', id: '404' },
				{ type: 'company', id: '405' },
			];
			expect(identity(await locate(crm, callWith([TOM, ANKE], named)))).toEqual(identity(targets));
		});

		it('locates nothing for strangers', async () => {
			expect(await locate(crm, callWith(['nobody@elsewhere.example']))).toEqual([]);
			expect(await locate(crm, callWith([]))).toEqual([]);
		});

		it('locates the records of many calls with the requests of one', async () => {
			const stranger = 'nobody@elsewhere.example';
			const calls = [callWith([ANKE]), callWith([stranger]), callWith([], targets), callWith([TOM, stranger])];
			const alone: CrmReference[][] = [];
			for (const call of calls) alone.push(await locate(crm, call));
			expect(alone.map((records) => records.length)).toEqual([3, 0, 4, 3]);
			const before = (await sandbox.requests()).length;
			const many = Array.from({ length: 10 }, () => calls).flat();
			expect(await crm.locate(many, unstopped)).toEqual(Array.from({ length: 10 }, () => alone).flat());
			expect((await sandbox.requests()).length - before).toBeLessThanOrEqual(8);
		});

		it('writes one note on all records and finds it by its key, though the search index shows nothing', async () => {
			verifies('effects.find-reads-the-record');
			const receipt = await write('first');
			const [note, ...others] = await notes();
			expect(others).toEqual([]);
			expect(note?.id).toBe(receipt.id);
			expect(note?.associations.map(({ type, id }) => `${type} ${id}`)).toEqual(identity(targets));
			expect(Date.parse(note?.timestamp ?? '')).toBe(Date.parse(NOTE.started));
			expect(await find('first')).toEqual({ answer: 'present', receipt });
			expect(await find('second')).toEqual({ answer: 'absent' });
			expect((await sandbox.requests()).map(({ operation }) => operation)).not.toContainEqual(
				expect.stringMatching(adapter.search),
			);
		});

		it('escapes what people said', async () => {
			verifies('coaching.safe-text');
			await write('escaped');
			const body = (await notes())[0]?.body;
			expect(body).toContain('By &lt;Friday&gt; &amp; no later.');
			expect(body).not.toContain('<Friday>');
		});

		it('finds a note among hundreds', async () => {
			const receipt = await write('buried');
			for (let batch = 0; batch < 52; batch += 1) {
				await Promise.all(Array.from({ length: 10 }, (_, index) => write(`${batch}/${index}`)));
			}
			expect(await find('buried')).toEqual({ answer: 'present', receipt });
			expect(await find('never written')).toEqual({ answer: 'absent' });
		});

		it('asks the next record where the first is gone', async () => {
			const receipt = await write('moved');
			const gone: CrmReference = { type: 'deal', id: '404' };
			expect(await crm.find([gone, ...targets], key('moved'), began, unstopped)).toEqual({
				answer: 'present',
				receipt,
			});
			expect(await crm.find([gone], key('moved'), began, unstopped)).toMatchObject({ answer: 'cannot-tell' });
		});

		it('writes nothing when the guard is closed, and asks it once', async () => {
			verifies('effects.guard-at-the-last-moment');
			const guard = closedGuard();
			await expect(crm.writeNote(targets, NOTE, key('late'), guard)).rejects.toThrow('the time is over');
			expect(guard.asked).toBe(1);
			expect(await sandbox.requests()).toEqual([]);
		});

		it('leaves a write open that was cut, and makes one request of it', async () => {
			verifies('effects.open-is-not-refused');
			await fault(adapter.operations.write, { kind: 'cut' });
			const error = await errorOf(write('cut'));
			expect(error).toBeInstanceOf(RetryableError);
			expect(error).toMatchObject({ code: 'vendor-unavailable', notDone: false });
			expect(await sandbox.requests()).toHaveLength(1);
			expect(await find('cut')).toEqual({ answer: 'absent' });
		});

		it('finds a write whose answer was lost', async () => {
			verifies('effects.found-after-a-lost-answer');
			await fault(adapter.operations.write, { kind: 'cut-after-write' });
			expect(await errorOf(write('lost'))).toMatchObject({ notDone: false });
			expect(await find('lost')).toMatchObject({ answer: 'present' });
			expect(await notes()).toHaveLength(1);
		});

		it('finds a write that landed after the connection was cut', async () => {
			verifies('effects.found-after-a-lost-answer');
			await fault(adapter.operations.write, { kind: 'late-write', delayMs: 100 });
			expect(await errorOf(write('late'))).toMatchObject({ notDone: false });
			await until(async () => (await notes()).length > 0);
			expect(await find('late')).toMatchObject({ answer: 'present' });
		});

		it.each<[string, Omit<SandboxFault, 'service' | 'operation'>]>([
			['half an answer', { kind: 'half-body' }],
			['an empty answer', { kind: 'body', body: '' }],
			['a web page', { kind: 'body', body: '<html>Bad gateway</html>' }],
			['an answer of another shape', { kind: 'body', body: '{"results":[]}' }],
			['an error of the service', { kind: 'status', status: 502 }],
		])('leaves a write open after %s', async (_what, bad) => {
			await fault(adapter.operations.write, bad);
			const error = await errorOf(write('unclear'));
			expect(error).toBeInstanceOf(RetryableError);
			expect(error).toMatchObject({ notDone: false });
		});

		it('leaves a write open that was stopped half-way, whatever stopped it', async () => {
			await fault(adapter.operations.write, { kind: 'hold' });
			const controller = new AbortController();
			const written = crm.writeNote(targets, NOTE, key('held'), { signal: controller.signal, assertOpen() {} });
			await arrived(sandbox, adapter.operations.write);
			controller.abort(new TerminalError('run-cancelled'));
			expect(await errorOf(written)).toMatchObject({ code: 'vendor-unavailable', notDone: false });
			await sandbox.release();
		});

		it('knows that a write was not done after a 429, and tells all workers to wait', async () => {
			await fault(adapter.operations.write, { kind: 'status', status: 429, retryAfterSeconds: 7 });
			expect(await errorOf(write('limited'))).toMatchObject({
				code: 'vendor-rate-limited',
				notDone: true,
				retryAfterMs: 7000,
			});
			expect(rateLimit.pauses).toEqual([7000]);
			expect(rateLimit.taken[0]?.name).toBe('acme/hubspot-main');
		});

		it('knows that a write was refused', async () => {
			const wrong: CrmReference[] = [{ type: 'deal', id: '404' }];
			const error = await errorOf(crm.writeNote(wrong, NOTE, key('refused'), openGuard()));
			expect(error).toBeInstanceOf(TerminalError);
			expect(error.code).toBe('vendor-refused');
			expect((await errorOf(crm.writeNote([], NOTE, key('refused'), openGuard()))).code).toBe('vendor-refused');
		});

		it('names the scope that is missing', async () => {
			await sandbox.settings({ hubspot: { scopes: left } });
			expect(await errorOf(write('refused'))).toMatchObject({
				code: 'connection-scope-missing',
				details: { scopes: missing },
			});
			expect(await crm.test(unstopped)).toMatchObject({ ok: false, missingScopes: missing });
			await sandbox.settings({ hubspot: { scopes: allScopes } });
			expect(await crm.test(unstopped)).toMatchObject({ ok: true, missingScopes: [] });
		});

		it.each<['missing-scope' | 'rate-limited', string]>([
			['missing-scope', 'crm.objects'],
			['rate-limited', 'wait'],
		])('cannot tell where asking meets %s, and says why', async (ask, why) => {
			await write('asked');
			await sandbox.settings({ hubspot: { ask } });
			expect(await find('asked')).toEqual({ answer: 'cannot-tell', reason: expect.stringContaining(why) });
		});

		it.each<[string, Omit<SandboxFault, 'service' | 'operation'>]>([
			['a cut', { kind: 'cut' }],
			['half an answer', { kind: 'half-body' }],
			['an empty answer', { kind: 'body', body: '' }],
			['an answer of another shape', { kind: 'body', body: '{"ok":true}' }],
			['a list that is none', { kind: 'body', body: '{"results":5}' }],
			['an error of the service', { kind: 'status', status: 500 }],
		])('cannot tell after %s', async (_what, bad) => {
			await write('there');
			for (const operation of adapter.operations.find) {
				await fault(operation, bad);
				expect(await find('there')).toMatchObject({ answer: 'cannot-tell' });
			}
		});

		const HALDEN = 'haldenfreight.example';
		const NOVEMBER = { from: '2026-11-01T00:00:00+01:00', to: '2026-11-21T00:00:00+01:00' };
		const nobody = { companyIds: [], addresses: [] };
		/** The company of Tom and Anke. */
		const halden = async () => (await crm.companies({ domains: [HALDEN] }, unstopped))[0];
		const subjects = async (of: { companyIds: string[]; addresses: string[] }, window = NOVEMBER) => {
			const { ids } = await crm.listEmails(of, window, unstopped);
			return (await crm.emails(ids, unstopped)).map(({ subject }) => subject);
		};

		it('knows a company by its domain and by its id', async () => {
			const [company, ...others] = await crm.companies({ domains: [HALDEN, 'elsewhere.example'] }, unstopped);
			expect(others).toEqual([]);
			expect(company).toMatchObject({ name: 'Halden Freight', domains: [HALDEN] });
			const id = company?.id ?? '';
			expect(id).toBe(targets.find(({ type }) => type === 'company')?.id);
			expect(await crm.companies({ companyId: id, domains: ['elsewhere.example'] }, unstopped)).toEqual([company]);
			expect(await crm.companies({ companyId: '404', domains: [HALDEN] }, unstopped)).toEqual([]);
			expect(await crm.companies({ domains: [] }, unstopped)).toEqual([]);
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
			expect(await crm.listEmails(nobody, NOVEMBER, unstopped)).toEqual({ ids: [], complete: true });
		});

		it('reads an e-mail: who wrote it to whom, when, and its text also where it is HTML', async () => {
			const { ids } = await crm.listEmails(
				{ companyIds: [], addresses: [TOM] },
				{ ...NOVEMBER, from: '2026-10-01T00:00:00Z' },
				unstopped,
			);
			const emails = await crm.emails(ids, unstopped);
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
			expect(await crm.emails(['404'], unstopped)).toEqual([]);
		});

		it('leaves out what was never delivered', async () => {
			expect(await subjects({ companyIds: [], addresses: ['greg.holloway@pinewoodutilities.example'] })).toEqual([]);
		});

		it('names the scope without which e-mails say nothing', async () => {
			const { ids } = await crm.listEmails({ companyIds: [], addresses: [TOM] }, NOVEMBER, unstopped);
			await sandbox.settings({ hubspot: { scopes: [...left, ...missing] } });
			expect(await errorOf(crm.emails(ids, unstopped))).toMatchObject({
				code: 'connection-scope-missing',
				details: { scopes: [emailScope] },
			});
			expect(await crm.test(unstopped)).toMatchObject({
				ok: true,
				works: expect.not.arrayContaining(['read e-mails']),
			});
			await sandbox.settings({ hubspot: { scopes: allScopes } });
			expect(await crm.test(unstopped)).toMatchObject({ ok: true, works: expect.arrayContaining(['read e-mails']) });
		});

		it.each<[string, Omit<SandboxFault, 'service' | 'operation'>]>([
			['a cut', { kind: 'cut' }],
			['half an answer', { kind: 'half-body' }],
			['an answer of another shape', { kind: 'body', body: '{"results":5}' }],
			['an error of the service', { kind: 'status', status: 500 }],
		])('takes no e-mails for none after %s', async (_what, bad) => {
			const companyIds = [(await halden())?.id ?? ''];
			const { ids } = await crm.listEmails({ companyIds, addresses: [] }, NOVEMBER, unstopped);
			for (const operation of adapter.operations.emails) {
				await fault(operation, bad);
				const asked = crm
					.companies({ domains: [HALDEN] }, unstopped)
					.then(() => crm.listEmails({ companyIds, addresses: [] }, NOVEMBER, unstopped))
					.then(() => crm.emails(ids, unstopped));
				expect(await errorOf(asked)).toMatchObject({ code: 'vendor-unavailable' });
			}
		});

		it('lets no secret into an error', async () => {
			verifies('connections.secret-never-shown');
			const kinds: Omit<SandboxFault, 'service' | 'operation'>[] = [
				{ kind: 'cut' },
				{ kind: 'body', body: `<html>${adapter.secret}</html>` },
				...[302, 400, 401, 403, 429, 500].map((status) => ({
					kind: 'status' as const,
					status,
					body: JSON.stringify({ message: `You sent ${adapter.secret}.` }),
				})),
			];
			for (const kind of kinds) {
				await fault(adapter.operations.write, kind);
				expect(everythingIn(await errorOf(write('secret')))).not.toContain(adapter.secret);
			}
		});
	});
}
