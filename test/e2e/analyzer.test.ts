/** The Gong Analyzer in the real n8n, and the templates as a person imports them: with nothing but the credential. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Subscription, UploadedTranscript } from '../../engine/contract/index.ts';
import { anyPort } from '../../scripts/shared/ports.mjs';
import { type House, openHouse } from '../host/house.ts';
import { type Execution, outputOf } from '../host/n8n.ts';
import * as make from '../host/workflows.ts';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';
import { openEditor } from './editor.ts';
import { askRawCalls } from './raw-day.ts';

const ZONE = 'Europe/Berlin';
const PICTURE = path.resolve(import.meta.dirname, '../../docs/images/ask-yesterday.png');

/** What a customer says that puts a deal at risk, in a call of its own. */
const RISKY = [
	'Maya Okafor: Thanks for the time. How do you look at it today?',
	'Ann Bell: Honestly, we are also talking to your competitor, and their offer is a third cheaper.',
	'Maya Okafor: I see. What matters most to you?',
	'Ann Bell: The price. We have no budget for this before next year.',
	'Maya Okafor: Okay. Have a good day.',
].join('\n');

need('redis', 'n8n')('the Gong Analyzer and the templates', () => {
	let house: House<'demo'>;
	const today = new Date().toLocaleString('sv-SE', { timeZone: ZONE }).slice(0, 10);

	beforeAll(async () => {
		const port = String(await anyPort());
		const env = { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` };
		house = await openHouse({ demo: { today, zone: ZONE } }, env);
	});
	afterAll(() => house?.close());

	async function importTemplate(name: string, parameters: Record<string, Record<string, unknown>> = {}) {
		const workflow = await make.templateFor(name, await house.tenants.demo.credential());
		for (const node of workflow.nodes) Object.assign(node.parameters, parameters[node.type]);
		return house.n8n.session.createWorkflow(workflow);
	}

	async function ask<Answer>(route: string, body?: string, type = 'application/json'): Promise<Answer> {
		const response = await fetch(`${house.engine}/v1${route}`, {
			method: body === undefined ? 'GET' : 'POST',
			headers: {
				authorization: `Bearer ${house.tenants.demo.apiKey}`,
				...(body === undefined ? {} : { 'content-type': type }),
			},
			body,
		});
		if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
		return (await response.json()) as Answer;
	}

	const subscriptions = async () => (await ask<{ subscriptions: Subscription[] }>('/subscriptions')).subscriptions;

	/** Publishes the workflow, and waits until the engine tells it of what happens. */
	async function listen(workflowId: string): Promise<void> {
		await house.n8n.session.activate(workflowId);
		await until(async () => (await subscriptions()).length > 0);
	}

	/** No other template listens any more. */
	async function silence(workflowId: string): Promise<void> {
		await house.n8n.session.deactivate(workflowId);
		await until(async () => (await subscriptions()).length === 0);
	}

	/** The executions of a workflow when so many have come to their end. */
	async function ended(workflowId: string, count: number): Promise<Execution[]> {
		const { session } = house.n8n;
		await until(async () => (await session.executions(workflowId)).length >= count);
		const all = await session.executions(workflowId);
		return Promise.all(all.map(async ({ id }) => make.mustSucceed(await session.untilExecution(id))));
	}

	/** Everything that was said on the demo calls, without any of our schemas. */
	async function allSaid(): Promise<string> {
		const { transcripts } = await askRawCalls(house.tenants.demo.sandbox.gong);
		const turns = [...transcripts.values()].flat();
		return turns.map(({ sentences }) => sentences.map(({ text }) => text).join(' ')).join('\n');
	}

	need('chromium')('in the editor', () => {
		it('ask the calls of yesterday, and answer with what was said', async () => {
			verifies('node.templates-run');
			const { id } = await importTemplate('ask-yesterday');
			const editor = await openEditor(house.n8n);
			try {
				await editor.execute(id);
				if (process.env.SOPHIA_SCREENSHOTS === '1') await editor.picture(PICTURE);
				await editor.untilShown('Answer', 'What did they say about the price or the budget?');
			} finally {
				await editor.close();
			}
			const [execution] = await ended(id, 1);
			if (!execution) throw new Error('no execution');
			const questions = outputOf(execution, 'One per question');
			const asked = outputOf(execution, 'Sophia Gong Analyzer');
			expect(asked.map(({ question }) => question)).toEqual(questions.map(({ question }) => question));
			const answers = outputOf(execution, 'Answer');
			expect(answers.map(({ question }) => question)).toEqual(
				asked.filter(({ said }) => said).map(({ question }) => question),
			);
			expect(answers.length).toBeGreaterThan(0);
			const said = await allSaid();
			for (const { quote } of asked.flatMap(({ passages }) =>
				passages.flatMap((one: { evidence: [] }) => one.evidence),
			)) {
				expect(said).toContain(quote);
			}
		});
	});

	it('analyzes the file of an item, and all calls and e-mails of a customer', async () => {
		verifies('node.analyzer-uploads', 'node.analyzer-operations');
		const analyzer = async (name: string, parameters: object) => ({
			...make.node(name, 'n8n-nodes-sophia.gongAnalyzer', 1, { operation: 'analyze', ...parameters }),
			credentials: { sophiaApi: await house.tenants.demo.credential() },
		});
		const toFile = { operation: 'toText', sourceProperty: 'transcript', options: { fileName: 'call.txt' } };
		const nodes = [
			make.started,
			make.node('File', 'n8n-nodes-base.convertToFile', 1.1, toFile),
			await analyzer('Transcript', { resource: 'transcript' }),
			await analyzer('Customer', { resource: 'customer', domains: 'haldenfreight.example' }),
			make.node('Insights', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'insights' }),
		];
		const { session } = house.n8n;
		const { id } = await session.createWorkflow(make.inARow('Analyze', nodes, [{ transcript: RISKY }]));
		const execution = make.mustSucceed(await session.untilExecution(await session.run(id, 'Start')));
		const [uploaded] = outputOf(execution, 'Transcript');
		expect(uploaded).toMatchObject({ title: 'call', callId: expect.stringMatching(/^upload-/) });
		const [customer] = outputOf(execution, 'Customer');
		expect(customer).toMatchObject({ customer: 'Halden Freight', calls: { length: 3 }, emails: { length: 4 } });
		const insights = outputOf(execution, 'Insights');
		expect(insights).toHaveLength(customer.insights.length);
		expect(new Set(insights.map(({ source }) => source))).toEqual(new Set(['call', 'email']));
	});

	it('write the note of a call when Gong says that it is over, once, and no message', async () => {
		verifies('node.templates-run');
		const { sandbox } = house.tenants.demo;
		const key = path.join(tmpdir(), `gong-key-${process.pid}.pem`);
		await writeFile(key, await sandbox.gongPublicKey());
		const printed = await house.command([
			'connection',
			'webhook',
			'--tenant',
			'demo',
			'gong-main',
			'--public-key',
			key,
		]);
		const url = printed.out.trim();
		const { id } = await importTemplate('call-finished', { [make.COACH_TYPE]: { delivery: 'send' } });
		await listen(id);
		const { calls } = await askRawCalls(sandbox.gong);
		const call = calls.find(({ metaData }: { metaData: { title: string } }) =>
			metaData.title.endsWith('security review'),
		);
		const callId = call?.metaData.id ?? '';
		expect(await sandbox.gongWebhook({ url, callId })).toMatchObject({ status: 200 });
		const [execution] = await ended(id, 1);
		if (!execution) throw new Error('no execution');
		expect(outputOf(execution, 'Sophia Gong Analyzer')).toMatchObject([{ callId }]);
		expect(outputOf(execution, 'Note')).toMatchObject([{ state: 'sent', call: 'Halden Freight: security review' }]);
		const { messages, notes } = await sandbox.state();
		expect([messages.length, notes.length]).toEqual([0, 1]);
		expect(notes[0]?.body).toContain('penetration test report');

		// Gong says it again, as it does when it is not sure that it was heard.
		expect(await sandbox.gongWebhook({ url, callId })).toMatchObject({ status: 200 });
		await silence(id);
		expect(await ended(id, 1)).toHaveLength(1);
		expect((await sandbox.state()).notes).toHaveLength(1);
	});

	it('tell of a risk, with the words that show it', async () => {
		verifies('node.templates-run');
		const { id } = await importTemplate('risk-alert');
		await listen(id);
		const { callId } = await ask<UploadedTranscript>(
			'/transcripts?title=Renewal&rep=Maya%20Okafor',
			RISKY,
			'text/plain',
		);
		const request = { kind: 'analyze-call', inputs: [{ callId }], connections: {} };
		await ask('/runs', JSON.stringify(request));
		const shown = ['competitor', 'no next step', 'timing'];
		const executions = await ended(id, shown.length);
		await silence(id);
		const alerts = executions.flatMap((execution) => outputOf(execution, 'Slack'));
		// Each is an event of its own, and they come in any order.
		expect(alerts.map(({ subject }) => subject).sort()).toEqual(shown.map((risk) => `Risk on Renewal: ${risk}`));
		const competitor = alerts.find(({ subject }) => subject.endsWith('competitor'));
		expect(competitor.text).toContain('> Ann Bell: “Honestly, we are also talking to your competitor');
		expect(competitor.text).toContain(`${house.engine}/calls/`);
	});
});

async function until(condition: () => Promise<boolean>, withinSeconds = 60): Promise<void> {
	for (const deadline = Date.now() + withinSeconds * 1000; !(await condition()); await sleep(200)) {
		if (Date.now() > deadline) throw new Error(`It did not happen within ${withinSeconds} s.`);
	}
}
