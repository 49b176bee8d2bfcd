/** The reading tools that the engine brings, over services in memory. */
import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../../test/verifies.ts';
import { type SophiaError, TerminalError } from '../../../errors.ts';
import type { Crm } from '../../../ports/crm.ts';
import { analyzeCall } from '../../calls/analyze-call.ts';
import { CALL, customerWorld, email, NOW } from '../../testing/customer.ts';
import type { World } from '../../testing/memory-services.ts';
import { spoken } from '../../testing/spoken.ts';
import type { ReadCall } from './calls.ts';
import { gongAnalyzer } from './gong-analyzer.ts';
import { hubspotApi } from './hubspot-api.ts';
import { multiSourceAggregator } from './multi-source-aggregator.ts';

const RUN = { tenant: 'acme', requestedAt: new Date(NOW) };
const CONNECTION = 'gong-main';
const signal = new AbortController().signal;
const DOMAIN = 'theirs.example';

const callsOf = ({ ports }: World) => ports.calls;
const crmOf = ({ ports: { crm } }: World): Crm => {
	if (!crm) throw new Error('This world has a CRM.');
	return crm;
};
const portsOf = ({ ports, settings, stored, feedback }: World) => ({ calls: ports.calls, stored, settings, feedback });
const gong = (world: World) => gongAnalyzer(portsOf(world), RUN, CONNECTION);
const around = (world: World) =>
	multiSourceAggregator({ calls: { ...portsOf(world), connection: CONNECTION }, crm: crmOf(world) }, RUN);

type Listed = { calls: { callId: string }[]; more: boolean };
const listed = async (world: World, input: object = {}) =>
	((await gong(world).use({ action: 'list', ...input }, signal)) as Listed).calls.map(({ callId }) => callId);
const read = async (world: World, callId: string) =>
	((await gong(world).use({ action: 'call', callId }, signal)) as { analysis: ReadCall }).analysis;
const codeOf = (work: Promise<unknown>) => work.then(String, (error: unknown) => (error as SophiaError).code);

/** What nobody is to be shown: a private call, one among colleagues, one of a rep who opted out, one in another language. */
function hidden(): World {
	const ids = ['private', 'internal', 'opted-out', 'language'];
	const world = customerWorld([CALL, ...ids.map((id) => ({ ...CALL, id }))], { optedOutReps: ['Out@ours.example'] });
	for (const call of world.calls) {
		if (call.id === 'private') call.private = true;
		if (call.id === 'internal') for (const party of call.parties) party.affiliation = 'internal';
		if (call.id === 'opted-out') call.rep = { ...call.rep, email: 'out@ours.example' };
		if (call.id === 'language') call.language = 'de';
	}
	return world;
}

describe('gong-analyzer', () => {
	it('lists and reads no call that nobody is to be shown, and says of none that it exists', async () => {
		verifies('teams.tools-private');
		const world = hidden();
		expect(await listed(world)).toEqual(['c1']);
		for (const { id } of world.calls.slice(1)) expect(await codeOf(read(world, id))).toBe('call-unknown');
		expect(await codeOf(read(world, 'nobody'))).toBe('call-unknown');
		const { calls, earlierCalls } = (await around(world).use({ domain: DOMAIN }, signal)) as {
			calls: ReadCall[];
			earlierCalls: unknown[];
		};
		expect([calls.map(({ call }) => call.callId), earlierCalls]).toEqual([['c1'], []]);
	});

	it('hides a stored call, too, since its rep opted out', async () => {
		verifies('teams.tools-private');
		const world = customerWorld();
		const [call] = world.calls;
		if (!call) throw new Error('no call');
		await world.stored.put('acme', [{ call, source: CONNECTION, transcript: 'ref' }] as never);
		expect((await read(world, 'c1')).call.callId).toBe('c1');
		world.settings.optedOutReps = [call.rep.email ?? ''];
		expect(await codeOf(read(world, 'c1'))).toBe('call-unknown');
	});

	it('shows what was said word for word, without what a person disagreed with', async () => {
		verifies('teams.tools-disputed');
		const world = customerWorld();
		const { findings } = await read(world, 'c1');
		const said = spoken(CALL).transcript.sentences.map(({ text }) => text);
		expect(findings.length).toBeGreaterThan(2);
		for (const { quote } of findings) expect(said.some((text) => text.includes(quote))).toBe(true);
		const { call, transcript } = spoken(CALL);
		const analysis = analyzeCall(call, transcript, world.settings.zone);
		const disputed = analysis.insights.find(({ evidence }) => evidence[0]?.quote === findings[0]?.quote);
		if (!disputed) throw new Error('nothing to dispute');
		await world.feedback.disagree('acme', {
			...disputed,
			callId: 'c1',
			id: world.feedback.idOf('c1', disputed),
		} as never);
		const left = (await read(world, 'c1')).findings;
		expect(left).toHaveLength(findings.length - 1);
		expect(left.map(({ kind, quote }) => `${kind} ${quote}`)).not.toContain(`${disputed.kind} ${findings[0]?.quote}`);
	});

	it('finds calls by account and by rep, and says where there is more', async () => {
		const world = customerWorld([
			CALL,
			{ ...CALL, id: 'c2' },
			{ ...CALL, id: 'old', started: '2026-09-01T10:00:00+02:00' },
		]);
		for (const call of world.calls.filter(({ id }) => id === 'c2')) {
			call.rep = { ...call.rep, name: 'Uma', email: 'uma@ours.example' };
			call.parties = call.parties.map((party) => ({ ...party, email: party.email?.replace('theirs', 'others') }));
		}
		expect(await listed(world)).toEqual(['c1', 'c2']);
		expect(await listed(world, { days: 90 })).toEqual(['c1', 'c2', 'old']);
		expect(await listed(world, { account: ' Theirs.example' })).toEqual(['c1']);
		expect(await listed(world, { rep: 'uma' })).toEqual(['c2']);
		expect(await listed(world, { account: 'nobody.example' })).toEqual([]);
		world.pageSize = 0;
		expect(await gong(world).use({ action: 'list' }, signal)).toMatchObject({ calls: [], more: true });
	});

	it.each([
		['a time that is too long', { action: 'list', days: 91 }],
		['an unknown action', { action: 'delete' }],
		['an unknown field', { action: 'list', tenant: 'other' }],
	])('refuses %s', async (_, input) => {
		await expect(gong(customerWorld()).use(input, signal)).rejects.toThrow();
	});

	it('says where a transcript is not there yet', async () => {
		const world = customerWorld();
		world.transcripts.clear();
		expect(await codeOf(read(world, 'c1'))).toBe('transcript-missing');
	});
});

describe('multi-source-aggregator', () => {
	const COMPANY = { id: '42', name: 'Theirs Ltd', domains: [DOMAIN] };
	type Whole = { calls: ReadCall[]; company?: unknown; records?: unknown; emails: { text: string }[]; gaps: string[] };
	const whole = async (world: World, input: object = { domain: DOMAIN }) =>
		(await around(world).use(input, signal)) as Whole;

	function world(): World {
		const on = customerWorld();
		on.companies = [COMPANY];
		on.around.set('42', [{ type: 'deal', id: 'd1', name: 'Renewal' }] as never);
		on.emails = [
			{ ...email('e1', '2026-11-11T09:00:00+01:00', `carl@${DOMAIN}`, 'Fine.'), outgoing: false, companyId: '42' },
		];
		return on;
	}

	it('brings calls, records and e-mails of a customer together', async () => {
		const found = await whole(world());
		expect(found).toMatchObject({ company: COMPANY, records: { deals: [{ id: 'd1' }] }, gaps: [] });
		expect(found.calls.map(({ call }) => call.callId)).toEqual(['c1']);
		expect(found.emails.map(({ text }) => text)).toEqual(['Fine.']);
		// It is for account people: what would be said to a rep alone is not in it.
		expect(found.calls[0]?.findings.map(({ kind }) => kind)).not.toContain('coachable-moment');
		expect((await whole(world(), { companyId: '42' })).calls).toHaveLength(1);
	});

	it.each([
		['calls', (on: World) => Object.assign(callsOf(on), { list: broken }), /^Calls: /, { calls: [] }],
		[
			'records',
			(on: World) => Object.assign(crmOf(on), { around: broken }),
			/^Contacts and deals: /,
			{ company: COMPANY },
		],
		['e-mails', (on: World) => Object.assign(crmOf(on), { listEmails: broken }), /^E-mails: /, { emails: [] }],
		['company', (on: World) => Object.assign(crmOf(on), { companies: broken }), /^CRM: /, { emails: [] }],
	] as const)('says that it could not read the %s, and shows the rest', async (_, fail, words, rest) => {
		verifies('teams.tools-gaps');
		const on = world();
		fail(on);
		const found = await whole(on);
		expect(found.gaps).toEqual([expect.stringMatching(words)]);
		expect(found).toMatchObject(rest);
	});

	it('hides no fault that may pass, and ends where the run ends', async () => {
		const on = world();
		crmOf(on).around = () => Promise.reject(new RangeError('not foreseen'));
		await expect(whole(on)).rejects.toThrow(RangeError);
		const ended = new AbortController();
		const stopped = new Error('stopped');
		crmOf(on).around = async () => {
			ended.abort(stopped);
			throw new TerminalError('connection-refused');
		};
		await expect(around(on).use({ domain: DOMAIN }, ended.signal)).rejects.toBe(stopped);
	});

	it('wants to know which customer', async () => {
		expect(await codeOf(whole(world(), {}))).toBe('tool-refused');
	});
});

describe('hubspot-api', () => {
	it('knows no company of another domain, and no e-mail before its time', async () => {
		const world = customerWorld();
		world.companies = [{ id: '42', name: 'Theirs Ltd', domains: [DOMAIN] }];
		const mail = (id: string, sent: string) => ({
			...email(id, sent, `carl@${DOMAIN}`, id),
			outgoing: false,
			companyId: '42',
		});
		world.emails = [mail('new', '2026-11-11T09:00:00+01:00'), mail('old', '2026-01-11T09:00:00+01:00')];
		const hubspot = hubspotApi(crmOf(world), RUN);
		expect(await codeOf(hubspot.use({ action: 'company', domain: 'nobody.example' }, signal))).toBe('company-unknown');
		expect(await codeOf(hubspot.use({ action: 'company' }, signal))).toBe('tool-refused');
		const { emails } = (await hubspot.use({ action: 'emails', domain: ' Theirs.example' }, signal)) as {
			emails: { text: string }[];
		};
		expect(emails.map(({ text }) => text)).toEqual(['new']);
		await expect(hubspot.use({ action: 'emails', domain: DOMAIN, days: 400 }, signal)).rejects.toThrow();
	});
});

const broken = () => Promise.reject(new TerminalError('connection-refused'));
