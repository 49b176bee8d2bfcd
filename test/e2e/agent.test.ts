/** The Sophia Agent in the real n8n: its templates, with teams that use tools, a model that is a stub, and a person who decides. */
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startOpenAi } from '../../engine/sandbox/models/openai.ts';
import { MODEL_KEY, type ModelServer } from '../../engine/sandbox/models/server.ts';
import { anyPort } from '../../scripts/shared/ports.mjs';
import { type Credential, type House, openHouse } from '../host/house.ts';
import { type Mailbox, openMailbox } from '../host/mailbox.ts';
import { type Execution, outputOf, untilWebhook } from '../host/n8n.ts';
import * as make from '../host/workflows.ts';
import { need } from '../need.ts';
import { DOMAIN, works } from '../teams/business-model.ts';
import { verifies } from '../verifies.ts';
import { aiAgentWith, approvalByMail, leads, TOOL } from './agent-beside.ts';

const ZONE = 'Europe/Berlin';

need('redis', 'n8n')('the Sophia Agent in n8n', () => {
	let house: House<'demo'>;
	let openAi: ModelServer;
	let mailbox: Mailbox;
	const today = new Date().toLocaleString('sv-SE', { timeZone: ZONE }).slice(0, 10);

	beforeAll(async () => {
		const port = String(await anyPort());
		mailbox = await openMailbox();
		openAi = await startOpenAi({ script: (request) => leads(request) ?? works(request) });
		house = await openHouse({ demo: { today, zone: ZONE } }, { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` });
		const add = ['connection', 'add', 'openai', '--tenant', 'demo', '--name', 'main'];
		const { code, err } = await house.command([...add, '--address', `${openAi.origin}/v1`], { input: MODEL_KEY });
		if (code !== 0) throw new Error(err);
	});
	afterAll(async () => {
		await house?.close();
		await openAi?.close();
		mailbox?.close();
	});

	const mail = () =>
		house.n8n.session.credential({
			name: 'Mail',
			type: 'smtp',
			data: { user: '', password: '', host: '127.0.0.1', port: mailbox.port, secure: false, disableStartTls: true },
		});

	/** `slack`: in the place of Slack's own address. */
	async function imported(name: string, slack = ''): Promise<string> {
		const workflow = await make.templateFor(name, await house.tenants.demo.credential());
		const whole = JSON.stringify(workflow)
			.replace('https://hooks.slack.com/', slack)
			.replace('the verification token of your Slack app', 'of-the-test');
		const { id } = await house.n8n.session.createWorkflow(slack === '' ? workflow : JSON.parse(whole));
		return id;
	}

	/** The executions of a workflow that fulfill something, when there is one. */
	async function execution(id: string, fits: (one: Execution) => boolean): Promise<Execution> {
		const { session } = house.n8n;
		let found: Execution | undefined;
		await until(async () => {
			for (const { id: each } of await session.executions(id)) {
				const one = await session.untilExecution(each, { done: () => true });
				if (fits(one)) found = one;
			}
			return found !== undefined;
		});
		return found as Execution;
	}

	const ended = (id: string, node: string) =>
		execution(id, (one) => one.status !== 'waiting' && one.status !== 'running' && hasRun(one, node)).then(
			make.mustSucceed,
		);

	it('researches what somebody asks in a form, and says what no tool could be asked', async () => {
		verifies('teams.templates');
		const id = await imported('research-brief-from-form');
		await house.n8n.session.activate(id);
		const form = `${house.n8n.address}/form/0d6a7f3e-51c0-4c1e-9d5e-2f6a1b7c8d01`;
		await until(async () => (await fetch(form)).ok);
		const fields = new FormData();
		fields.set('field-0', 'How many calls did we have?');
		fields.set('field-1', 'jo@larkspur.example');
		expect((await fetch(form, { method: 'POST', body: fields })).status).toBe(200);
		const [brief] = outputOf(await ended(id, 'Brief'), 'Brief');
		expect(brief.question).toBe('How many calls did we have?');
		expect(brief.brief).toContain('There are calls. [1]');
		expect(brief.brief).toMatch(/\[1\] sql-analyzer: “/);
		expect(brief.brief).toContain('Tools that are not connected: web-search, web-scraper');
	});

	it('answers about an account where Slack asked, with what it stands on', async () => {
		verifies('teams.templates');
		const replies: { text: string }[] = [];
		const slack = createServer(async (request, response) => {
			let text = '';
			for await (const chunk of request) text += chunk;
			replies.push(JSON.parse(text));
			response.end('ok');
		});
		await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve));
		try {
			const { port } = slack.address() as { port: number };
			const id = await imported('account-question-from-slack', `http://127.0.0.1:${port}/`);
			await house.n8n.session.activate(id);
			await untilWebhook(house.n8n.address, 'sophia-account-question');
			const body = {
				token: 'of-the-test',
				text: `How is ${DOMAIN} doing?`,
				user_id: 'U1',
				response_url: `http://127.0.0.1:${port}/reply`,
			};
			const asked = await fetch(`${house.n8n.address}/webhook/sophia-account-question`, {
				method: 'POST',
				body: new URLSearchParams(body),
			});
			expect(await asked.text()).toContain('I ask the team.');
			await ended(id, 'Reply in Slack');
			// What does not come from Slack, or would be answered elsewhere, ends before the team.
			for (const strange of [{ token: 'guessed' }, { token: '' }, { response_url: 'http://127.0.0.1:9/' }]) {
				const before = (await house.n8n.session.executions(id)).length;
				const sent = new URLSearchParams({ ...body, ...strange });
				await fetch(`${house.n8n.address}/webhook/sophia-account-question`, { method: 'POST', body: sent });
				await until(async () => (await house.n8n.session.executions(id)).length > before);
			}
			const all = await Promise.all(
				(await house.n8n.session.executions(id)).map((one) => house.n8n.session.untilExecution(one.id)),
			);
			expect(all.filter((one) => hasRun(one, 'Sophia Agent'))).toHaveLength(1);
			expect(replies).toHaveLength(1);
			expect(replies[0]?.text).toContain(`*How is ${DOMAIN} doing?*\nThe CRM knows the company. [1]\n> [1] “`);
		} finally {
			slack.close();
		}
	});

	it.each([
		['Approve', 1, 'done'],
		['Decline', 0, 'refused'],
	])('asks a person before it writes to the CRM, who says: %s', async (decision, notes, state) => {
		verifies('teams.templates', 'teams.approval');
		const { sandbox } = house.tenants.demo;
		await sandbox.reset();
		const id = await imported('approval-before-crm-write');
		const { session } = house.n8n;
		await session.activate(id);
		const asking = await session.run(id, 'Which account');
		const waiting = await execution(id, (one) => one.status === 'waiting' && hasRun(one, 'Ask a person'));
		expect((await sandbox.state()).notes).toEqual([]);
		const [{ text, question }] = outputOf(waiting, 'Ask a person');
		expect(question.tool).toBe('hubspot-note');
		const form = String(/Decide here: (http\S+)/.exec(text)?.[1]);
		expect((await fetch(form)).status).toBe(200);
		const fields = new FormData();
		fields.set('field-0', decision);
		fields.set('field-1', 'Too early.');
		fields.set('field-2', 'ada@larkspur.example');
		await fetch(form, { method: 'POST', body: fields });
		const whole = make.mustSucceed(await session.untilExecution(asking));
		const [done] = outputOf(whole, 'Done');
		expect(done.written).toMatchObject([{ tool: 'hubspot-note', state }]);
		expect((await sandbox.state()).notes).toHaveLength(notes);
		const [{ approval }] = outputOf(await ended(id, 'Answer'), 'Answer');
		expect(approval).toMatchObject({ state: 'answered' });
		await session.deactivate(id);
	});

	it('writes what a person approves in the Send and Wait of n8n', async () => {
		verifies('teams.send-and-wait');
		const { demo } = house.tenants;
		await demo.sandbox.reset();
		const sophiaApi = await demo.credential();
		const { session } = house.n8n;
		const nodes = approvalByMail({ sophia: sophiaApi, smtp: await mail(), to: 'ada@larkspur.example' });
		const { id } = await session.createWorkflow(make.inARow('Approval by mail', nodes));
		await session.activate(id);
		const asked = mailbox.arrival();
		const work = await session.createWorkflow(await make.templateFor('approval-before-crm-write', sophiaApi));
		const working = await session.run(work.id, 'Which account');
		const letter = await asked;
		// The mail goes out before n8n has put the execution to sleep.
		await execution(id, ({ status }) => status === 'waiting');
		await press(letter, 'true');
		const whole = make.mustSucceed(await session.untilExecution(working));
		expect(outputOf(whole, 'Done')).toMatchObject([{ written: [{ tool: 'hubspot-note', state: 'done' }] }]);
		expect((await demo.sandbox.state()).notes).toHaveLength(1);
		await session.deactivate(id);
	});

	describe('as a tool of the AI Agent of n8n', () => {
		const task = `Look up ${DOMAIN}.`;

		const modelOfN8n = () =>
			house.n8n.session.credential({
				name: 'Model of n8n',
				type: 'openAiApi',
				data: { apiKey: MODEL_KEY, url: `${openAi.origin}/v1`, header: false },
			});

		const made = async (review?: { smtp: Credential; to: string }) =>
			house.n8n.session.createWorkflow(
				aiAgentWith({ sophia: await house.tenants.demo.credential(), openAi: await modelOfN8n(), task, review }),
			);

		it('has a team do what the model asks, waits for it, and gives the model its answer', async () => {
			verifies('teams.as-tool');
			const { id } = await made();
			const { session } = house.n8n;
			const whole = make.mustSucceed(await session.untilExecution(await session.run(id, 'Start')));
			const [{ output }] = outputOf(whole, 'AI Agent');
			expect(output).toContain('The tool says: ');
			expect(output).toContain('The CRM knows the company. [1]');
			// How it came about is for people: a model would pay for every word.
			const [{ agentResult }] = JSON.parse(output.slice('The tool says: '.length));
			expect(agentResult).toMatchObject({ complete: true, evidence: [{ tool: 'hubspot-api' }] });
			expect(agentResult.members).toBeUndefined();
			expect(agentResult.run.page).toContain('/runs/');
		});

		it.each([
			['approved', 'true', 1],
			['declined', 'false', 0],
		])('lets a person say first whether the team may work: %s', async (_, approved, teams) => {
			verifies('teams.as-tool');
			const { id } = await made({ smtp: await mail(), to: 'ada@larkspur.example' });
			const { session } = house.n8n;
			const asked = mailbox.arrival();
			const began = await session.run(id, 'Start');
			const letter = await asked;
			expect(letter).toContain(task);
			const asleep = await session.untilExecution(began, { done: ({ status }) => status === 'waiting' });
			expect(hasRun(asleep, TOOL)).toBe(false);
			await press(letter, approved);
			const whole = make.mustSucceed(await session.untilExecution(began));
			expect(whole.data.resultData.runData[TOOL] ?? []).toHaveLength(teams);
			const [{ output }] = outputOf(whole, 'AI Agent');
			expect(output.includes('The CRM knows the company. [1]')).toBe(teams === 1);
		});
	});
});

/** As the button in the mail does. n8n takes a program that follows links for one that only looks whether they are safe. */
async function press(letter: string, approved: string): Promise<void> {
	const links = [...letter.matchAll(/href="(http[^"]+)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'));
	const link = links.find((one) => one.includes(`approved=${approved}`));
	const pressed = await fetch(String(link), { headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0' } });
	expect(pressed.ok).toBe(true);
}

const hasRun = ({ data }: Execution, node: string): boolean => data.resultData.runData[node] !== undefined;

async function until(condition: () => Promise<boolean>, withinSeconds = 90): Promise<void> {
	for (const deadline = Date.now() + withinSeconds * 1000; !(await condition()); ) {
		if (Date.now() > deadline) throw new Error(`It did not happen within ${withinSeconds} s.`);
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}
