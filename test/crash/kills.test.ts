/** A day of 40 calls through 20 kills: what was delivered is counted outside the engine. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';
import { type Course, coachThroughKills } from './coach-through-kills.ts';
import { CALLS, type Installation, type InstallationOptions, install } from './installation.ts';
import { readPlannedDay } from './planned-day.ts';
import { seededRandom } from './random.ts';
import { repeatedSteps } from './repeated-steps.ts';
import { compareWithPlan, EXACTLY_ONCE } from './verdict.ts';

const DAY_CALLS = 40;
const KILLS = 20;
const COURSE_MS = 540_000;

const SETUPS: { name: string; roles: InstallationOptions['roles'] }[] = [
	{ name: 'role all on PGlite', roles: ['all'] },
	{ name: 'an API and two workers on PostgreSQL', roles: ['api', 'worker', 'worker'] },
];

type Coached = { installation: Installation; course: Course };

need(
	'redis',
	'postgres',
	'shared',
)(`a day of ${DAY_CALLS} calls through ${KILLS} kills`, () => {
	const installations: Installation[] = [];
	const coached = new Map<string, Promise<Coached>>();

	async function coach(name: string, roles: InstallationOptions['roles']): Promise<Coached> {
		const installation = await install({ roles, dayCalls: DAY_CALLS });
		installations.push(installation);
		const course = await coachThroughKills(installation, seededRandom(name), KILLS).catch((error: unknown) => {
			throw new Error(`${name}: ${(error as Error).message}\n${installation.logs()}`, { cause: error });
		});
		process.stderr.write(`${name}: ${course.kills.length} kills in ${course.days.length} days\n`);
		return { installation, course };
	}

	// Both mostly wait for what can no longer land: side by side they take half the time.
	beforeAll(async () => {
		for (const { name, roles } of SETUPS) coached.set(name, coach(name, roles));
		await Promise.allSettled(coached.values());
	}, COURSE_MS);
	afterAll(() => Promise.all(installations.map((one) => one.remove())));

	describe.each(SETUPS)('$name', ({ name }) => {
		const coachedDay = () => coached.get(name) as Promise<Coached>;

		it('delivers each planned message and note exactly once', async () => {
			verifies('effects.survives-kills');
			const { installation, course } = await coachedDay();
			const planned = await readPlannedDay(CALLS, DAY_CALLS);
			expect(planned).toMatchObject({ messages: { length: 18 }, notes: { length: 40 } });
			const state = await installation.sandbox.state();
			expect(compareWithPlan(state, planned, course.days.length)).toEqual(EXACTLY_ONCE);
		});

		it('ends with success and nothing unconfirmed', async () => {
			const { course } = await coachedDay();
			expect(course.kills).toHaveLength(KILLS);
			for (const { result } of course.days) expect(result).toMatchObject({ state: 'succeeded', unconfirmed: [] });
		});

		it('computes no step again whose result was recorded', async () => {
			verifies('runs.steps-survive-kills', 'runs.step-once');
			const { course } = await coachedDay();
			expect(course.days.flatMap(({ events, requests }) => repeatedSteps(events, requests))).toEqual([]);
		});
	});
});
