/** Kills around a question: while a run waits, as it is answered, before the run hears of it, and as it writes. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { createRunStores } from '../../engine/adapters/store/shared/run-store.ts';
import { need } from '../need.ts';
import { startPostgres } from '../servers/postgres.ts';
import { type RedisServer, startRedis } from '../servers/redis.ts';
import { newHome } from '../servers/stores.ts';
import { verifies } from '../verifies.ts';
import { type AskingPlace, openAt, TENANT, type Wish, type Word } from './asking-engine.ts';
import { until } from './waiting.ts';

const PROGRAM = path.resolve(import.meta.dirname, 'asking-engine.ts');
const YES = { answer: 'yes' as const };

const PLACES = [
	{
		name: 'PGlite',
		needs: [],
		async make() {
			const home = await newHome();
			return { at: { home }, remove: () => rm(home, { recursive: true, force: true }) };
		},
	},
	{
		name: 'PostgreSQL',
		needs: ['postgres' as const],
		async make() {
			const server = await startPostgres();
			return { at: { url: server.url }, remove: server.remove };
		},
	},
];

for (const { make, name, needs } of PLACES) {
	need('redis', ...needs)(`a kill around a question on ${name}`, () => {
		let made: Awaited<ReturnType<(typeof PLACES)[number]['make']>>;
		let redis: RedisServer;
		let place: AskingPlace;
		let folder = '';
		let child: ChildProcess | undefined;

		beforeAll(async () => {
			[made, redis] = await Promise.all([make(), startRedis()]);
			folder = await mkdtemp(path.join(tmpdir(), 'sophia-asking-'));
			place = { ...made.at, redisUrl: redis.url, file: path.join(folder, 'written') };
		});
		afterEach(() => kill());
		afterAll(async () => {
			await made?.remove();
			await redis?.remove();
			if (folder !== '') await rm(folder, { recursive: true, force: true });
		});

		async function start(): Promise<void> {
			const started = fork(PROGRAM, [JSON.stringify(place)], {
				execArgv: ['--no-wasm-code-gc'],
				stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
			});
			child = started;
			await heard('ready');
		}
		async function kill(): Promise<void> {
			if (!child || child.exitCode !== null || child.signalCode !== null) return;
			const ended = once(child, 'close');
			child.kill('SIGKILL');
			await ended;
		}
		/** The next word of that type. */
		function heard<Type extends Word['type']>(type: Type): Promise<Extract<Word, { type: Type }>> {
			const { promise, reject, resolve } = Promise.withResolvers<Extract<Word, { type: Type }>>();
			const listen = (word: Word) => {
				if (word.type !== type) return;
				child?.off('message', listen);
				resolve(word as Extract<Word, { type: Type }>);
			};
			child?.on('message', listen);
			child?.once('close', () => reject(new Error(`ended before ${type}`)));
			return promise;
		}
		async function ask<Type extends Word['type']>(wish: Wish, type: Type): Promise<Extract<Word, { type: Type }>> {
			const word = heard(type);
			child?.send(wish);
			return word;
		}
		const questionOf = async (id: string) => {
			const { list } = await ask({ type: 'questions', id }, 'questions');
			return list.questions.find(({ state }) => state === 'open');
		};
		async function waiting(): Promise<{ id: string; question: string }> {
			const { id } = await ask({ type: 'submit' }, 'submitted');
			const question = await until('a question', () => questionOf(id));
			return { id, question: question.id };
		}
		async function expectDoneOnce(id: string): Promise<void> {
			const { result } = await ask({ type: 'end', id }, 'end');
			expect(result).toMatchObject({ state: 'succeeded', unconfirmed: [], results: [{ value: YES }] });
			const lines = readFileSync(place.file, 'utf8').split('\n');
			expect(lines.filter((line) => line.endsWith(id))).toEqual([`read ${id}`, `wrote ${id}`]);
			const { list } = await ask({ type: 'questions', id }, 'questions');
			expect(list).toMatchObject({ inAll: 1, questions: [{ state: 'answered', answer: YES }] });
		}

		it('goes on where somebody answered while no engine was there, and no queue heard of it', async () => {
			verifies('teams.approval-kills');
			await start();
			const { id, question } = await waiting();
			await kill();
			const database = await openAt(place);
			const texts = { crashed: {}, timedOut: { message: '', action: '' } };
			await createRunStores(database, texts).runs.answer(TENANT, id, question, YES);
			await database.close();
			await start();
			await expectDoneOnce(id);
		});

		it('goes on where it is answered after the engine came back', async () => {
			verifies('teams.approval-kills');
			await start();
			const { id, question } = await waiting();
			await kill();
			await start();
			expect((await questionOf(id))?.id).toBe(question);
			await ask({ type: 'answer', id, question, answer: YES }, 'answered');
			await expectDoneOnce(id);
		});

		it.each(['answered', 'writing'] as const)(
			'does what was approved once where it is killed when it is %s',
			async (when) => {
				verifies('teams.approval-kills');
				await start();
				const { id, question } = await waiting();
				await ask({ type: 'answer', id, question, answer: YES }, when);
				await kill();
				await start();
				await expectDoneOnce(id);
			},
		);
	});
}
