/** A morning of the demo whose texts a model writes, from the calls to Slack and HubSpot, through a whole engine. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CoachingDay } from '../../../engine/contract/coaching.ts';
import { startOpenAi } from '../../../engine/sandbox/models/openai.ts';
import type { ModelRequest } from '../../../engine/sandbox/models/script.ts';
import { MODEL_KEY, type ModelServer } from '../../../engine/sandbox/models/server.ts';
import { need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { type Sandbox, startSandbox } from '../../servers/sandbox.ts';
import { verifies } from '../../verifies.ts';
import { type EngineHome, makeEngineHome, type RunningEngine } from './engine-process.ts';

const WINDOW = { from: '2026-11-20T00:00:00+01:00', to: '2026-11-21T00:00:00+01:00' };
const COUNTS = { input: 600, output: 90 };
const DUE = / (?:by|on|right|today|tomorrow).*$/;
const POINT = { title: 'Worth a second look', text: 'Keep this in mind for the next call, and see what changes.' };

/** What it is asked for: `insights`, `message` or `note`; and what for. */
function asked({ body }: ModelRequest): { schema: string; material: string } {
	const { response_format: format, messages } = body as {
		response_format: { json_schema: { name: string } };
		messages: { content: string }[];
	};
	return { schema: format.json_schema.name, material: messages.map(({ content }) => content).join('\n') };
}

/** Reads nothing more in calls, writes of each point the same, and lies to Maya. */
function writes(request: ModelRequest): object {
	const { schema, material } = asked(request);
	if (schema === 'insights') return { found: [] };
	if (schema === 'note') {
		const [, line, speaker, quote = ''] =
			/^(\d+) \[commitments[^:\n]*\] ([^:,\n]+)[^:\n]*: I(?:'ll| will) (.*)\.$/m.exec(material) ?? [];
		return {
			summary: line ? [{ line: Number(line), text: `${speaker} will ${quote.replace(DUE, '')}` }] : [],
			lines: [],
		};
	}
	const point = material.includes('the rep, Maya,') ? { ...POINT, text: 'That was 77 % better.' } : POINT;
	return Object.fromEntries(
		['well', 'habit']
			.filter((name) => material.includes(`\n${name}: `))
			.map((name) => [name, { ...point, title: `${POINT.title} (${name})` }]),
	);
}

need('redis')('a morning written by a model', () => {
	let redis: RedisServer;
	let sandbox: Sandbox;
	let openAi: ModelServer;
	let home: EngineHome;
	let engine: RunningEngine;
	let key: string;

	beforeAll(async () => {
		[redis, sandbox, openAi] = await Promise.all([
			startRedis({ appendOnly: false }),
			startSandbox({ today: '2026-11-21', zone: 'Europe/Berlin' }),
			startOpenAi(),
		]);
		openAi.script((request) => ({ kind: 'say', text: JSON.stringify(writes(request)), counts: COUNTS }));
		home = await makeEngineHome({ REDIS_URL: redis.url });
		engine = await home.serve();
		const { gong, hubspot, slack } = sandbox;
		await home.run(['tenant', 'create', 'acme', '--zone', 'Europe/Berlin']);
		for (const [vendor, address, secret] of [
			['gong', gong.address, `${gong.accessKey}:${gong.accessKeySecret}`],
			['slack', slack.address, slack.token],
			['hubspot', hubspot.address, hubspot.token],
			['openai', `${openAi.origin}/v1`, MODEL_KEY],
		] as const) {
			const add = ['connection', 'add', vendor, '--tenant', 'acme', '--name', 'main', '--address', address];
			await home.run(add, { input: `${secret}\n` });
		}
		key = (await home.run(['key', 'create', '--tenant', 'acme'])).out.trim();
	});
	afterAll(async () => {
		await home?.remove();
		await Promise.all([redis?.remove(), sandbox?.stop(), openAi?.close()]);
	});

	async function request<Body>(path: string, body?: object): Promise<Body> {
		const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
		const response = await fetch(`${engine.address}${path}`, {
			...(body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }),
		});
		return (await response.json()) as Body;
	}

	async function morning(more: object, input: object = {}): Promise<{ day: CoachingDay; spentUsd: number }> {
		const connections = { calls: 'gong-main', chat: 'slack-main', crm: 'hubspot-main', models: ['openai-main'] };
		const inputs = [{ window: WINDOW, ...input }];
		const { id } = await request<{ id: string }>('/v1/runs', { kind: 'coach-day', inputs, connections, ...more });
		type Ended = { state: string; spentUsd: number; results: { value: CoachingDay }[] };
		const { state, spentUsd, results } = await request<Ended>(`/v1/runs/${id}?wait=60s`);
		expect(state).toBe('succeeded');
		return { day: results[0]?.value as CoachingDay, spentUsd };
	}

	const points = ({ messages }: CoachingDay) =>
		messages.flatMap(({ message: { well, habit } }) => [well, habit].flatMap((point) => point ?? []));

	it('is shown beside the words of rules, then sent as it was shown', async () => {
		verifies('coaching.compared-in-preview', 'coaching.written-around-quotes', 'coaching.written-paid-once');
		const rules = await morning({ connections: { calls: 'gong-main', chat: 'slack-main', crm: 'hubspot-main' } });
		expect([rules.spentUsd, openAi.requests.length, rules.day.writing]).toEqual([0, 0, undefined]);

		const { day, spentUsd } = await morning({ budgetUsd: 0.5 });
		const bare = points(rules.day).map(({ evidence, url, callTitle }) => ({ evidence, url, callTitle }));
		expect(points(day).map(({ evidence, url, callTitle }) => ({ evidence, url, callTitle }))).toEqual(bare);
		const byName = new Map(day.messages.map(({ message }) => [message.rep.name, message]));
		const honest = [...byName.values()].filter(({ writtenBy }) => writtenBy === 'model');
		expect(honest.length).toBeGreaterThanOrEqual(2);
		for (const { message } of rules.day.messages) {
			const { text, compared, writtenBy, well, habit } = byName.get(message.rep.name) ?? {};
			if (writtenBy === 'model') {
				expect(compared).toBe(message.text);
				for (const point of [well, habit]) if (point) expect(point.title).toContain(POINT.title);
			} else expect([text, compared]).toEqual([message.text, undefined]);
		}
		expect(byName.get('Maya Okafor')?.writtenBy).toBe('rules');
		expect(day.writing?.kept).toContainEqual({ reason: 'number', count: 1 });
		const summed = day.notes.flatMap(({ note }) => (note.summary ? [note] : []));
		expect(summed.length).toBeGreaterThanOrEqual(3);
		for (const { summary, text } of summed) expect(text).toContain(`In short: ${summary?.[0]?.text}`);
		expect(day.writing?.models).toMatchObject([{ model: 'openai/gpt-4o-mini' }]);
		expect(spentUsd).toBeGreaterThan(0);
		const paid = openAi.requests.length;

		const sent = await morning({ budgetUsd: 0.5, delivery: 'send' });
		expect([openAi.requests.length, sent.spentUsd]).toEqual([paid, 0]);
		const { messages, notes } = await sandbox.state();
		expect(messages).toHaveLength(day.messages.length);
		for (const { message } of day.messages) {
			const got = messages.find(({ user }) => user.name === message.rep.name);
			const blocks = JSON.stringify(got?.blocks);
			for (const point of [message.well, message.habit]) if (point) expect(blocks).toContain(point.title);
			expect(blocks.includes(POINT.title)).toBe(message.writtenBy === 'model');
		}
		expect(sent.day.messages.map(({ message: { text } }) => text)).toEqual(
			day.messages.map(({ message: { text } }) => text),
		);
		expect(notes.filter(({ body }) => body.includes('<p><strong>Commitments')).length).toBe(notes.length);
		const log = JSON.stringify(engine.lines);
		for (const said of [POINT.text, 'draft text', points(day)[0]?.evidence.quote as string])
			expect(log).not.toContain(said);
	});

	it('holds each call against its playbook, or the one that is named', async () => {
		verifies('playbooks.coaching');
		const { day } = await morning({}, { playbook: 'discovery' });
		expect(day.playbooks?.map(({ playbook }) => playbook)).toEqual(Array(day.calls.analyzed).fill('discovery'));
		expect(day.playbooks?.flatMap(({ findings }) => findings).some(({ met }) => met === 'yes')).toBe(true);
		const inputs = [{ window: WINDOW, playbook: 'Nonsense!' }];
		const refused = await request<{ error: { fields: { path: string }[] } }>('/v1/runs', {
			...{ kind: 'coach-day', inputs, connections: { calls: 'gong-main' } },
		});
		expect(refused.error.fields.map(({ path }) => path)).toEqual(['inputs[0].playbook']);
	});
});
