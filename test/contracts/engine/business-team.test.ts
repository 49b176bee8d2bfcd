/** BusinessIntelligenceTeam over HTTP on every store: its tools at the services of a tenant, and a person who is asked before it writes. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { AskedQuestion, QuestionList, RunResult, TeamResult } from '../../../engine/contract/index.ts';
import { startOpenAi } from '../../../engine/sandbox/models/openai.ts';
import { MODEL_KEY, type ModelServer } from '../../../engine/sandbox/models/server.ts';
import { connectTenant } from '../../host/connect-tenant.ts';
import { keepAnswers } from '../../logs/kept.ts';
import { need } from '../../need.ts';
import { type PostgresServer, startPostgres } from '../../servers/postgres.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { type Sandbox, startSandbox } from '../../servers/sandbox.ts';
import { DOMAIN, works } from '../../teams/business-model.ts';
import { verifies } from '../../verifies.ts';
import { type EngineHome, makeEngineHome, type RunningEngine } from './engine-process.ts';

const ZONE = 'Europe/Berlin';
const CONNECTIONS = { calls: 'gong-main', crm: 'hubspot-main', chat: 'slack-main', models: ['openai-main'] };

for (const store of ['PGlite', 'PostgreSQL'] as const) {
	need('redis', ...(store === 'PostgreSQL' ? (['postgres'] as const) : []))(`a team at work on ${store}`, () => {
		let redis: RedisServer;
		let postgres: PostgresServer | undefined;
		let openAi: ModelServer;
		let sandbox: Sandbox;
		let home: EngineHome;
		let engine: RunningEngine;
		const keys = { acme: '', other: '' };

		beforeAll(async () => {
			[redis, postgres, openAi, sandbox] = await Promise.all([
				startRedis(),
				store === 'PostgreSQL' ? startPostgres() : undefined,
				startOpenAi({ script: works }),
				startSandbox({ zone: ZONE }),
			]);
			keepAnswers(openAi);
			home = await makeEngineHome({
				REDIS_URL: redis.url,
				...(postgres ? { DATABASE_URL: postgres.url, SOPHIA_SECRET_KEY: Buffer.alloc(32, 1).toString('base64') } : {}),
			});
			engine = await home.serve();
			keys.acme = await connectTenant(home, 'acme', ZONE, sandbox);
			await home.run(['tenant', 'create', 'other']);
			keys.other = (await home.run(['key', 'create', '--tenant', 'other'])).out.trim();
			const add = ['connection', 'add', 'openai', '--tenant', 'acme', '--name', 'main'];
			await home.run([...add, '--address', `${openAi.origin}/v1`], { input: `${MODEL_KEY}\n` });
		});
		beforeEach(() => sandbox.reset());
		afterAll(async () => {
			await home?.remove();
			await Promise.all([redis?.remove(), postgres?.remove(), openAi?.close(), sandbox?.stop()]);
		});

		async function ask<Body>(path: string, body?: unknown, tenant: keyof typeof keys = 'acme') {
			const response = await fetch(`${engine.address}${path}`, {
				method: body === undefined ? 'GET' : 'POST',
				headers: { authorization: `Bearer ${keys[tenant]}`, 'content-type': 'application/json' },
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});
			return { status: response.status, body: (await response.json()) as Body };
		}

		async function begin(task: string, delivery: 'preview' | 'send'): Promise<string> {
			const inputs = [{ team: 'BusinessIntelligenceTeam', task }];
			const request = { kind: 'run-team', inputs, connections: CONNECTIONS, delivery };
			const { status, body } = await ask<{ id: string }>('/v1/runs', request);
			expect([status, body]).toEqual([202, expect.anything()]);
			return body.id;
		}
		const ended = async (id: string) => (await ask<RunResult>(`/v1/runs/${id}?wait=60s`)).body;
		const resultOf = ({ results }: RunResult) => results[0]?.value as unknown as TeamResult;

		/** What the run asks, as soon as it does. */
		async function question(id: string): Promise<AskedQuestion> {
			for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
				const { questions } = (await ask<QuestionList>(`/v1/runs/${id}/questions`)).body;
				if (questions[0]?.state === 'open') return questions[0];
				await new Promise((resolve) => setTimeout(resolve, 50));
			}
			throw new Error('Nobody was asked.');
		}

		it('reads the CRM and the calls side by side, and says which tools are not connected', async () => {
			verifies('teams.business');
			const value = resultOf(await ended(await begin(`Look up ${DOMAIN}. And the calls?`, 'preview')));
			expect(value).toMatchObject({ analysis: 'generative', mode: 'coordinate', dropped: 0 });
			expect(value.evidence.map(({ tool }) => tool).sort()).toEqual(['gong-analyzer', 'hubspot-api']);
			const uses = value.members.flatMap(({ toolCalls }) => toolCalls);
			for (const { result, quote } of value.evidence) {
				expect(uses.find(({ id }) => id === result)?.answered).toContain(quote);
			}
			const missing = value.missingTools.map(({ tool }) => tool);
			expect(missing).toEqual(expect.arrayContaining(['salesforce-api', 'intercom-api']));
			expect(missing).not.toContain('gong-analyzer');
			const { messages, notes } = await sandbox.state();
			expect([messages, notes]).toEqual([[], []]);
		});

		it.each([
			['yes', {}, ['A pilot was agreed.']],
			['no', { reason: 'Too early.' }, []],
			['edit', { input: 'another text' }, ['The pilot begins in May.']],
		])('writes what a person lets it, once: %s', async (answer, more, texts) => {
			verifies('teams.approval-http');
			const id = await begin(`Please write a note about ${DOMAIN}.`, 'send');
			const asked = await question(id);
			expect(asked).toMatchObject({ tool: 'hubspot-note', member: 'CRMSpecialist' });
			expect(asked.input).toMatchObject({ text: 'A pilot was agreed.' });
			expect((await sandbox.state()).notes).toEqual([]);
			const route = `/v1/runs/${id}/questions`;
			const decided = {
				answer,
				...more,
				...(answer === 'edit' ? { input: { ...(asked.input as object), text: 'The pilot begins in May.' } } : {}),
			};
			// Nobody else sees it, nor answers.
			expect((await ask(route, undefined, 'other')).status).toBe(404);
			expect((await ask(`${route}/${asked.id}/answer`, decided, 'other')).status).toBe(404);
			expect((await ask<QuestionList>(route)).body.questions[0]?.state).toBe('open');
			// Two at once, as a person presses twice: one decision.
			const pressed = [1, 2].map(() => ask(`${route}/${asked.id}/answer`, decided));
			expect((await Promise.all(pressed)).map(({ status }) => status)).toEqual([200, 200]);
			const opposite = { answer: answer === 'no' ? 'yes' : 'no' };
			expect((await ask(`${route}/${asked.id}/answer`, opposite)).status).toBe(409);
			const value = resultOf(await ended(id));
			const written = value.members.flatMap(({ toolCalls }) => toolCalls).find(({ tool }) => tool === 'hubspot-note');
			expect(written?.state).toBe(answer === 'no' ? 'refused' : 'done');
			const { notes } = await sandbox.state();
			expect(notes.map(({ body }) => texts.find((text) => body.includes(text)) ?? body)).toEqual(texts);
		});
	});
}
