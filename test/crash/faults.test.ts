/** What may break around a day while it is coached: Redis, PostgreSQL, and Slack at its worst. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CoachingDay } from '../../engine/contract/coaching.ts';
import type { RunResult } from '../../engine/contract/run.ts';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';
import { CALLS, type Installation, install, SEND_DAY } from './installation.ts';
import { slowDown } from './kill-moments.ts';
import { type PlannedDay, readPlannedDay } from './planned-day.ts';
import { compareWithPlan, EXACTLY_ONCE } from './verdict.ts';
import { pause, until } from './waiting.ts';

const DAY_CALLS = 10;
/** Messages that land late. */
const LATE = 3;
const FINE = { state: 'succeeded', unconfirmed: [] };

const messagesOf = ({ results }: RunResult) => (results[0]?.value as CoachingDay | undefined)?.messages ?? [];

need(
	'redis',
	'postgres',
	'shared',
)('a server that fails in the middle of a day', () => {
	let installation: Installation;
	let planned: PlannedDay;
	let days = 0;

	beforeAll(async () => {
		planned = await readPlannedDay(CALLS, DAY_CALLS);
		// One run at a time: while a call is analyzed the others wait in the queue.
		const env = { WORKER_CONCURRENCY: '1' };
		installation = await install({ roles: ['api', 'worker'], dayCalls: DAY_CALLS, env });
		await slowDown(installation.sandbox);
	});
	afterAll(() => installation?.remove());

	/** A day under keys of its own, with something happening at its first request of each kind named. */
	async function coachThrough(happening: () => Promise<void>, ...operations: string[]): Promise<RunResult> {
		const { client, sandbox } = installation;
		const before = (await sandbox.requests()).at(-1)?.n;
		days += 1;
		const id = await client.submit({ ...SEND_DAY, resend: `day-${days}` });
		for (const wanted of operations) {
			await until(wanted, async () => (await sandbox.requests(before)).find(({ operation }) => operation === wanted));
			await happening();
		}
		return client.ended(id);
	}

	it.each([
		['Redis restarted', () => installation.redis.restart()],
		['Redis killed and started with nothing', killRedisAndEmpty],
		['Redis emptied again and again', emptyRedisOften],
		['PostgreSQL restarted', async () => installation.postgres?.restart()],
		['PostgreSQL crashed', crashPostgres],
	])('%s: each message and note is delivered exactly once', async (_, happening) => {
		verifies('runs.outages', 'effects.never-twice');
		const result = await coachThrough(happening, 'calls.extensive', 'calls.transcript', 'chat.postMessage');
		expect(result).toMatchObject(FINE);
		expect(compareWithPlan(await installation.sandbox.state(), planned, days)).toEqual(EXACTLY_ONCE);
	});

	async function killRedisAndEmpty(): Promise<void> {
		await installation.redis.restart();
		await installation.redis.flush();
	}

	/** For a second: also what is queued meanwhile is lost. */
	async function emptyRedisOften(): Promise<void> {
		for (let times = 0; times < 20; times += 1) {
			await installation.redis.flush();
			await pause(50);
		}
	}

	async function crashPostgres(): Promise<void> {
		await installation.postgres?.stop('SIGQUIT');
		await installation.postgres?.restart();
	}
});

need('redis', 'shared')('Slack at its worst', () => {
	let installation: Installation;
	let planned: PlannedDay;
	let days = 0;

	beforeAll(async () => {
		planned = await readPlannedDay(CALLS, DAY_CALLS);
		installation = await install({ roles: ['all'], dayCalls: DAY_CALLS });
	});
	afterAll(() => installation?.remove());

	async function coach(resend: string): Promise<RunResult> {
		return installation.client.ended(await installation.client.submit({ ...SEND_DAY, resend }));
	}
	async function verdict() {
		return compareWithPlan(await installation.sandbox.state(), planned, days);
	}

	it('delivers once where messages land long after their connections were cut', async () => {
		verifies('effects.late-write');
		const { sandbox } = installation;
		await sandbox.fault({
			service: 'slack',
			operation: 'chat.postMessage',
			kind: 'late-write',
			delayMs: 11_000,
			times: LATE,
		});
		days += 1;
		expect(await coach(`day-${days}`)).toMatchObject(FINE);
		await until('the landing of what was cut', async () => {
			const landed = (await sandbox.requests()).filter((one) => one.landed && one.status === 0);
			return landed.length === LATE || undefined;
		});
		expect(await verdict()).toEqual(EXACTLY_ONCE);
	});

	describe.each(['missing-scope', 'rate-limited'] as const)('that cannot be asked (%s)', (ask) => {
		it('sends nothing twice, reports what is not known, and settles it when it can ask again', async () => {
			verifies('effects.cannot-be-asked', 'effects.unconfirmed');
			const { client, sandbox } = installation;
			await sandbox.settings({ slack: { ask } });
			// Under the rate limit one question a minute is answered: of two messages one stays in the dark.
			const times = ask === 'missing-scope' ? 1 : 2;
			await sandbox.fault({ service: 'slack', operation: 'chat.postMessage', kind: 'cut-after-write', times });
			const since = (await sandbox.requests()).at(-1)?.n;
			days += 1;
			const first = await coach(`day-${days}`);
			expect(first).toMatchObject({ state: 'succeeded', unconfirmed: [{ kind: 'message' }] });
			expect(first.unconfirmed).toHaveLength(1);
			const cut = (await sandbox.requests(since)).filter(({ landed, status }) => landed && status === 0);
			expect(cut).toHaveLength(times);
			const { messages } = await sandbox.state();
			const hashes = cut.map(({ landed }) => messages.find(({ ts }) => ts === landed)?.metadata?.event_payload.key);
			expect(hashes).toContain(
				createHash('sha256')
					.update(first.unconfirmed[0]?.key ?? '')
					.digest('hex'),
			);
			expect(messagesOf(first).filter(({ state }) => state === 'unconfirmed')).toHaveLength(1);
			expect(await verdict()).toEqual(EXACTLY_ONCE);

			await sandbox.settings({ slack: { ask: 'open' } });
			const second = await coach(`day-${days}`);
			expect(second).toMatchObject(FINE);
			expect(new Set(messagesOf(second).map(({ state }) => state))).toEqual(new Set(['already-sent', 'gap']));
			expect(await client.get(first.id)).toMatchObject(FINE);
			expect(await verdict()).toEqual(EXACTLY_ONCE);
		});
	});
});
