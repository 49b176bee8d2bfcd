/** What the tools that the engine brings do at real look-alikes of the services. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createGong } from '../../../engine/adapters/calls/gong.ts';
import { systemClock as clock, sha256 } from '../../../engine/adapters/clock/system.ts';
import { createOutbound } from '../../../engine/adapters/outbound/http.ts';
import { createSecrets } from '../../../engine/adapters/secrets/aes-gcm.ts';
import type { ConnectionKind, Vendor } from '../../../engine/contract/connection.ts';
import { TenantSettings } from '../../../engine/contract/tenant.ts';
import { memoryCallStore } from '../../../engine/domain/testing/memory-calls.ts';
import { TerminalError } from '../../../engine/errors.ts';
import type { ConnectionStore } from '../../../engine/ports/connection-store.ts';
import type { JsonSchema } from '../../../engine/ports/model.ts';
import type { OpenToolbox, ReadingTool, Tool, ToolRun, WritingTool } from '../../../engine/ports/tool.ts';
import { createServices } from '../../../engine/wiring/connections.ts';
import { toolboxOver } from '../../../engine/wiring/toolbox.ts';
import { type Sandbox, startSandbox } from '../../servers/sandbox.ts';
import { verifies } from '../../verifies.ts';
import { errorOf, openGuard, recordedRateLimit, unstopped } from './fakes.ts';

const REP = 'maya.okafor@larkspur.example';
const ME = 'jonas.weber@larkspur.example';
const DOMAIN = 'haldenfreight.example';
const ALL = ['gong-analyzer', 'hubspot-api', 'hubspot-note', 'slack-notifier', 'multi-source-aggregator'];

let sandbox: Sandbox;
const secrets = createSecrets(new Uint8Array(32));
const shut: string[] = [];

beforeAll(async () => {
	sandbox = await startSandbox({ today: '2026-11-21' });
	await sandbox.settings({ gong: { perSecond: 0 }, hubspot: { perTenSeconds: 0, searchLagMs: 0 } });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox?.stop());

function toolbox(others: OpenToolbox[] = []): OpenToolbox {
	const { gong, slack, hubspot } = sandbox;
	const known: Record<string, { kind: ConnectionKind; vendor: Vendor; address: string; plain: string }> = {
		calls: { kind: 'calls', vendor: 'gong', ...gong, plain: `${gong.accessKey}:${gong.accessKeySecret}` },
		chat: { kind: 'chat', vendor: 'slack', ...slack, plain: slack.token },
		crm: { kind: 'crm', vendor: 'hubspot', ...hubspot, plain: hubspot.token },
	};
	const connections = {
		async get(tenant: string, id: string) {
			const one = known[id];
			if (tenant !== 'acme' || !one) throw new TerminalError('connection-unknown');
			const { kind, vendor, address, plain } = one;
			return { id, name: id, kind, vendor, address, secret: secrets.encrypt(plain, { tenant, connectionId: id }) };
		},
	} as Partial<ConnectionStore> as ConnectionStore;
	return toolboxOver({
		store: {
			calls: memoryCallStore(),
			feedback: { ofCalls: async () => new Map() },
			tenants: { get: async () => TenantSettings.parse({ zone: 'Europe/Berlin' }) },
		} as unknown as Parameters<typeof toolboxOver>[0]['store'],
		connections: createServices({ connections, secrets, rateLimit: recordedRateLimit() }),
		hash: sha256,
		others,
	});
}

const runOf = (over: Partial<ToolRun> = {}): ToolRun => ({
	...{ id: 'run-1', rootId: 'run-1', tenant: 'acme', delivery: 'send', recipient: undefined, signal: unstopped },
	connections: { calls: 'calls', chat: 'chat', crm: 'crm' },
	requestedAt: new Date('2026-11-21T08:00:00Z'),
	...over,
});

async function open<Kind extends Tool>(name: string, over: Partial<ToolRun> = {}): Promise<Kind> {
	const { tools, missing } = await toolbox()(runOf(over), { tools: [name], services: [] });
	const tool = tools.get(name);
	if (!tool) throw new Error(`missing: ${missing[0]?.reason}`);
	return tool as Kind;
}

function expectFit(schema: JsonSchema | undefined, value: unknown): void {
	const ajv = new Ajv2020({ strict: false, validateFormats: false });
	const check = ajv.compile(schema ?? false);
	check(JSON.parse(JSON.stringify(value)));
	expect(check.errors).toBeNull();
}

/** What came back, as a model reads it. */
async function use(name: string, input: object): Promise<Record<string, never>> {
	const tool = await open<ReadingTool>(name);
	expectFit(tool.input, input);
	const value = await tool.use(input, unstopped);
	expectFit(tool.output, value);
	expect(JSON.stringify(value).length).toBeLessThan(20_000);
	return JSON.parse(JSON.stringify(value));
}

describe('tools of the engine', () => {
	it('lists calls, and proves what it found in one by words of its transcript', async () => {
		verifies('teams.tools-quotes');
		verifies('teams.tools-schemas');
		const { calls } = (await use('gong-analyzer', { action: 'list', days: 30, account: DOMAIN })) as unknown as {
			calls: { callId: string }[];
		};
		expect(calls.length).toBeGreaterThan(0);
		const callId = calls[0]?.callId ?? '';
		const { analysis } = (await use('gong-analyzer', { action: 'call', callId })) as unknown as {
			analysis: { findings: { quote: string }[] };
		};
		expect(analysis.findings.length).toBeGreaterThan(0);
		const shared = { outbound: createOutbound(), rateLimit: recordedRateLimit(), limitName: 'test', clock };
		const [answer] = await createGong({ ...sandbox.gong, ...shared }).transcripts([callId], unstopped);
		if (!answer || !('transcript' in answer)) throw new Error('no transcript');
		const said = answer.transcript.sentences.map(({ text }) => text).join(' ');
		for (const { quote } of analysis.findings) expect(said).toContain(quote);
	});

	it('reads a company with its contacts and deals, its e-mails, and all of it with its calls', async () => {
		verifies('teams.tools-schemas');
		const { company, records } = await use('hubspot-api', { action: 'company', domain: DOMAIN });
		expect(company).toMatchObject({ domains: expect.arrayContaining([DOMAIN]) });
		expect(records).toMatchObject({
			contacts: expect.arrayContaining([expect.objectContaining({ id: expect.any(String) })]),
		});
		expect(records).toMatchObject({
			deals: expect.arrayContaining([expect.objectContaining({ stage: expect.any(String) })]),
		});
		const { emails } = await use('hubspot-api', { action: 'emails', domain: DOMAIN });
		expect(Array.isArray(emails)).toBe(true);
		const whole = await use('multi-source-aggregator', { domain: DOMAIN });
		expect(whole).toMatchObject({ company, gaps: [] });
		expect((whole.calls as unknown as unknown[]).length).toBeGreaterThan(0);
		expect(JSON.stringify(whole.calls)).not.toContain('coachable-moment');
		await expect(use('hubspot-api', { action: 'company', domain: 'nobody.example' })).rejects.toMatchObject({
			code: 'company-unknown',
		});
	});

	it('writes a note once, though the answer to it was lost', async () => {
		verifies('teams.tools-once');
		const { company } = (await use('hubspot-api', { action: 'company', domain: DOMAIN })) as unknown as {
			company: { id: string };
		};
		const tool = await open<WritingTool>('hubspot-note');
		expect([tool.approval, tool.onlyMe]).toEqual([true, false]);
		const input = { record: 'company', id: company.id, text: 'Renewal <risk>\nCall them.' };
		expectFit(tool.input, input);
		await sandbox.fault({ service: 'hubspot', operation: 'notes.create', kind: 'cut-after-write' });
		expect(await errorOf(tool.attempt(input, 'key').do(openGuard()))).toMatchObject({ notDone: false });
		const again = tool.attempt(input, 'key');
		expect(await again.find(new Date(), unstopped)).toMatchObject({ answer: 'present' });
		expect(await tool.attempt(input, 'other').find(new Date(), unstopped)).toEqual({ answer: 'absent' });
		const { notes } = await sandbox.state();
		expect(notes.map(({ body }) => body)).toEqual([
			expect.stringContaining('<p>Renewal &lt;risk&gt;</p><p>Call them.</p>'),
		]);
	});

	it('sends a message once, though the answer to it was lost', async () => {
		verifies('teams.tools-once');
		const tool = await open<WritingTool>('slack-notifier');
		const input = { to: REP, text: 'Call <!channel> back' };
		expectFit(tool.input, input);
		const began = new Date();
		await sandbox.fault({ service: 'slack', operation: 'chat.postMessage', kind: 'cut-after-write' });
		expect(await errorOf(tool.attempt(input, 'key').do(openGuard()))).toMatchObject({ notDone: false });
		expect(await tool.attempt(input, 'key').find(began, unstopped)).toMatchObject({ answer: 'present' });
		expect(await tool.attempt(input, 'other').find(began, unstopped)).toEqual({ answer: 'absent' });
		const { messages } = await sandbox.state();
		expect(messages.map(({ user, text }) => [user.email, text])).toEqual([[REP, 'Call &lt;!channel&gt; back']]);
		const nobody = { to: 'nobody@larkspur.example', text: 'Hello' };
		expect(await errorOf(tool.attempt(nobody, 'k').do(openGuard()))).toMatchObject({ code: 'tool-refused' });
	});

	it('sends to the recipient alone with only-me', async () => {
		verifies('teams.tools-only-me');
		const tool = await open<WritingTool>('slack-notifier', { delivery: 'only-me', recipient: REP });
		expect(tool.onlyMe).toBe(true);
		await tool.attempt({ to: ME, text: 'Hello' }, 'key').do(openGuard());
		const { messages } = await sandbox.state();
		expect(messages.map(({ user, text }) => [user.email, text])).toEqual([[REP, `For ${ME}: Hello`]]);
	});

	it('gives a run of another tenant nothing', async () => {
		verifies('teams.tools-walls');
		const { tools, missing } = await toolbox()(runOf({ tenant: 'other' }), { tools: ALL, services: [] });
		expect(tools.size).toBe(0);
		expect(missing.map(({ tool }) => tool).sort()).toEqual([...ALL].sort());
		expect(await sandbox.requests()).toEqual([]);
	});

	it('names what is missing once, asks others for the rest, and outlives one that fails', async () => {
		verifies('teams.tools-offered');
		const other = await open('hubspot-api');
		const named =
			(names: string[]): OpenToolbox =>
			async (_run, wanted) => ({
				tools: new Map(names.filter((name) => wanted.tools.includes(name)).map((name) => [name, { ...other, name }])),
				missing: [],
				close: async () => void shut.push(...names),
			});
		const broken: OpenToolbox = () => Promise.reject(new Error('secret'));
		const box = await toolbox([named(['sql-analyzer']), broken, named(['gong-analyzer', 'a.b'])])(
			runOf({ connections: { crm: 'crm' } }),
			{ tools: [...ALL, 'sql-analyzer', 'a.b', 'web-search', 'web-search'], services: [] },
		);
		expect([...box.tools.keys()].sort()).toEqual(
			['a.b', 'hubspot-api', 'hubspot-note', 'multi-source-aggregator', 'sql-analyzer'].sort(),
		);
		expect(Object.fromEntries(box.missing.map(({ tool, reason }) => [tool, reason]))).toEqual({
			'gong-analyzer': 'The run names no calls connection.',
			'slack-notifier': 'The run names no chat connection.',
			'web-search': expect.not.stringContaining('secret'),
		});
		expect(box.missing).toHaveLength(3);
		await box.close();
		expect(shut).toEqual(['sql-analyzer', 'gong-analyzer', 'a.b']);
		const none = await toolbox()(runOf(), { tools: ['web-search'], services: [] });
		expect(none.missing).toEqual([{ tool: 'web-search', reason: expect.stringContaining('docs/services.md') }]);
	});
});
