/** A worker that is stopped between the record of an intent and its write, and goes on when its time is long over. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';
import type { EngineProcess } from './engine-process.ts';
import { CALLS, type Installation, install, SEND_DAY } from './installation.ts';
import { readPlannedDay } from './planned-day.ts';
import { type PostgresProxy, startPostgresProxy } from './postgres-proxy.ts';
import { compareWithPlan, EXACTLY_ONCE } from './verdict.ts';
import { pause, until } from './waiting.ts';

const DAY_CALLS = 10;
const STOPPED_MS = 30_000;
const WRITES = ['chat.postMessage', 'notes.create'];

/** Attempts at the day that this process has ended; the first one ends when it waits for the analyses of the calls. */
async function attemptsEnded(worker: EngineProcess): Promise<number> {
	const page = await (await fetch(`${worker.address()}/metrics`)).text();
	return Number(/^sophia_attempt_seconds_count\{kind="coach-day"\} (\d+)$/m.exec(page)?.[1] ?? 0);
}

need(
	'redis',
	'postgres',
	'shared',
)('a worker that is stopped between intent and write', () => {
	let installation: Installation;
	let proxy: PostgresProxy;
	let stopped: EngineProcess;

	beforeAll(async () => {
		installation = await install({ roles: ['api'], dayCalls: DAY_CALLS });
		proxy = await startPostgresProxy(installation.postgres?.url ?? '');
		stopped = await installation.start('worker', { DATABASE_URL: proxy.url });
	});
	afterAll(async () => {
		await installation?.remove();
		await proxy?.close();
	});

	it('sends nothing when it goes on after 30 s: another one has delivered everything', async () => {
		verifies('effects.stopped-worker');
		const { client, sandbox } = installation;
		const writes = async () => (await sandbox.requests()).filter(({ operation }) => WRITES.includes(operation));
		const intended = proxy.holdAnswersFrom('insert into effects');
		const id = await client.submit(SEND_DAY);
		await intended;
		stopped.signal('SIGSTOP');
		const over = pause(STOPPED_MS);
		expect(await writes()).toEqual([]);

		await installation.start('worker');
		expect(await client.ended(id)).toMatchObject({ state: 'succeeded', unconfirmed: [] });
		await over;
		const delivered = await writes();

		// Whatever it does about its intents, it does before it looks at them again.
		const settled = proxy.seen('update effects');
		proxy.letGo();
		stopped.signal('SIGCONT');
		await settled;
		await until('the end of its attempt', async () => (await attemptsEnded(stopped)) >= 2 || undefined);
		expect(await writes()).toEqual(delivered);
		const verdict = compareWithPlan(await sandbox.state(), await readPlannedDay(CALLS, DAY_CALLS));
		expect(verdict).toEqual(EXACTLY_ONCE);
	});
});
