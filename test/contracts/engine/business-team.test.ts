/** BusinessIntelligenceTeam over HTTP on every store: its tools at the services of a tenant, and a person who is asked before it writes. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { AskedQuestion, QuestionList, RunResult } from '../../../engine/contract/index.ts';
import type { ModelRequest } from '../../../engine/sandbox/models/script.ts';
import { until } from '../../crash/waiting.ts';
import { need } from '../../need.ts';
import { type Sandbox, startSandbox } from '../../servers/sandbox.ts';
import { DOMAIN, works } from '../../teams/business-model.ts';
import { CONNECTED, ENGINE_STORES, resultOf, startTeamEngine, type TeamEngine } from '../../teams/team-engine.ts';
import { verifies } from '../../verifies.ts';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox?.stop());

for (const store of ENGINE_STORES) {
	need(...store.needs)(`a team at work on ${store.name}`, () => {
		let engine: TeamEngine;
		let ask: TeamEngine['ask'];

		beforeAll(async () => {
			engine = await startTeamEngine(store);
			({ ask } = engine);
			await engine.connect(sandbox);
		});
		beforeEach(async () => {
			engine.openAi.requests.length = 0;
			engine.openAi.script(works);
			await sandbox.reset();
		});
		afterAll(() => engine?.close());

		const begin = (task: string, delivery: 'preview' | 'send') =>
			engine.begin({ team: 'BusinessIntelligenceTeam', task }, { connections: CONNECTED, delivery });

		/** What the run asks, as soon as it waits for that. */
		const question = (id: string): Promise<AskedQuestion> =>
			until('a question', async () => {
				const { state } = (await ask<RunResult>('GET', `/v1/runs/${id}`)).body;
				const { questions } = (await ask<QuestionList>('GET', `/v1/runs/${id}/questions`)).body;
				return state === 'waiting' && questions[0]?.state === 'open' ? questions[0] : undefined;
			});

		it('reads the CRM and the calls side by side, and says which tools are not connected', async () => {
			verifies('teams.business');
			const value = resultOf(await engine.end(await begin(`Look up ${DOMAIN}. And the calls?`, 'preview')));
			expect(value).toMatchObject({ analysis: 'generative', mode: 'coordinate', dropped: 0 });
			expect(value.evidence.map(({ tool }) => tool).sort()).toEqual(['gong-analyzer', 'hubspot-api']);
			const uses = value.members.flatMap(({ toolCalls }) => toolCalls);
			for (const { result, quote } of value.evidence) {
				expect(uses.find(({ id }) => id === result)?.answered).toContain(quote);
			}
			const reached = (await sandbox.requests()).filter(({ status }) => status === 200).map(({ service }) => service);
			expect([...new Set(reached)].sort()).toEqual(['gong', 'hubspot']);
			const reason = expect.stringContaining('docs/services.md');
			expect(value.missingTools).toEqual(['salesforce-api', 'intercom-api'].map((tool) => ({ tool, reason })));
			expect(offeredIn(engine.openAi.requests)).toEqual({
				BizCoordinator: ['delegate'],
				CRMSpecialist: ['hubspot-api', 'hubspot-note'],
				SalesCoach: ['gong-analyzer', 'slack-notifier'],
			});
			const { messages, notes } = await sandbox.state();
			expect([messages, notes]).toEqual([[], []]);
		});

		const BEFORE = 'A pilot was agreed.';
		const AFTER = 'The pilot begins in May.';
		it.each([
			['yes', () => ({ answer: 'yes' }), 'done', [BEFORE]],
			['no', () => ({ answer: 'no', reason: 'Too early.' }), 'refused', []],
			['an edit', (input: object) => ({ answer: 'edit', input: { ...input, text: AFTER } }), 'done', [AFTER]],
			['an edit that does not fit', () => ({ answer: 'edit', input: { text: AFTER } }), 'refused', []],
		])('writes what a person lets it, once: %s', async (_, decide, state, texts) => {
			verifies('teams.approval-http');
			const id = await begin(`Please write a note about ${DOMAIN}.`, 'send');
			const asked = await question(id);
			expect(asked).toMatchObject({ tool: 'hubspot-note', member: 'CRMSpecialist' });
			expect(asked.input).toMatchObject({ text: BEFORE });
			expect((await sandbox.state()).notes).toEqual([]);
			const route = `/v1/runs/${id}/questions`;
			const decided = decide(asked.input as object);
			// Nobody else sees it, nor answers.
			expect((await ask('GET', route, undefined, 'other')).status).toBe(404);
			expect((await ask('POST', `${route}/${asked.id}/answer`, decided, 'other')).status).toBe(404);
			expect((await ask<QuestionList>('GET', route)).body.questions[0]?.state).toBe('open');
			// Two at once, as a person presses twice: one decision.
			const pressed = [1, 2].map(() => ask('POST', `${route}/${asked.id}/answer`, decided));
			expect((await Promise.all(pressed)).map(({ status }) => status)).toEqual([200, 200]);
			const opposite = { answer: decided.answer === 'no' ? 'yes' : 'no' };
			expect((await ask('POST', `${route}/${asked.id}/answer`, opposite)).status).toBe(409);
			const value = resultOf(await engine.end(id));
			const written = value.members.flatMap(({ toolCalls }) => toolCalls).find(({ tool }) => tool === 'hubspot-note');
			expect(written?.state).toBe(state);
			const { notes } = await sandbox.state();
			expect(notes.map(({ body }) => texts.find((text) => body.includes(text)) ?? body)).toEqual(texts);
		});
	});
}

/** The tools that each member was offered. */
function offeredIn(requests: readonly ModelRequest[]): Record<string, string[]> {
	type Sent = { messages: { content: string }[]; tools?: { function: { name: string } }[] };
	const pairs = requests.map(({ body }): [string, string[]] => {
		const { messages, tools = [] } = body as unknown as Sent;
		const member = /^You are ([\w-]+)/.exec(messages[0]?.content ?? '')?.[1] ?? '';
		return [member, tools.map(({ function: { name } }) => name)];
	});
	return Object.fromEntries(pairs);
}
