import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { AnalyzeCustomerInput } from '../../contract/run.ts';
import { TerminalError } from '../../errors.ts';
import { analyze, CALL, customerWorld, email, items, NOW, quotes, viewOf } from '../testing/customer.ts';
import { type SpokenOptions, spoken } from '../testing/spoken.ts';

const PROMISE = email(
	'e1',
	'2026-11-11T09:00:00+01:00',
	'carl@theirs.example',
	'Hi Rita,\n\nI will send you our numbers by Monday.\n\nCarl',
	{
		fromName: 'Carl Crane',
	},
);
const QUESTION = email('e2', '2026-11-17T09:00:00+01:00', 'rita@ours.example', 'Carl, who signs on your side?', {
	subject: 'Signature',
});
const ANSWER = email(
	'e3',
	'2026-11-18T09:00:00+01:00',
	'carl@theirs.example',
	'Our managing director signs.\n\n> who signs on your side?',
	{
		subject: 'Re: Signature',
	},
);

describe('analyzeCustomer', () => {
	it('brings together what was said on calls and in e-mails, the newest first', async () => {
		const view = await viewOf(customerWorld(), { emails: [PROMISE, QUESTION] });
		expect(view.account).toEqual({ name: 'theirs.example', domains: ['theirs.example'] });
		expect(quotes(view.commitments)).toEqual([
			'I will send you our numbers by Monday.',
			"I'll send you the offer by Thursday.",
		]);
		expect(view.commitments[0]).toMatchObject({
			source: 'email',
			party: 'Carl Crane',
			affiliation: 'external',
			// The Monday after the day on which the e-mail was sent.
			dueDate: '2026-11-16',
			at: PROMISE.sent,
			evidence: [{ emailId: 'e1', subject: 'About e1', from: 'carl@theirs.example' }],
		});
		expect(view.commitments[1]).toMatchObject({ source: 'call', evidence: [{ callId: 'c1', speaker: 'Rita' }] });
		expect(quotes(view.openQuestions)).toEqual(['Carl, who signs on your side?', 'What does it cost per user?']);
		expect(view.objections[0]).toMatchObject({ label: 'price', source: 'call', party: 'Carl' });
		expect(view.calls.map(({ id }) => id)).toEqual(['c1']);
		expect(view.emails.map(({ id }) => id)).toEqual(['e2', 'e1']);
		expect(view.people).toEqual([
			{ name: 'Carl', email: 'carl@theirs.example', affiliation: 'external' },
			{ name: 'Rita', email: 'rita@ours.example', affiliation: 'internal' },
		]);
		expect(view.summary).toContain('theirs.example: 1 call and 2 e-mails from 22 August 2026 to 20 November 2026.');
		expect(view.summary).toContain('2 commitments, 2 open questions');
		expect(view.summary).toContain('Last contact: an e-mail on 17 November 2026, 3 days ago.');
	});

	it('takes a question for answered that a later e-mail answers', async () => {
		const view = await viewOf(customerWorld([]), { emails: [ANSWER, QUESTION] });
		expect(view.openQuestions).toEqual([]);
		expect((await viewOf(customerWorld([]), { emails: [QUESTION] })).openQuestions).toHaveLength(1);
	});

	it('names what was due since, and not what was to be done on the very day', async () => {
		const { summary } = await viewOf(customerWorld(), { emails: [PROMISE] });
		expect(summary).toContain('Was due 2026-11-16: Carl Crane, “I will send you our numbers by Monday.”');
		const today = { ...PROMISE, text: 'I will send you our numbers today.' };
		const view = await viewOf(customerWorld([]), { emails: [today] });
		expect([view.commitments[0]?.dueDate, view.summary.includes('Was due')]).toEqual(['2026-11-11', false]);
	});

	it('says so where there is nothing', async () => {
		const view = await viewOf(customerWorld(), { account: { name: 'Acme', domains: ['acme.example'] } });
		expect([items(view), view.calls, view.emails]).toEqual([[], [], []]);
		expect(view.summary).toBe('There were no calls or e-mails of Acme from 22 August 2026 to 20 November 2026.');
	});

	describe('which calls', () => {
		it('all of the window that somebody of the account was on, over all pages, and none that is private', async () => {
			verifies('customer.whole-account');
			const at = (day: string) => `2026-${day}T10:00:00+01:00`;
			const on = customerWorld([
				...['09-01', '10-05', '11-10'].map((day, number) => ({ ...CALL, id: `c${number}`, started: at(day) })),
				{ ...CALL, id: 'too-early', started: at('05-01') },
				{ ...CALL, id: 'private', private: true },
				{ ...CALL, id: 'german', language: 'deu' },
			]);
			const [elsewhere] = customerWorld([{ ...CALL, id: 'elsewhere' }]).calls;
			if (!elsewhere) throw new Error('no call');
			elsewhere.parties = elsewhere.parties.map((party) => ({
				...party,
				email: party.email?.replace('theirs', 'others'),
			}));
			on.calls.push(elsewhere);
			on.pageSize = 2;
			const { value, steps } = await analyze(on);
			expect(value.calls.map(({ id }) => id)).toEqual(['c2', 'c1', 'c0']);
			const skipped = value.skipped.map(({ reason, callIds }) => [reason, callIds]);
			expect(skipped).toEqual([
				['private', ['private']],
				['language', ['german']],
			]);
			expect(
				items(value).filter(
					({ evidence }) =>
						'callId' in (evidence[0] ?? {}) && evidence.some((one) => 'callId' in one && one.callId === 'private'),
				),
			).toEqual([]);
			expect(steps.filter((name) => name.startsWith('list calls')).length).toBeGreaterThan(2);
			expect(value.summary).toContain('Left out 2 calls.');
		});

		it('also uploaded ones, by the same rules', async () => {
			verifies('customer.whole-account');
			const on = customerWorld([]);
			const upload = async (options: SpokenOptions) => {
				const { call, transcript } = spoken(options);
				const [reference = ''] = await on.ports.transcripts.put('acme', [transcript]);
				await on.stored.put('acme', [{ call, source: 'upload', transcript: reference }]);
			};
			await upload({ ...CALL, id: 'upload-1' });
			await upload({ ...CALL, id: 'upload-2', private: true });
			const view = await viewOf(on, { connections: {} });
			expect(view.calls.map(({ id }) => id)).toEqual(['upload-1']);
			expect(view.skipped).toEqual([{ reason: 'private', count: 1, callIds: ['upload-2'] }]);
			expect(quotes(view.commitments)).toEqual(["I'll send you the offer by Thursday."]);
			expect((await on.stored.get('acme', 'upload-1'))?.source).toBe('upload');
		});

		it('as many uploaded ones as fit, the newest, whatever the length of their addresses', async () => {
			verifies('customer.bounded');
			const on = customerWorld([]);
			const { call, transcript } = spoken({ ...CALL, lines: 'Carl: It is out of budget this year.' });
			const [reference = ''] = await on.ports.transcripts.put('acme', [transcript]);
			const url = `https://files.example/${'x'.repeat(1_900)}`;
			for (let hour = 0; hour < 520; hour += 1) {
				const started = new Date(Date.parse(NOW) - (hour + 1) * 3_600_000).toISOString();
				const upload = { ...call, id: `upload-${hour}`, url, started };
				await on.stored.put('acme', [{ call: upload, source: 'upload', transcript: reference }]);
			}
			const view = await viewOf(on, { connections: {} });
			expect(view.gaps).toMatchObject([{ kind: 'calls-left-out', text: expect.stringMatching(/^20 older calls/) }]);
			expect(view.calls[0]?.id).toBe('upload-0');
			expect(view.course.reduce((sum, { calls }) => sum + calls, 0)).toBe(500);
		});

		it('those that the call service links with the company, where its domain is not known', async () => {
			const on = customerWorld();
			on.companies = [{ id: '42', name: 'Theirs', domains: [] }];
			for (const call of on.calls) call.crm = [{ type: 'company', id: '42' }];
			const view = await viewOf(on, { account: { companyId: '42' } });
			expect([view.account, view.calls.length]).toEqual([{ name: 'Theirs', domains: [], companyId: '42' }, 1]);
		});

		it('those that could be analyzed, where one fails', async () => {
			verifies('customer.gaps-go-on');
			const on = customerWorld([CALL, { ...CALL, id: 'c2' }]);
			on.broken.add('c2');
			const view = await viewOf(on);
			expect(view.calls.map(({ id }) => id)).toEqual(['c1']);
			expect(view.gaps).toMatchObject([{ kind: 'call-failed', subject: 'c2' }]);
		});
	});

	describe('which account', () => {
		it('is a company of the CRM, with its name, its domain and its e-mails', async () => {
			const on = customerWorld();
			on.companies = [{ id: '42', name: 'Theirs Ltd', domains: ['theirs.example'] }];
			on.emails = [{ ...PROMISE, outgoing: false, companyId: '42' }];
			for (const account of [{ companyId: '42' }, { domains: ['theirs.example'] }]) {
				const view = await viewOf(on, { account });
				expect([view.account.name, view.calls.length, view.emails.length]).toEqual(['Theirs Ltd', 1, 1]);
			}
			expect((await viewOf(on, { account: { name: 'My Theirs', companyId: '42' } })).account.name).toBe('My Theirs');
		});

		it('has to be there, and needs the CRM', async () => {
			const unknown = await analyze(customerWorld(), { account: { companyId: '42' } });
			expect(unknown.error).toMatchObject({ code: 'company-unknown' });
			const on = customerWorld();
			on.ports = { ...on.ports, crm: undefined };
			expect((await analyze(on, { account: { companyId: '42' } })).error).toMatchObject({ code: 'connection-unknown' });
			expect((await viewOf(on)).calls).toHaveLength(1);
		});

		it('is named by one of the two', () => {
			expect(AnalyzeCustomerInput.safeParse({ account: { name: 'Acme' } }).error?.issues).toMatchObject([
				{ path: ['account', 'domains'] },
			]);
		});
	});

	describe('which e-mails', () => {
		it('those of the CRM and of the request, within the window, each once', async () => {
			const on = customerWorld([]);
			on.companies = [{ id: '42', domains: ['theirs.example'] }];
			on.emails = [
				{ ...PROMISE, outgoing: false, companyId: '42' },
				{ ...PROMISE, id: 'logged-twice', sent: '2026-11-11T09:00:07+01:00', outgoing: false, companyId: '42' },
				{ ...PROMISE, id: 'too-old', sent: '2026-01-11T09:00:00+01:00', outgoing: false, companyId: '42' },
			];
			const old = { ...QUESTION, id: 'old', sent: '2025-11-11T09:00:00+01:00' };
			const view = await viewOf(on, { emails: [QUESTION, PROMISE, old] });
			expect(view.emails.map(({ id }) => id)).toEqual(['e2', 'e1']);
			expect(view.commitments).toHaveLength(1);
		});

		it('are a gap where they cannot be read, and the calls are shown', async () => {
			verifies('customer.gaps-go-on');
			const on = customerWorld();
			if (!on.ports.crm) throw new Error('no CRM');
			on.ports.crm.listEmails = async () => {
				throw new TerminalError('connection-scope-missing');
			};
			const view = await viewOf(on, { emails: [PROMISE] });
			expect(view.gaps).toMatchObject([{ kind: 'emails-unread', subject: 'hubspot-main' }]);
			expect(view.summary).toContain('E-mails of the CRM could not be read');
			expect([view.calls.length, view.emails.length]).toEqual([1, 1]);
		});

		it('are told from what they quote', async () => {
			verifies('customer.quoted-history');
			const text = `Thanks.\n\nOn Tuesday, Rita wrote:\n> I will send you the offer by Friday.`;
			const view = await viewOf(customerWorld([]), { emails: [email('e', PROMISE.sent, 'carl@theirs.example', text)] });
			expect(view.commitments).toEqual([]);
		});
	});

	it('shows every week of the window', async () => {
		const window = { from: '2026-11-02T00:00:00+01:00', to: '2026-11-20T00:00:00+01:00' };
		const { course } = await viewOf(customerWorld(), { emails: [PROMISE, QUESTION], window });
		expect(course.map(({ week, calls, emails }) => [week, calls, emails])).toEqual([
			['2026-11-02', 0, 0],
			['2026-11-09', 1, 1],
			['2026-11-16', 0, 1],
		]);
		expect(course[1]?.counts).toMatchObject({ commitment: 2 });
		expect(course[2]?.counts).toMatchObject({ question: 1 });
	});

	it('counts to the last week what was said after it on a call that had begun in it', async () => {
		verifies('customer.weeks-add-up');
		const lines = `Rita: ${'This is what it does today in the product. '.repeat(300)}\nCarl: It is out of budget this year.`;
		const on = customerWorld([{ ...CALL, started: '2026-11-15T23:50:00+01:00', lines }]);
		const window = { from: '2026-11-09T00:00:00+01:00', to: '2026-11-16T00:00:00+01:00' };
		const { course, risks } = await viewOf(on, { window });
		expect(risks.map(({ at }) => at.slice(0, 10))).toContain('2026-11-16');
		expect(course.map(({ week, counts }) => [week, counts.risk])).toEqual([['2026-11-09', risks.length]]);
	});

	it('takes a year, and no more', async () => {
		const year = { from: '2025-11-19T00:00:00+01:00', to: '2026-11-20T00:00:00+01:00' };
		expect((await viewOf(customerWorld(), { window: year })).course).toHaveLength(53);
		const longer = await analyze(customerWorld(), { window: { ...year, from: '2025-11-17T00:00:00+01:00' } });
		expect(longer.error).toMatchObject({ code: 'window-not-valid' });
	});

	it('goes on after a crash at any point, and reads nothing twice that was recorded', async () => {
		const on = customerWorld();
		on.companies = [{ id: '42', domains: ['theirs.example'] }];
		on.emails = [{ ...PROMISE, outgoing: false, companyId: '42' }];
		const whole = await analyze(on);
		for (let crashAt = 1; crashAt <= whole.points; crashAt += 1) {
			const { value, error, steps } = await analyze(on, { crashAt });
			expect([error, value]).toEqual([undefined, whole.value]);
			expect(steps).toEqual(whole.steps);
		}
	});

	it('stays small enough to be kept, whatever comes, and says what it leaves out', async () => {
		verifies('customer.bounded');
		const emails = Array.from({ length: 1000 }, (_, number) =>
			email(
				`e${number}`,
				new Date(Date.parse(NOW) - (number + 1) * 3_600_000).toISOString(),
				'carl@theirs.example',
				`I will send you the list number ${number} by Friday. What do ${'so many '.repeat(40)} things cost us?`,
				{ subject: `Subject ${number} ${'x'.repeat(900)}` },
			),
		);
		const view = await viewOf(customerWorld([]), { emails });
		expect(new TextEncoder().encode(JSON.stringify(view)).length).toBeLessThan(1024 * 1024);
		expect(view.summary).toMatch(/the newest \d+ of each kind are shown/);
		expect(view.summary).toContain('1,000 e-mails');
		expect(Date.parse(view.openQuestions[0]?.at ?? '')).toBe(Date.parse(emails[0]?.sent ?? ''));
	});
});
