import { describe, expect, it } from '@jest/globals';
import { need } from '../../test/need.ts';
import { ANALYZER_TYPE, ANSWER, askedFor, fileNamed, type Setting, useAnalyzer } from '../../test/nodes/analyzer.ts';
import { verifies } from '../../test/verifies.ts';

need('n8n')('Sophia Gong Analyzer', () => {
	const analyzer = useAnalyzer();

	describe('what is asked for', () => {
		const operations: Array<[string, Setting, object]> = [
			[
				'a window',
				{ parameters: { from: '2026-11-20', to: '2026-11-21', options: { playbook: ' discovery ' } } },
				{
					kind: 'analyze-window',
					inputs: [
						{
							window: { from: '2026-11-20T00:00:00.000+01:00', to: '2026-11-21T00:00:00.000+01:00' },
							playbook: 'discovery',
						},
					],
					connections: { calls: 'gong-main' },
				},
			],
			['yesterday', {}, { kind: 'analyze-window', inputs: [{}], connections: { calls: 'gong-main' } }],
			[
				'a question to the calls of yesterday',
				{ parameters: { operation: 'ask', question: ' What about the price? ' } },
				{ kind: 'ask', inputs: [{ question: 'What about the price?' }], connections: { calls: 'gong-main' } },
			],
			[
				'calls by their ids',
				{
					items: [{ id: '111' }, { id: '222' }],
					parameters: { resource: 'call', callId: '={{ $json.id }}', options: { deadlineMinutes: 5 } },
				},
				{
					kind: 'analyze-call',
					inputs: [{ callId: '111' }, { callId: '222' }],
					deadlineSeconds: 210,
				},
			],
			[
				'a question to one call',
				{ parameters: { resource: 'call', operation: 'ask', callId: '111', question: 'Who decides?' } },
				{ kind: 'ask', inputs: [{ question: 'Who decides?', callId: '111' }] },
			],
			[
				'a customer, by whatever names its domains, with e-mails',
				{
					items: [{ mails: [{ id: 'e1' }] }],
					parameters: {
						resource: 'customer',
						domains: 'Ann@Acme.com, https://www.acme.co.uk/about; acme.com',
						companyId: '42',
						accountName: 'Acme',
						emails: '={{ $json.mails }}',
					},
				},
				{
					kind: 'analyze-customer',
					inputs: [
						{
							account: { name: 'Acme', domains: ['acme.com', 'acme.co.uk'], companyId: '42' },
							emails: [{ id: 'e1' }],
						},
					],
					connections: { calls: 'gong-main', crm: 'hubspot-main' },
				},
			],
			[
				'a question to a customer',
				{
					parameters: {
						...{ resource: 'customer', operation: 'ask', question: 'Who decides?', domains: 'acme.com' },
						...{ from: '2026-11-20', to: '2026-11-21' },
					},
				},
				{
					kind: 'ask',
					inputs: [
						{
							question: 'Who decides?',
							account: { domains: ['acme.com'] },
							window: { from: '2026-11-20T00:00:00.000+01:00', to: '2026-11-21T00:00:00.000+01:00' },
						},
					],
					connections: { calls: 'gong-main', crm: 'hubspot-main' },
				},
			],
			[
				'a customer by the addresses of its pages',
				{ parameters: { resource: 'customer', domains: 'www.Acme.com, http://acme.co.uk:8080?from=crm acme.de/#top' } },
				{ kind: 'analyze-customer', inputs: [{ account: { domains: ['acme.com', 'acme.co.uk', 'acme.de'] } }] },
			],
			[
				'a customer without its e-mails in the CRM',
				{ parameters: { resource: 'customer', domains: 'acme.com', crm: { __rl: true, mode: 'list', value: 'none' } } },
				{
					kind: 'analyze-customer',
					inputs: [{ account: { domains: ['acme.com'] }, emails: [] }],
					connections: { calls: 'gong-main' },
				},
			],
		];
		it.each(operations)('%s', async (_, setting, request) => {
			verifies('node.analyzer-operations');
			const asked = await askedFor(analyzer, setting);
			expect(asked).toMatchObject(request);
			const { connections } = request as { connections?: object };
			if (connections) expect(asked.connections).toEqual(connections);
			expect(asked.delivery).toBeUndefined();
		});

		it('an uploaded call without any calls connection', async () => {
			analyzer.engine.connections = [];
			const parameters = { resource: 'call', callId: 'upload-1' };
			expect(await askedFor(analyzer, { parameters })).toMatchObject({
				inputs: [{ callId: 'upload-1' }],
				connections: {},
			});
			const gong = await analyzer.core.execute(analyzer.plan({ parameters: { resource: 'call', callId: '111' } }));
			expect(gong.error?.message).toBe('The engine has no calls connection yet');
		});

		const refusals: Array<[string, Setting, string]> = [
			['an empty question', { parameters: { operation: 'ask', question: ' ' } }, 'The question is empty'],
			['a customer without a name', { parameters: { resource: 'customer' } }, 'The customer is not named'],
			[
				'e-mails that are no list',
				{ parameters: { resource: 'customer', domains: 'acme.com', emails: '{"id": 1' } },
				'"More E-Mails" is not a list',
			],
			[
				'a window that begins with a date that is none',
				{ parameters: { from: "={{ DateTime.fromISO('soon') }}", to: '2026-11-20' } },
				'"from" is not a date',
			],
			['half a window', { parameters: { to: '2026-11-20' } }, '"From" is empty'],
			[
				'an item without its file',
				{ parameters: { resource: 'transcript' } },
				"This operation expects the node's input data to contain a binary file 'data'",
			],
			[
				'an item without its field',
				{ parameters: { resource: 'transcript', source: 'field' } },
				'The transcript is empty',
			],
			[
				'a short deadline before it uploads anything',
				{
					parameters: { resource: 'transcript', options: { deadlineMinutes: 1 } },
					binaries: [fileNamed('a.vtt', 'text/vtt')],
				},
				'A deadline of 1 minutes is too short',
			],
		];
		it.each(refusals)('refuses %s', async (_, setting, message) => {
			const { status, error } = await analyzer.core.execute(analyzer.plan(setting));
			expect([status, error?.message]).toEqual(['error', expect.stringContaining(message)]);
			expect(analyzer.engine.requests.filter(({ method }) => method === 'POST')).toEqual([]);
		});
	});

	it('can be a tool of an agent: it waits, and gives its items at once', async () => {
		verifies('node.cannot-sleep');
		expect((await analyzer.core.description(ANALYZER_TYPE)).usableAsTool).toBe(true);
		analyzer.engine.endAtOnce = () => ({ state: 'succeeded', value: ANSWER });
		const parameters = { operation: 'ask', question: 'Where are the backups?' };
		const tool = { parameters, node: { type: `${ANALYZER_TYPE}Tool` } };
		const { status, outputs } = await analyzer.core.execute(analyzer.plan(tool));
		expect(status).toBe('success');
		expect(outputs.Analyzer?.[0]?.[0]?.map(({ json }) => json.said)).toEqual([true]);
		expect(analyzer.engine.asked('POST /v1/runs')[0]?.body.callback).toBeUndefined();
	});

	it('lists what it reads from, and what none means', async () => {
		const names = async (method: string) =>
			(await analyzer.core.list({ method, plan: analyzer.plan() })).results.map(({ name }) => name);
		expect(await names('callsConnections')).toEqual(['Automatic: gong-main', 'gong-main']);
		expect(await names('crmConnections')).toEqual(['Automatic: hubspot-main', 'None: No E-Mails', 'hubspot-main']);
	});
});
