import { describe, expect, it } from '@jest/globals';
import { need } from '../../test/need.ts';
import {
	ANALYZER_TYPE,
	ANSWER,
	analyzedCall,
	analyzedWindow,
	CUSTOMER,
	type Setting,
	useAnalyzer,
} from '../../test/nodes/analyzer.ts';
import { verifies } from '../../test/verifies.ts';

const VTT = 'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Maya>I will send it.\n';

need('n8n')('Sophia Gong Analyzer', () => {
	const analyzer = useAnalyzer();

	/** The one run that was asked for. */
	async function askedFor(setting: Setting) {
		await analyzer.park(setting);
		const [run, ...others] = analyzer.engine.asked('POST /v1/runs');
		expect(others).toEqual([]);
		return run?.body;
	}

	/** What comes out for these values of the engine, one for each input item. */
	async function output(setting: Setting, values: unknown[]) {
		const { executionId } = await analyzer.park({ ...setting, items: values.map(() => ({})) });
		const results = values.map((value) => ({ state: 'succeeded', value }));
		analyzer.engine.end('run-1', 'succeeded', results);
		const { execution } = await analyzer.knock(executionId, 'run-1');
		return execution?.outputs.After?.[0]?.[0] ?? [];
	}

	const file = (fileName: string, mimeType: string, text = VTT) => ({
		data: { fileName, mimeType, data: Buffer.from(text).toString('base64') },
	});

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
					parameters: { resource: 'call', callId: '={{ $json.id }}', options: { budgetUsd: 0.5, deadlineMinutes: 5 } },
				},
				{
					kind: 'analyze-call',
					inputs: [{ callId: '111' }, { callId: '222' }],
					budgetUsd: 0.5,
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
			const asked = await askedFor(setting);
			expect(asked).toMatchObject(request);
			const { connections } = request as { connections?: object };
			if (connections) expect(asked.connections).toEqual(connections);
			expect(asked.delivery).toBeUndefined();
		});

		it('an uploaded call without any calls connection', async () => {
			analyzer.engine.connections = [];
			const parameters = { resource: 'call', callId: 'upload-1' };
			expect(await askedFor({ parameters })).toMatchObject({ inputs: [{ callId: 'upload-1' }], connections: {} });
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
					binaries: [file('a.vtt', 'text/vtt')],
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

	describe('a transcript that the item brings', () => {
		const uploads: Array<[string, Setting, { type: string; query?: object; body: unknown }]> = [
			[
				'a file, whose name says more than its type',
				{ binaries: [file('Call with Ann.VTT', 'application/octet-stream')] },
				{ type: 'text/vtt', query: { file: 'Call with Ann.VTT' }, body: VTT },
			],
			[
				'a file whose name says nothing',
				{ binaries: [file('recording', 'application/x-subrip; charset=utf-8', '1\n…')] },
				{ type: 'application/x-subrip', body: '1\n…' },
			],
			[
				'a file of which nothing is known',
				{ binaries: [file('recording', 'video/mp4', 'Maya: Hi.')] },
				{ type: 'application/octet-stream', body: 'Maya: Hi.' },
			],
			[
				'an object of the item',
				{ items: [{ transcript: { sentences: [1] } }], parameters: { source: 'field' } },
				{ type: 'application/json', query: {}, body: { sentences: [1] } },
			],
			[
				'subtitles as text',
				{ parameters: { source: 'field', transcript: '1\r\n00:00:01,000 --> 00:00:02,000\r\nMaya: Hi.' } },
				{ type: 'application/x-subrip', body: '1\r\n00:00:01,000 --> 00:00:02,000\r\nMaya: Hi.' },
			],
			[
				'lines that begin with a time',
				{ parameters: { source: 'field', transcript: '[00:00:01] Maya: Hi.' } },
				{ type: 'text/plain', body: '[00:00:01] Maya: Hi.' },
			],
			[
				'lines of text, with what is known of the call',
				{
					parameters: {
						source: 'field',
						transcript: 'Maya: Grüße!\nAnn: Hi.',
						about: { title: 'First call', rep: 'Maya', started: '2026-11-20T09:00', internal: 'ours.test' },
					},
				},
				{
					type: 'text/plain',
					query: { title: 'First call', rep: 'Maya', started: '2026-11-20T09:00:00.000+01:00', internal: 'ours.test' },
					body: 'Maya: Grüße!\nAnn: Hi.',
				},
			],
		];
		it.each(uploads)('is uploaded and analyzed: %s', async (_, { parameters, ...setting }, wanted) => {
			verifies('node.analyzer-uploads');
			const asked = await askedFor({ ...setting, parameters: { resource: 'transcript', ...parameters } });
			const [upload, ...others] = analyzer.engine.asked('POST /v1/transcripts');
			expect(others).toEqual([]);
			expect(upload?.headers['content-type']).toBe(wanted.type);
			expect(upload?.body).toEqual(wanted.body);
			if (wanted.query) expect(upload?.query).toEqual(wanted.query);
			expect(asked).toMatchObject({ kind: 'analyze-call', connections: {} });
			expect(asked.inputs).toEqual([{ callId: expect.stringMatching(/^upload-/) }]);
		});

		it('that the engine refuses is the error of its item alone', async () => {
			verifies('node.items-in-place');
			const error = { code: 'transcript-unreadable', message: 'No transcript.', action: 'Send one.' };
			analyzer.engine.answerOnce('POST /v1/transcripts', { status: 422, body: { error } });
			const setting = {
				items: [{ t: 'no' }, { t: 'Maya: Hi.' }],
				parameters: { resource: 'transcript', source: 'field', transcript: '={{ $json.t }}' },
				node: { onError: 'continueRegularOutput' },
			};
			const { executionId } = await analyzer.park(setting);
			analyzer.engine.end('run-1', 'succeeded', [{ state: 'succeeded', value: analyzedCall() }]);
			const { execution } = await analyzer.knock(executionId, 'run-1');
			const items = execution?.outputs.Analyzer?.[0]?.[0] ?? [];
			expect(items.map(({ json }) => json.error ?? json.callId)).toEqual(['No transcript.', '111']);
			expect(items[0]?.json.details).toMatchObject({ code: 'transcript-unreadable', action: 'Send one.' });
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		});
	});

	describe('what comes out', () => {
		const call = { resource: 'call', callId: '111' };
		const ask = { operation: 'ask', question: 'Where are the backups?' };
		const customer = { resource: 'customer', domains: 'halden.test' };
		const withoutTimes = ({ evidence }: { evidence: object[] }) =>
			evidence.map((proof) => ('startMs' in proof ? { ...proof, startMs: 0, endMs: 0 } : proof));

		it('is one item for a call, with what is asked for first in the open', async () => {
			verifies('node.analyzer-items');
			const [item, ...others] = await output({ parameters: call }, [analyzedCall()]);
			expect(others).toEqual([]);
			expect(Object.keys(item?.json ?? {})[0]).toBe('summary');
			expect(item?.json).toMatchObject({
				summary:
					'Halden: review (Maya Okafor, 31 min): 1 commitment and 1 open question. ' +
					'A next step was agreed: Wednesday at ten.',
				callId: '111',
				page: 'https://engine.test/calls/111?signature=x',
				rep: 'Maya Okafor',
				customers: ['Anke'],
				nextStep: 'A next step was agreed: Wednesday at ten.',
				commitments: 1,
				openQuestions: 1,
				risks: 0,
				run: { id: 'run-1' },
			});
			const [, question] = (item?.json.insights ?? []) as object[];
			expect(question).toMatchObject({
				kind: 'question',
				quote: 'Where are the backups?',
				speaker: 'Maya Okafor',
				position: '1:01:05',
				answered: false,
			});
		});

		it('has no positions, shares and lengths where the transcript has no times', async () => {
			const uploaded = analyzedCall();
			Object.assign(uploaded.call, { times: 'none', url: '', rep: { id: '', name: 'Unknown' } });
			uploaded.analysis.insights = uploaded.analysis.insights.slice(0, 1);
			const [item] = await output({ parameters: call }, [uploaded]);
			expect(item?.json.summary).toBe('Halden: review: 1 commitment.');
			const text = JSON.stringify(item?.json);
			for (const name of ['"position"', '"minutes"', '"repTalkRatio"', '"url"']) {
				expect(text.replace(/"talk":\{[^}]*\}/, '')).not.toContain(name);
			}
		});

		it('has no positions in an answer either where there are no times', async () => {
			const untimed = { ...ANSWER, passages: ANSWER.passages.map((one) => ({ ...one, evidence: withoutTimes(one) })) };
			const [answer] = await output({ parameters: ask }, [untimed]);
			expect(answer?.json.passages).toHaveLength(2);
			expect(JSON.stringify(answer?.json)).not.toContain('"position"');
		});

		it('has no positions in the view of a customer either where there are no times', async () => {
			const commitments = CUSTOMER.commitments.map((one) => ({ ...one, evidence: withoutTimes(one) }));
			const [view] = await output({ parameters: customer }, [{ ...CUSTOMER, commitments }]);
			expect(view?.json.insights).toHaveLength(2);
			expect(JSON.stringify(view?.json)).not.toContain('"position"');
		});

		it('is one item for a window, with its counts, its calls and their insights', async () => {
			const [item] = await output({}, [analyzedWindow([analyzedCall(), analyzedCall('222', 'Brook: demo')])]);
			expect(item?.json).toMatchObject({ summary: 'Analyzed 2 calls.', commitments: 2, listed: 2 });
			const { calls = [], insights = [] } = (item?.json ?? {}) as Record<string, object[]>;
			expect(calls[1]).toMatchObject({ callId: '222', title: 'Brook: demo', commitments: 1, repTalkRatio: 0.4 });
			const row = { kind: 'commitment', dueDate: '2026-11-26', callId: '222', title: 'Brook: demo', position: '1:05' };
			expect(insights[3]).toMatchObject(row);
		});

		it('is the best passage as text for a question, and nothing where nobody said it', async () => {
			const nothing = { ...ANSWER, said: false, passages: [], summary: 'Not said.' };
			const [found, not] = await output({ parameters: ask }, [ANSWER, nothing]);
			expect(found?.json).toMatchObject({
				said: true,
				answer: 'Maya Okafor: “Where are they?”\nMaya Okafor: “In Dublin.”',
				url: 'https://gong.test/call?id=111',
			});
			expect(not?.json).toMatchObject({ summary: 'Not said.', said: false, answer: null });
		});

		it('is one item for a customer, what was said on calls and in e-mails, the newest first', async () => {
			const [item] = await output({ parameters: customer }, [CUSTOMER]);
			expect(item?.json).toMatchObject({ customer: 'Halden Freight', commitments: 2 });
			const { insights = [] } = (item?.json ?? {}) as Record<string, object[]>;
			expect(insights).toMatchObject([
				{ source: 'email', title: 'Tablets', speaker: 'anke@halden.test', emailId: 'e1' },
				{ source: 'call', title: 'Halden: review', speaker: 'Maya Okafor', callId: '111' },
			]);
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
