/** A run asks a person in the middle, on every store: it waits without growing old, and goes on once with what was said. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { sha256 } from '../../../engine/adapters/clock/system.ts';
import { createEraseStore } from '../../../engine/adapters/store/shared/erase.ts';
import { createEventStore } from '../../../engine/adapters/store/shared/events.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import type { QuestionAnswer } from '../../../engine/contract/question.ts';
import { type ErrorCode, SophiaError } from '../../../engine/errors.ts';
import { askedEvent } from '../../../engine/events/of-ask.ts';
import type { Question } from '../../../engine/ports/question.ts';
import type { RunContext } from '../../../engine/ports/run-context.ts';
import { until } from '../../crash/waiting.ts';
import { need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { type Kinds, request, startTestEngine, type TestEngine } from './engine.ts';

const TENANT = 'acme';

const question = (input: unknown = { note: 'They agreed.' }): Question => ({
	...{ title: 'Write the note to the CRM?', tool: 'hubspot-api', member: 'CRMSpecialist', input },
});

for (const adapter of STORES) {
	need('redis', ...adapter.needs)(`questions on ${adapter.name}`, () => {
		let store: OpenStore;
		let redis: RedisServer;
		let engine: TestEngine;
		/** What was really done, in order. */
		let done: string[];

		const write = (run: RunContext, text: string) =>
			run.effect(`note ${run.id} ${text}`, {
				kind: 'note',
				do: async () => {
					done.push(text);
					return { id: text };
				},
				find: async () => ({ answer: 'absent' }),
			});
		const kinds: Kinds = {
			async approval(run: RunContext) {
				await run.step('read', async () => void done.push('read'));
				const answer = await run.ask('ask note', question());
				if (answer.answer === 'no') return answer;
				await write(run, answer.answer === 'edit' ? JSON.stringify(answer.input) : 'as shown');
				return answer;
			},
			async parallel(run: RunContext) {
				const member = async (name: string) => {
					const { answer } = await run.ask(`ask ${name}`, question({ name }));
					await run.step(`after ${name}`, async () => void done.push(name));
					return answer;
				};
				const paid = async () => {
					const first = await run.step('call 1', async () => {
						// Ends when both questions are there: the attempt is not over before.
						await until('both asked', async () => (await asked(run.rootId)).length === 2 || undefined);
						done.push('call 1');
						return 1;
					});
					return run.step('call 2', async () => {
						done.push('call 2');
						return first + 1;
					});
				};
				return Promise.all([member('a'), member('b'), paid()]);
			},
			async family(run: RunContext) {
				const [child] = await run.children('approval', [{ key: 'a', input: {} }]);
				return child?.value;
			},
			async both(run: RunContext) {
				const waiting = run.children('quick', [{ key: 'a', input: {} }]).then(async ([child]) => {
					await run.step('after the child', async () => void done.push('after the child'));
					return child?.value;
				});
				return Promise.all([run.ask('ask', question()), waiting]);
			},
			about: async (run: RunContext<{ person: string }>) => run.ask('ask', question({ to: run.input.person })),
			quick: async () => 'quick',
			async tries(run: RunContext) {
				try {
					return await run.ask('ask', question());
				} catch (error) {
					if (!(error instanceof SophiaError)) throw error;
					await run.step('go on', async () => void done.push(error.code));
					return { code: error.code };
				}
			},
			async inside(run: RunContext) {
				return run.step('tool call', async () => (await run.ask('ask', question())).answer);
			},
		};

		beforeAll(async () => {
			[store, redis] = await Promise.all([adapter.open(), startRedis()]);
			engine = await startTestEngine({ database: store.database, redisUrl: redis.url, kinds });
		});
		afterAll(async () => {
			await engine?.close();
			await store?.close();
			await redis?.remove();
		});
		beforeEach(() => {
			done = [];
		});

		const submit = async (kind: string, more: Parameters<typeof request>[2] = {}, inputs: unknown[] = [{}]) => {
			const [accepted] = await engine.runs.submit(TENANT, [{ request: request(kind, inputs, more) }]);
			return accepted?.id ?? '';
		};
		const asked = async (id: string) => (await engine.runs.questions(TENANT, id)).questions;
		const waiting = (id: string, count = 1) =>
			until(`${count} questions`, async () => {
				const open = (await asked(id)).filter(({ state }) => state === 'open');
				const rows = await rowsOf(id);
				const row = rows.find(({ waits_for }) => waits_for?.startsWith('answers'));
				return open.length === count && row ? open : undefined;
			});
		const end = (id: string) => engine.runs.get(TENANT, id, { waitMs: 60_000 });
		const say = (id: string, to: { id: string } | undefined, answer: QuestionAnswer, tenant = TENANT) =>
			engine.runs.answer(tenant, id, to?.id ?? '', answer);
		type Row = {
			id: string;
			parent_id: string | null;
			state: string;
			waits_for: string | null;
			worker: string | null;
			left: number;
			paused_at: Date | null;
			epoch: number;
		};
		/** `left`: until the deadline, seconds. */
		const rowsOf = (rootId: string) =>
			store.database.system((query) =>
				query<Row>(
					`select *, extract(epoch from deadline_at - coalesce(paused_at, now()))::float8 as "left" from runs where root_id = $1`,
					[rootId],
				),
			);
		const refused = (code: ErrorCode) => expect.objectContaining({ code });
		/** As if a person had taken that much longer. */
		const passTime = (rootId: string, seconds: number) =>
			store.database.system(async (query) => {
				const values = [rootId, seconds];
				await query(
					`update runs set deadline_at = deadline_at - $2 * interval '1 second',
						paused_at = paused_at - $2 * interval '1 second', created_at = created_at - $2 * interval '1 second'
						where root_id = $1`,
					values,
				);
				await query(
					`update questions set asked_at = asked_at - $2 * interval '1 second',
						overdue_at = overdue_at - $2 * interval '1 second' where root_id = $1`,
					values,
				);
			});

		it.each<[QuestionAnswer, string[]]>([
			[{ answer: 'yes', by: 'ada@acme.example' }, ['read', 'as shown']],
			[{ answer: 'no', reason: 'Not yet.' }, ['read']],
			[{ answer: 'edit', input: { note: 'They nearly agreed.' } }, ['read', '{"note":"They nearly agreed."}']],
		])('goes on with %j, and does nothing twice', async (answer, expected) => {
			verifies('teams.approval-answers');
			const id = await submit('approval');
			const [open] = await waiting(id);
			expect(open).toMatchObject({ ...question(), state: 'open', runId: id });
			expect(await engine.runs.get(TENANT, id)).toMatchObject({ state: 'waiting' });
			expect((await rowsOf(id))[0]?.worker).toBeNull();
			expect(await say(id, open, answer)).toMatchObject({ state: 'answered', answer });
			expect(await end(id)).toMatchObject({ state: 'succeeded', results: [{ value: answer }] });
			expect(done).toEqual(expected);
			expect(await asked(id)).toMatchObject([{ id: open?.id, state: 'answered', answer }]);
		});

		it('takes the first answer, the same one again, and no other', async () => {
			verifies('teams.approval-answered-once');
			const id = await submit('approval');
			const [open] = await waiting(id);
			const edit: QuestionAnswer = { answer: 'edit', input: { b: 1, a: [2] } };
			await say(id, open, edit);
			expect(await say(id, open, { answer: 'edit', input: { a: [2], b: 1 }, by: 'another' })).toMatchObject({
				answer: edit,
			});
			await expect(say(id, open, { answer: 'no' })).rejects.toEqual(refused('question-answered'));
			await expect(say(id, open, { answer: 'edit', input: {} })).rejects.toEqual(refused('question-answered'));
			expect((await end(id)).state).toBe('succeeded');
			expect((await say(id, open, edit)).state).toBe('answered');
			expect(done).toEqual(['read', '{"a":[2],"b":1}']);
		});

		it('lets one of many win who answer differently at the same moment', async () => {
			verifies('teams.approval-answered-once');
			const id = await submit('approval');
			const [open] = await waiting(id);
			const answers = Array.from({ length: 8 }, (_, input): QuestionAnswer => ({ answer: 'edit', input }));
			const said = await Promise.allSettled(answers.map((answer) => say(id, open, answer)));
			expect(said.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
			const won = said.findIndex(({ status }) => status === 'fulfilled');
			expect(await end(id)).toMatchObject({ results: [{ value: answers[won] }] });
			expect(done).toEqual(['read', String(won)]);
		});

		it('is a wall between tenants, and knows no question of another run', async () => {
			verifies('teams.approval-walls');
			const [id, other] = [await submit('approval'), await submit('approval')];
			const [open] = await waiting(id);
			await waiting(other);
			await expect(engine.runs.questions('globex', id)).rejects.toEqual(refused('run-unknown'));
			await expect(say(id, open, { answer: 'yes' }, 'globex')).rejects.toEqual(refused('question-unknown'));
			await expect(say(other, open, { answer: 'yes' })).rejects.toEqual(refused('question-unknown'));
			await expect(say(id, { id: 'none' }, { answer: 'yes' })).rejects.toEqual(refused('question-unknown'));
			expect(await waiting(id)).toHaveLength(1);
			await engine.runs.cancel(TENANT, other);
		});

		it('asks several at once, finishes what was under way first, and goes on at each answer', async () => {
			verifies('teams.approval-parallel');
			const id = await submit('parallel');
			const open = await waiting(id, 2);
			// Parallel work that is paid for was recorded before the slot was given back.
			expect(done).toEqual(['call 1', 'call 2']);
			const of = (name: string) => open.find(({ input }) => (input as { name: string }).name === name);
			await say(id, of('b'), { answer: 'yes' });
			await until('what b allowed', () => done.includes('b') || undefined);
			expect(await waiting(id)).toMatchObject([{ id: of('a')?.id }]);
			await say(id, of('a'), { answer: 'no' });
			expect(await end(id)).toMatchObject({ state: 'succeeded', results: [{ value: ['no', 'yes', 2] }] });
			expect(done).toEqual(['call 1', 'call 2', 'b', 'a']);
		});

		it('goes on with children that have ended while a question is open', async () => {
			verifies('teams.approval-parallel');
			const id = await submit('both');
			const [open] = await waiting(id);
			await until('the child', () => done.includes('after the child') || undefined);
			await until('only the answer is missing', async () =>
				(await rowsOf(id)).some(({ waits_for }) => waits_for === 'answers') ? true : undefined,
			);
			await say(id, open, { answer: 'yes' });
			expect(await end(id)).toMatchObject({ results: [{ value: [{ answer: 'yes' }, 'quick'] }] });
			expect(done).toEqual(['after the child']);
		});

		it('may be asked from within a step', async () => {
			const id = await submit('inside');
			const [open] = await waiting(id);
			await say(id, open, { answer: 'yes' });
			expect(await end(id)).toMatchObject({ results: [{ value: 'yes' }] });
		});

		it.each(['approval', 'family'])(
			'does not grow old while it waits, nor does any run above it (%s)',
			async (kind) => {
				verifies('teams.approval-clock');
				const id = await submit(kind, { deadlineSeconds: 30 });
				const [open] = await waiting(id);
				const before = await rowsOf(id);
				expect(before.every(({ paused_at }) => paused_at !== null)).toBe(true);
				// Two days; the sweeper of the engine looks at it all the time.
				await passTime(id, 172_800);
				await sweptSince();
				const between = await rowsOf(id);
				expect(between.every(({ state }) => state === 'waiting')).toBe(true);
				await say(id, open, { answer: 'no' });
				expect(await end(id)).toMatchObject({ state: 'succeeded' });
				for (const row of await rowsOf(id)) {
					const was = before.find((one) => one.id === row.id)?.left ?? 0;
					expect(row.paused_at).toBeNull();
					expect(row.left).toBeGreaterThan(0);
					expect(row.left).toBeLessThanOrEqual(was + 1);
				}
			},
		);

		it('counts the time once in which two parts wait, and ages what waits for nobody', async () => {
			verifies('teams.approval-clock');
			const id = await submit('approval', { deadlineSeconds: 600 }, [{}, {}]);
			const [first, second] = await waiting(id, 2);
			const root = async () => (await rowsOf(id)).find((row) => row.id === id) as Row;
			const { left } = await root();
			await passTime(id, 86_400);
			await say(id, first, { answer: 'no' });
			await until(
				'its end',
				async () => (await rowsOf(id)).some((row) => row.id === first?.runId && row.state === 'succeeded') || undefined,
			);
			expect((await root()).paused_at).not.toBeNull();
			await passTime(id, 86_400);
			await say(id, second, { answer: 'no' });
			expect(await end(id)).toMatchObject({ state: 'succeeded' });
			const after = await root();
			expect(after.left).toBeGreaterThan(0);
			expect(after.left).toBeLessThanOrEqual(left + 1);
		});

		it('goes on without an answer after 30 days, and takes none after that', async () => {
			verifies('teams.approval-overdue');
			const id = await submit('tries');
			const [open] = await waiting(id);
			await passTime(id, 29 * 86_400);
			await sweptSince();
			expect((await asked(id))[0]?.state).toBe('open');
			await passTime(id, 86_400);
			expect(await end(id)).toMatchObject({ state: 'succeeded', results: [{ value: { code: 'approval-overdue' } }] });
			expect(done).toEqual(['approval-overdue']);
			expect((await asked(id))[0]?.state).toBe('overdue');
			await expect(say(id, open, { answer: 'yes' })).rejects.toEqual(refused('question-closed'));
		});

		it('ends when it is cancelled while it waits, and then takes no answer', async () => {
			verifies('teams.approval-cancelled');
			const id = await submit('family');
			const [open] = await waiting(id);
			await engine.runs.cancel(TENANT, id);
			expect((await rowsOf(id)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
			expect((await asked(id))[0]?.state).toBe('closed');
			await expect(say(id, open, { answer: 'yes' })).rejects.toEqual(refused('question-closed'));
			expect(done).toEqual(['read']);
		});

		it('keeps its callback while it waits, and ends with its caller', async () => {
			verifies('teams.approval-cancelled');
			const callback = async (id: string) => {
				const text = 'select callback_state as state from runs where id = $1';
				return (await store.database.system((query) => query<{ state: string }>(text, [id])))[0]?.state;
			};
			const more = { callback: { url: 'http://127.0.0.1:1/' } };
			const [kept, gone] = [await submit('approval', more), await submit('approval', more)];
			const [open] = await waiting(kept);
			const [lost] = await waiting(gone);
			expect(await callback(kept)).toBe('pending');
			const due = { tenant: TENANT, runId: gone, url: '', ended: false, tries: 0 };
			await engine.stores.sweep.callbackTried(due, { next: 'gone' });
			await expect(say(gone, lost, { answer: 'yes' })).rejects.toEqual(refused('question-closed'));
			await say(kept, open, { answer: 'yes' });
			expect((await end(kept)).state).toBe('succeeded');
			expect(await callback(kept)).toBe('pending');
			expect(done).toEqual(['read', 'read', 'as shown']);
		});

		it('is erased with a person of whom it speaks, and so is what was told of it', async () => {
			verifies('teams.approval-erased');
			const settings = { zone: 'UTC', weekend: [], optedOutReps: [], language: 'en' as const };
			await createTenantStore(store.database).create('erasing', settings);
			const person = 'zoe@customer.example';
			const start = async (input: object) => {
				const [accepted] = await engine.runs.submit('erasing', [{ request: request('about', [input]) }]);
				const id = accepted?.id ?? '';
				const asked = () => engine.runs.questions('erasing', id);
				await until('a question', async () => (await asked()).inAll || undefined);
				return id;
			};
			const [theirs, others] = [await start({ person }), await start({ person: 'bob@customer.example' })];
			const events = createEventStore(store.database);
			const told = (await events.asks('erasing', 9)).map((ask) =>
				askedEvent(ask, { hash: sha256, pages: { run: undefined, question: undefined } }),
			);
			await events.put(
				'erasing',
				told.map((event) => ({ event, to: [] })),
			);
			await createEraseStore(store.database).person('erasing', person);
			await expect(engine.runs.questions('erasing', theirs)).rejects.toEqual(refused('run-unknown'));
			const left = await store.database.system((query) =>
				query<{ root: string }>(
					`select root_id as root from questions where tenant_id = 'erasing' union all
						select payload -> 'data' -> 'run' ->> 'id' from events where tenant_id = 'erasing'`,
				),
			);
			expect(left).toEqual([{ root: others }, { root: others }]);
			await engine.runs.cancel('erasing', others);
		});

		/** The sweeper has been round since. */
		async function sweptSince(): Promise<void> {
			const limits = { deadAfterMs: 60_000, lostAfterMs: 60_000, crashes: 10 };
			await engine.stores.sweep.sweep(limits);
		}
	});
}
