/** Ours as it is: a worker takes runs from the queue, and every reservation, answer and end is a commit of PostgreSQL. */
import { createLog } from '../../../engine/adapters/log/pino.ts';
import { openPostgres } from '../../../engine/adapters/store/postgres.ts';
import { createRunStores } from '../../../engine/adapters/store/shared/run-store.ts';
import { startWorker } from '../../../engine/runs/index.ts';
import { openMessaging } from '../../../engine/wiring/queue.ts';
import { newRun } from '../../contracts/runs/claimed.ts';
import { answerOf, BUDGET_NANO, CONNECTIONS, engineTools, TEAM } from './engine-side.ts';
import { serveSide } from './side.ts';
import { taskOf } from './work.ts';

const TENANT = 'acme';
const concurrency = Number(process.env.CONCURRENCY);

const database = await openPostgres({ url: process.env.DATABASE_URL as string });
const { runs, ...stores } = createRunStores(database, { crashed: {}, timedOut: { message: '', action: '' } });
const log = createLog({ level: 'info' });
const { queue, signals, breakers } = openMessaging({ redisUrl: process.env.REDIS_URL as string }, log);
const tools = await engineTools(log, breakers);
await startWorker({ ...tools, ...stores, queue, signals, concurrency, sole: false });

/** Those that wait for their end, by id. */
const waiting = new Map<string, () => void>();
signals.subscribe(({ type, runId }) => {
	if (type === 'ended') waiting.get(runId)?.();
});

serveSide(async (number) => {
	const input = { team: TEAM, task: taskOf(number), approval: 'as-declared' };
	const run = { ...newRun(), kind: 'run-team', connections: CONNECTIONS, budgetNano: BUDGET_NANO };
	const ended = new Promise<void>((resolve) => waiting.set(run.id, resolve));
	const [submitted] = await runs.submit(TENANT, [{ ...run, inputs: [{ id: run.id, input }] }]);
	await queue.add(submitted?.queue ?? []);
	await ended;
	waiting.delete(run.id);
	const collected = await runs.collect(TENANT, run.id);
	if (collected?.state !== 'succeeded') throw new Error(JSON.stringify(collected));
	return answerOf(collected.value);
});
