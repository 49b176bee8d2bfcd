/** Models in the real n8n: chosen in the nodes, with a budget that is never passed, and told of where it stops a run. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Subscription } from '../../engine/contract/index.ts';
import { startOpenAi } from '../../engine/sandbox/models/openai.ts';
import type { ModelRequest, Scripted } from '../../engine/sandbox/models/script.ts';
import { MODEL_KEY, type ModelServer } from '../../engine/sandbox/models/server.ts';
import { anyPort } from '../../scripts/shared/ports.mjs';
import { type House, openHouse } from '../host/house.ts';
import { type Execution, outputOf } from '../host/n8n.ts';
import * as make from '../host/workflows.ts';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';
import { openEditor } from './editor.ts';

const ZONE = 'Europe/Berlin';
const ANALYZER = 'n8n-nodes-sophia.gongAnalyzer';

need('redis', 'n8n')('models in n8n', () => {
	let house: House<'demo'>;
	let openAi: ModelServer;
	const today = new Date().toLocaleString('sv-SE', { timeZone: ZONE }).slice(0, 10);

	beforeAll(async () => {
		const port = String(await anyPort());
		openAi = await startOpenAi({ script: readsAloud });
		house = await openHouse({ demo: { today, zone: ZONE } }, { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` });
		const add = ['connection', 'add', 'openai', '--tenant', 'demo', '--name', 'main'];
		const { code, err } = await house.command([...add, '--address', `${openAi.origin}/v1`], { input: MODEL_KEY });
		if (code !== 0) throw new Error(err);
	});
	afterAll(async () => {
		await house?.close();
		await openAi?.close();
	});

	async function importTemplate(name: string) {
		return house.n8n.session.createWorkflow(await make.templateFor(name, await house.tenants.demo.credential()));
	}

	async function run(type: string, parameters: Record<string, unknown>): Promise<Execution> {
		const credentials = { sophiaApi: await house.tenants.demo.credential() };
		const node = { ...make.node('Sophia', type, 1, parameters), credentials };
		const { session } = house.n8n;
		const { id } = await session.createWorkflow(make.inARow('By hand', [make.started, node]));
		return make.mustSucceed(await session.untilExecution(await session.run(id, 'Start')));
	}

	const analyze = async (parameters: object) =>
		outputOf(await run(ANALYZER, { operation: 'analyze', ...parameters }), 'Sophia');

	async function ended(workflowId: string, count: number): Promise<Execution[]> {
		const { session } = house.n8n;
		await until(async () => (await session.executions(workflowId)).length >= count);
		const all = await session.executions(workflowId);
		return Promise.all(all.map(async ({ id }) => make.mustSucceed(await session.untilExecution(id))));
	}

	async function subscriptions(): Promise<Subscription[]> {
		const headers = { authorization: `Bearer ${house.tenants.demo.apiKey}` };
		const response = await fetch(`${house.engine}/v1/subscriptions`, { headers });
		return ((await response.json()) as { subscriptions: Subscription[] }).subscriptions;
	}

	need('chromium')('in the editor', () => {
		it('answer questions in words, each sentence with its quote, for less than the budget', async () => {
			verifies('node.templates-run', 'node.models-chosen', 'node.models-shown');
			const { id } = await importTemplate('answers-in-words');
			const editor = await openEditor(house.n8n);
			try {
				await editor.execute(id);
				await editor.untilShown('Answer', 'What did they say about the price or the budget?');
			} finally {
				await editor.close();
			}
			const [execution] = await ended(id, 1);
			if (!execution) throw new Error('no execution');
			const asked = outputOf(execution, 'Sophia Gong Analyzer');
			const inWords = asked.filter(({ written }) => written);
			expect(inWords.length).toBeGreaterThan(0);
			for (const { written, writtenSentences, passages, analysis, models } of inWords) {
				expect(writtenSentences.map(({ text }: { text: string }) => text).join(' ')).toBe(written);
				const quotes = passages.flatMap(({ evidence }: { evidence: { quote: string }[] }) => evidence);
				for (const { quote } of writtenSentences) {
					expect(quotes.some((one: { quote: string }) => one.quote.includes(quote))).toBe(true);
				}
				expect([analysis, models]).toMatchObject(['generative', [{ model: 'openai/gpt-4o-mini', calls: 1 }]]);
			}
			const [{ run }] = asked;
			const sum = asked.reduce((total, { costUsd = 0 }) => total + costUsd, 0);
			expect([run.spentUsd > 0, run.spentUsd <= 0.05, sum <= run.spentUsd + 1e-9]).toEqual([true, true, true]);
			const answers = outputOf(execution, 'Answer');
			for (const { question, written } of inWords) {
				const { text } = answers.find((one) => one.question === question);
				expect(text).toContain(`*${question}*\n${written}\n> `);
			}
		});
	});

	it('are told of where a budget stopped them, once for the run, by a template', async () => {
		verifies('node.templates-run', 'events.budget-stopped');
		const { id } = await importTemplate('budget-stopped');
		await house.n8n.session.activate(id);
		await until(async () => (await subscriptions()).length > 0);
		const window = { resource: 'window', models: ['openai-main'], tier: 'low', budgetUsd: 0.0015 };
		const [analyzed] = await analyze(window);
		// Each request sets a thousandth of a dollar aside at most: some calls were read, and others were not.
		expect(analyzed).toMatchObject({ analysis: 'generative' });
		expect(analyzed.costUsd).toBeLessThanOrEqual(0.0015);
		expect(analyzed.unread.length).toBeGreaterThan(0);
		for (const { code, callId } of analyzed.unread)
			expect([code, typeof callId]).toEqual(['budget-exceeded', 'string']);
		expect(analyzed.insights.some(({ foundBy }: { foundBy: string }) => foundBy === 'rules')).toBe(true);
		const parts = analyzed.unread.reduce((sum: number, { parts }: { parts: number[] }) => sum + parts.length, 0);

		const [execution, ...more] = await ended(id, 1);
		expect(more).toEqual([]);
		if (!execution) throw new Error('no execution');
		const [message] = outputOf(execution, 'Slack');
		expect(message.subject).toBe('Budget of $0.0015 too small: analyze-window');
		expect(message.text).toContain(`${parts} part`);
		expect(message.text).toContain('read by no model');
		expect(message.text).toContain(analyzed.run.page);

		// A run whose budget suffices tells nothing.
		await analyze({ ...window, budgetUsd: 1 });
		await house.n8n.session.deactivate(id);
		await until(async () => (await subscriptions()).length === 0);
		expect(await ended(id, 1)).toHaveLength(1);
	});

	it('write to reps, in a preview beside what rules would have written', async () => {
		verifies('node.models-shown');
		const day = { resource: 'day', operation: 'coach', models: ['openai-main'], budgetUsd: 0.2 };
		const [coached] = outputOf(await run(make.COACH_TYPE, day), 'Sophia');
		expect(coached).toMatchObject({ analysis: 'generative', delivery: 'preview' });
		const messages = coached.compared.filter(({ kind }: { kind: string }) => kind === 'message');
		expect(messages).toHaveLength(coached.messages.length);
		for (const { byModel, byRules } of messages) {
			expect(byModel).toMatch(/Keep doing that\.|Leave a little more room/);
			expect(byRules).not.toMatch(/Keep doing that\.|Leave a little more room/);
		}
		expect([coached.costUsd > 0, coached.costUsd]).toEqual([true, coached.run.spentUsd]);
		expect((await house.tenants.demo.sandbox.state()).messages).toEqual([]);
	});
});

/** What it writes to a rep, for each point that it is asked for: nothing that would have to be proven. */
const WORDS: Record<string, object> = {
	well: { title: 'A good moment', text: 'Keep doing that.' },
	habit: { title: 'Something to try', text: 'Leave a little more room next time.' },
};

/** A model that repeats a sentence of what it was given, with its line: as an answer, or as what a call was about; and writes to reps. */
function readsAloud({ body }: ModelRequest): Scripted {
	const { messages, response_format: format } = body as {
		messages: { content: string }[];
		response_format?: { json_schema?: { name?: string; schema?: { properties: object } } };
	};
	const given = messages.map(({ content }) => content).join('\n');
	const lines = [...given.matchAll(/^(\d+) [^:\n]+: (.*?[.?!])(?: |$)/gm)].map(([, line, said = '']) => ({
		...{ line: Number(line), said },
	}));
	const { line, said } = lines.find((one) => one.said.length > 30) ?? lines[0] ?? { line: 0, said: '' };
	const found = { kind: 'summary', label: said, line, quote: said, owner: '', due: '', reply: 0 };
	const { name = '', schema } = format?.json_schema ?? {};
	const points = Object.keys(schema?.properties ?? {}).map((point) => [point, WORDS[point]]);
	const answers: Record<string, object> = {
		answer: { sentences: [{ text: said, line, quote: said }] },
		message: Object.fromEntries(points),
	};
	const answer = answers[name] ?? { found: [found] };
	return { kind: 'say', text: JSON.stringify(answer), counts: { input: 900, output: 100 } };
}

async function until(condition: () => Promise<boolean>, withinSeconds = 60): Promise<void> {
	for (const deadline = Date.now() + withinSeconds * 1000; !(await condition()); ) {
		if (Date.now() > deadline) throw new Error(`It did not happen within ${withinSeconds} s.`);
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}
