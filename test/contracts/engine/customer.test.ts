/** The view of a demo customer, from its calls in Gong, an uploaded one, and its e-mails in HubSpot, through a whole engine. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Answer, type CustomerItem, type CustomerView } from '../../../engine/contract/analysis.ts';
import { need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { type Sandbox, startSandbox } from '../../servers/sandbox.ts';
import { verifies } from '../../verifies.ts';
import { type EngineHome, makeEngineHome, type RunningEngine } from './engine-process.ts';

const HALDEN = 'haldenfreight.example';
const WINDOW = { from: '2026-10-01T00:00:00+02:00', to: '2026-11-21T00:00:00+01:00' };
const UPLOAD = JSON.stringify({
	title: 'In the office',
	started: '2026-11-05T10:00:00+01:00',
	parties: [
		{ name: 'Maya Okafor', email: 'maya.okafor@larkspur.example', affiliation: 'internal' },
		{ name: 'Anke Jansen', email: `anke.jansen@${HALDEN}`, affiliation: 'external' },
	],
	sentences: [
		{ speaker: 'Maya Okafor', text: 'Thanks for showing me the depot.' },
		{ speaker: 'Anke Jansen', text: 'I will send you the floor plan by Friday.' },
	],
});

type Ended = { state: string; results: { value?: CustomerView; error?: { code: string } }[] };

need('redis')('the view of a customer', () => {
	let redis: RedisServer;
	let sandbox: Sandbox;
	let home: EngineHome;
	let engine: RunningEngine;
	let key: string;

	beforeAll(async () => {
		[redis, sandbox] = await Promise.all([
			startRedis({ appendOnly: false }),
			startSandbox({ today: '2026-11-21', zone: 'Europe/Berlin' }),
		]);
		home = await makeEngineHome({ REDIS_URL: redis.url });
		engine = await home.serve();
		const { gong, hubspot } = sandbox;
		const add = (vendor: string, address: string, secret: string) =>
			home.run(['connection', 'add', vendor, '--tenant', 'acme', '--name', 'main', '--address', address], {
				input: secret,
			});
		await home.run(['tenant', 'create', 'acme', '--zone', 'Europe/Berlin']);
		await add('gong', gong.address, `${gong.accessKey}:${gong.accessKeySecret}`);
		await add('hubspot', hubspot.address, hubspot.token);
		key = (await home.run(['key', 'create', '--tenant', 'acme'])).out.trim();
	});
	afterAll(async () => {
		await home?.remove();
		await redis?.remove();
		await sandbox?.stop();
	});

	async function ask<Body>(path: string, body?: string): Promise<Body> {
		const response = await fetch(`${engine.address}${path}`, {
			method: body === undefined ? 'GET' : 'POST',
			headers: {
				authorization: `Bearer ${key}`,
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			body,
		});
		return (await response.json()) as Body;
	}

	async function analyze(input: object, connections: object = { calls: 'gong-main', crm: 'hubspot-main' }) {
		const request = { kind: 'analyze-customer', inputs: [{ window: WINDOW, ...input }], connections };
		const { id } = await ask<{ id: string }>('/v1/runs', JSON.stringify(request));
		const { results } = await ask<Ended>(`/v1/runs/${id}?wait=60s`);
		return results[0];
	}

	const quotes = (items: CustomerItem[] = []) => items.map(({ evidence }) => evidence[0]?.quote ?? '');

	it('has its calls, uploaded ones too, and its e-mails, and what stands in them', async () => {
		verifies('customer.through-the-engine', 'customer.whole-account');
		await ask('/v1/transcripts', UPLOAD);
		const view = (await analyze({ account: { domains: [HALDEN] } }))?.value;
		expect(view?.account).toEqual({ name: 'Halden Freight', domains: [HALDEN] });
		expect(view?.calls.map(({ title }) => title)).toEqual([
			'Halden Freight: pilot depot, week three',
			'Halden Freight: security review',
			'Halden Freight: rollout to all depots',
			'In the office',
		]);
		expect(view?.emails.map(({ subject }) => subject)).toEqual([
			'List of tablets',
			'Supplier form',
			'Re: Shared tablets',
			'Shared tablets',
		]);
		const promised = quotes(view?.commitments);
		for (const words of [
			'penetration test report and the security questionnaire by Thursday', // On a call.
			'I will send you the floor plan by Friday.', // On the uploaded one.
			'I will send you the form by Monday.', // In an e-mail of the customer.
			"I'll send you their write-up by next Tuesday.", // In one of ours, in HTML.
		]) {
			expect(promised).toContainEqual(expect.stringContaining(words));
		}
		const form = view?.commitments.find((item) => quotes([item])[0]?.startsWith('I will send you the form'));
		expect(form).toMatchObject({ party: 'Anke Jansen', affiliation: 'external', dueDate: '2026-11-16' });
		expect(quotes(view?.openQuestions)).toContain('Who can open the backups, and is that logged?');
		expect(quotes(view?.openQuestions)).not.toContainEqual(expect.stringContaining('Do you have a customer'));
		expect(
			view?.people
				.slice(0, 2)
				.map(({ name }) => name)
				.toSorted(),
		).toEqual(['Anke Jansen', 'Tom Verhoeven']);
		expect(view?.gaps).toEqual([]);
		const { messages, notes } = await sandbox.state();
		expect([messages, notes]).toEqual([[], []]);
	});

	it('is what a question to the customer is answered from: calls and e-mails', async () => {
		verifies('ask.account');
		const input = {
			...{ question: 'What did they write about the supplier form?', window: WINDOW, account: { domains: [HALDEN] } },
		};
		const request = { kind: 'ask', inputs: [input], connections: { calls: 'gong-main', crm: 'hubspot-main' } };
		const { id } = await ask<{ id: string }>('/v1/runs', JSON.stringify(request));
		const { results } = await ask<{ results: { value?: unknown }[] }>(`/v1/runs/${id}?wait=60s`);
		const answer = Answer.parse(results[0]?.value);
		expect(answer).toMatchObject({ said: true, account: { name: 'Halden Freight' }, emails: 4, gaps: [] });
		expect(answer.calls).toBeGreaterThanOrEqual(3);
		const written = answer.emailPassages?.flatMap(({ evidence }) => evidence) ?? [];
		expect(written).toContainEqual(
			expect.objectContaining({ subject: 'Supplier form', quote: expect.stringContaining('form') }),
		);
	});

	it('goes on without the e-mails that it may not read, and says which scope is missing', async () => {
		verifies('customer.gaps-go-on');
		await sandbox.settings({ hubspot: { scopes: ['crm.objects.contacts.read', 'crm.objects.companies.read'] } });
		const view = (await analyze({ account: { domains: [HALDEN] } }))?.value;
		expect([view?.calls.length, view?.emails]).toEqual([4, []]);
		expect(view?.gaps).toMatchObject([{ kind: 'emails-unread', text: expect.stringContaining('sales-email-read') }]);
		expect(view?.summary).toContain('sales-email-read');
	});

	it('needs no service for e-mails and calls that somebody brings', async () => {
		const email = {
			id: 'e1',
			sent: '2026-11-10T09:00:00+01:00',
			from: `tom.verhoeven@${HALDEN}`,
			text: 'I will call you on Thursday.\n\n> I will pay you.',
		};
		const view = (await analyze({ account: { domains: [HALDEN] }, emails: [email] }, {}))?.value;
		expect(view?.calls.map(({ title }) => title)).toEqual(['In the office']);
		expect(quotes(view?.commitments)).toEqual([
			'I will call you on Thursday.',
			'I will send you the floor plan by Friday.',
		]);
	});

	it('is refused for a company that is not there, and for none at all', async () => {
		const unknown = await analyze({ account: { companyId: '404' } });
		expect(unknown?.error?.code).toBe('company-unknown');
		const request = { kind: 'analyze-customer', inputs: [{ account: { name: 'Halden' } }], connections: {} };
		expect(await ask('/v1/runs', JSON.stringify(request))).toMatchObject({
			error: { code: 'bad-request', fields: [{ path: 'inputs[0].account.domains' }] },
		});
	});
});
