import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { Answer } from '../../contract/analysis.ts';
import { AskInput } from '../../contract/run.ts';
import { TerminalError } from '../../errors.ts';
import { CALL, customerWorld, email, NOW } from '../testing/customer.ts';
import type { RunOptions } from '../testing/memory-run.ts';
import type { World } from '../testing/memory-services.ts';
import { spoken } from '../testing/spoken.ts';

const OLD = { ...CALL, id: 'old', started: '2026-01-10T10:00:00+01:00' };
const OTHER = { ...CALL, id: 'other' };
const BOARD = email(
	'e1',
	'2026-11-11T09:00:00+01:00',
	'carl@theirs.example',
	'The budget of the board is 900 dollars per user.',
	{
		fromName: 'Carl Crane',
	},
);

/** With a call of long ago, a call of somebody else, and an e-mail. */
function world(): World {
	const on = customerWorld([CALL, OLD, OTHER]);
	for (const call of on.calls.filter(({ id }) => id === 'other')) {
		call.parties = call.parties.map((party) => ({ ...party, email: party.email?.replace('theirs', 'others') }));
	}
	on.companies = [{ id: '42', name: 'Theirs Ltd', domains: ['theirs.example'] }];
	on.emails = [{ ...BOARD, outgoing: false, companyId: '42' }];
	return on;
}

const asked = (on: World, input: object = {}, more: Partial<RunOptions> = {}) =>
	on.runs.start<Answer>({
		...{ kind: 'ask', connections: { calls: 'gong-main', crm: 'hubspot-main' }, requestedAt: NOW },
		input: AskInput.parse({
			question: 'What does it cost per user?',
			account: { domains: ['Theirs.example'] },
			...input,
		}),
		...more,
	});
const idsOf = ({ passages }: Answer) => [
	...new Set(passages.flatMap(({ evidence }) => evidence.map(({ callId }) => callId))),
];

describe('asking an account', () => {
	verifies('ask.account');

	it('looks through its calls of the last 90 days and its e-mails, and names whom it took for it', async () => {
		const { value } = await asked(world(), { question: 'What is the budget per user?' });
		expect(Answer.parse(value)).toMatchObject({
			...{ said: true, calls: 1, emails: 1, dropped: 0, skipped: [], gaps: [] },
			account: { name: 'Theirs Ltd', domains: ['theirs.example'] },
			window: { from: '2026-08-22T00:00:00+02:00', to: NOW, zone: 'Europe/Berlin' },
			emailPassages: [{ evidence: [{ emailId: 'e1', from: 'carl@theirs.example', quote: BOARD.text }] }],
		});
		expect(idsOf(value)).toEqual(['c1']);
		expect(value.summary).toMatch(/1 passage of e-mails; 1 call and 1 e-mail looked through\.$/m);
	});

	it('takes a window of a year, and a company of the CRM', async () => {
		const window = { from: '2025-11-20T00:00:00+01:00', to: '2026-11-20T00:00:00+01:00' };
		const { value } = await asked(world(), { account: { companyId: '42' }, window });
		expect([value.calls, value.account?.companyId, idsOf(value).toSorted()]).toEqual([2, '42', ['c1', 'old']]);
		const longer = await asked(world(), { window: { ...window, from: '2025-11-17T00:00:00+01:00' } });
		expect(longer.error).toMatchObject({ code: 'window-not-valid' });
		expect((await asked(world(), { account: { companyId: '404' } })).error).toMatchObject({ code: 'company-unknown' });
	});

	it('looks through uploaded calls without any connection', async () => {
		const on = customerWorld([]);
		const { call, transcript } = spoken({ ...CALL, id: 'upload-1' });
		const [reference = ''] = await on.ports.transcripts.put('acme', [transcript]);
		await on.stored.put('acme', [{ call, source: 'upload', transcript: reference }]);
		on.ports = { ...on.ports, crm: undefined };
		const { value } = await asked(on, {}, { connections: {} });
		expect([idsOf(value), value.emails, value.emailPassages]).toEqual([['upload-1'], 0, []]);
	});

	it('says "not said" where neither calls nor e-mails say it, and that there was nothing where there was not', async () => {
		const zeppelins = await asked(world(), { question: 'What about zeppelins?' });
		expect(zeppelins.value).toMatchObject({ said: false, passages: [], emailPassages: [], summary: 'Not said.' });
		const nobody = await asked(world(), { account: { domains: ['nobody.example'] } });
		expect(nobody.value).toMatchObject({ said: false, calls: 0, emails: 0 });
		expect(nobody.value.summary).toBe('There was no call and no e-mail to look through.');
	});

	it('answers from what an e-mail alone says', async () => {
		const on = world();
		on.calls = [];
		const { value } = await asked(on, { question: 'What is the budget of the board?' });
		expect(value).toMatchObject({ said: true, calls: 0, passages: [], emailPassages: [{}] });
	});

	it('leaves out what the view of a customer leaves out, and goes on without e-mails that cannot be read', async () => {
		verifies('ask.gaps-go-on');
		const on = world();
		on.calls.push(spoken({ ...CALL, id: 'secret', private: true }).call);
		if (on.ports.crm)
			on.ports.crm.listEmails = async () => Promise.reject(new TerminalError('connection-scope-missing'));
		const { value } = await asked(on);
		expect(value).toMatchObject({ calls: 1, skipped: [{ reason: 'private', callIds: ['secret'] }] });
		expect(value.gaps).toMatchObject([{ kind: 'emails-unread' }]);
	});

	it('finds the same after a crash at any point', async () => {
		const whole = await asked(world());
		expect(whole.value.said).toBe(true);
		for (let crashAt = 1; crashAt <= whole.points; crashAt += 1) {
			expect((await asked(world(), {}, { crashAt })).value).toEqual(whole.value);
		}
	});
});
