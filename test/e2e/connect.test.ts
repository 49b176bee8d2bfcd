/** Runs every command of docs/connect.md but Docker's, and then does in n8n what its steps 5 and 6 say. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CoachingDay } from '../../engine/contract/index.ts';
import { type N8n, outputOf, startN8n, type Workflow } from '../host/n8n.ts';
import { keepLogFile } from '../logs/kept.ts';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

/** What the test types where a command asks for a secret, and where its stand-in is. */
const services: Record<string, { secret: string; place: string }> = {
	gong: { secret: 'sandbox-access-key:sandbox-secret', place: 'gong' },
	slack: { secret: 'xoxb-sandbox', place: 'slack/api/' },
	hubspot: { secret: 'pat-sandbox', place: 'hubspot' },
};

type Block = { command: string; docker: boolean; before: string };

/** The commands of the page, in order. */
function commandsOf(page: string): Block[] {
	const blocks = [...page.matchAll(/^```sh( docker)?\n([\s\S]*?)^```$/gm)];
	return blocks.map((block) => ({
		command: (block[2] ?? '').trim(),
		docker: block[1] !== undefined,
		before: page.slice(0, block.index).trimEnd().split('\n\n').at(-1) ?? '',
	}));
}

need('n8n', 'redis')('docs/connect.md', () => {
	let page: string;
	let folder: string;
	let engine: ChildProcess;
	let sandbox: string;
	let n8n: N8n;
	let template: Workflow;
	/** What each command has printed. */
	const printed = new Map<string, string>();

	/** The machine is in the zone that the page gives the tenant: the demo's day is the machine's. */
	const environment = () => ({
		...process.env,
		...{ SOPHIA_HOME: path.join(folder, 'home'), PORT: '0', TZ: 'Europe/Berlin' },
	});

	/** The first command of the page: it goes on until it is asked to stop. */
	async function startEngine(command: string): Promise<string> {
		engine = spawn('sh', ['-c', command], { cwd: root, env: environment(), detached: true });
		let text = '';
		return await new Promise((resolve, reject) => {
			for (const stream of [engine.stdout, engine.stderr]) {
				stream?.setEncoding('utf8').on('data', (chunk) => {
					text += chunk;
					if (text.includes('Press Ctrl-C to stop everything')) resolve(text);
				});
			}
			engine.once('close', (code) => reject(new Error(`It ended (${code}):\n${text}`)));
		});
	}

	/** Any other command, with the stand-ins for addresses and secrets of the three services. */
	async function runCommand(command: string): Promise<string> {
		const [, vendor = ''] = /connection add (\w+)/.exec(command) ?? [];
		const service = services[vendor];
		const address = service && ` --address ${sandbox}${service.place}`;
		const typed = service ? command.replace(/ --address \S+/, '') + address : command;
		const child = spawn('sh', ['-c', typed], { cwd: root, env: environment() });
		child.stdin.end(service?.secret ?? '');
		let text = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (chunk) => {
				text += chunk;
			});
		}
		const [code] = await once(child, 'close');
		if (code !== 0) throw new Error(`${typed} ended with ${code}:\n${text}`);
		return text;
	}

	async function messages(): Promise<Array<{ user: { email: string } }>> {
		const state = (await (await fetch(`${sandbox}sandbox/state`)).json()) as { messages: [] };
		return state.messages;
	}

	/** Runs the template with these parameters of the node; returns what the node put out. */
	async function runTemplate(parameters: Record<string, unknown>): Promise<CoachingDay> {
		const coach = template.nodes.find(({ type }) => type === 'n8n-nodes-sophia.salesCoach');
		if (!coach) throw new Error('The template has no Sales Coach.');
		coach.credentials = { sophiaApi: n8n.credential };
		Object.assign(coach.parameters, parameters);
		const { id } = await n8n.session.createWorkflow(template);
		const execution = await n8n.session.untilExecution(await n8n.session.run(id, 'Every morning at 7'));
		const { error } = execution.data.resultData;
		if (error) throw new Error(`${error.message}: ${error.description}`);
		return outputOf(execution, coach.name)[0];
	}

	beforeAll(async () => {
		page = await readFile(path.join(root, 'docs', 'connect.md'), 'utf8');
		template = JSON.parse(await readFile(path.join(root, 'workflows', 'daily-coaching.json'), 'utf8'));
		folder = await mkdtemp(path.join(tmpdir(), 'sophia-connect-'));
		await mkdir(path.join(root, '.sophia'), { recursive: true });
	});

	afterAll(async () => {
		try {
			await n8n?.stop();
		} finally {
			if (engine?.pid && engine.exitCode === null) {
				const ended = once(engine, 'close');
				process.kill(-engine.pid, 'SIGINT');
				await ended;
			}
			keepLogFile(path.join(folder, 'home', 'logs', 'engine.log'));
			await rm(folder, { recursive: true, force: true });
		}
	});

	it('names each command that is not run', () => {
		const commands = commandsOf(page);
		expect(commands.length).toBeGreaterThan(8);
		for (const { command, docker, before } of commands) {
			expect([command, /^docker /m.test(command)]).toEqual([command, docker]);
			expect([command, before.startsWith('*Not run by the test.*')]).toEqual([command, docker]);
		}
	});

	it('has commands that work, in their order', async () => {
		verifies('start.connect-page');
		const [first, ...others] = commandsOf(page).filter(({ docker }) => !docker);
		const started = await startEngine(first?.command ?? '');
		sandbox = /See what arrived: (\S+)/.exec(started)?.[1] ?? '';
		for (const { command } of others) printed.set(command, await runCommand(command));
		const test = [...printed].find(([command]) => command.includes('connection test'))?.[1];
		for (const id of ['gong-main', 'slack-main', 'hubspot-main']) expect(test).toContain(`${id}: ok`);
		const packed = [...printed].find(([command]) => command.startsWith('npm pack'))?.[1].trim();
		expect(page).toContain(`< .sophia/${packed?.split('\n').at(-1)}`);
	});

	it('shows the preview, and sends nothing', async () => {
		const key = [...printed].find(([command]) => command.includes('key create'))?.[1];
		const apiKey = /sk_sophia_\S+/.exec(key ?? '')?.[0] ?? '';
		const { address } = JSON.parse(await readFile(path.join(folder, 'home', 'engine.json'), 'utf8'));
		n8n = await startN8n({ engineAddress: address, apiKey, folder: path.join(folder, 'n8n') });
		const before = await messages();
		const day = await runTemplate({});
		expect(day.delivery).toBe('preview');
		expect(day.messages.length).toBeGreaterThan(1);
		expect(new Set(day.messages.map(({ state }) => state))).toEqual(new Set(['previewed']));
		expect(day.summary).not.toBe('');
		expect(await messages()).toHaveLength(before.length);
	});

	it('sends one message to the recipient alone, and not again', async () => {
		const day = await runTemplate({});
		const point = day.messages.map(({ message }) => message.habit ?? message.well).find((one) => one !== undefined);
		const [recipient = ''] = day.messages.flatMap(({ to }) => to.email ?? []);
		const before = await messages();
		const only = { resource: 'call', callId: point?.evidence.callId, delivery: 'only-me', recipient };
		const sent = await runTemplate(only);
		expect(sent.messages.map(({ state }) => state)).toEqual(['sent']);
		expect(sent.notes.map(({ state }) => state)).toEqual(['previewed']);
		const arrived = (await messages()).slice(before.length);
		expect(arrived.map(({ user }) => user.email)).toEqual([recipient]);
		const again = await runTemplate(only);
		expect(again.messages.map(({ state }) => state)).toEqual(['already-sent']);
		expect(await messages()).toHaveLength(before.length + 1);
	});
});
