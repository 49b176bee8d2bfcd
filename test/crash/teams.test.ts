/** Teams whose members write, through 20 kills: model calls and messages are counted outside the engine. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';
import { type CountedModels, startCountedModels } from './counted-models.ts';
import { type Installation, install } from './installation.ts';
import { seededRandom } from './random.ts';
import { colleaguesOf, prepareTeam, type TeamVerdict, teamThroughKills } from './team-through-kills.ts';

const KILLS = 20;
const COURSE_MS = 540_000;

need(
	'redis',
	'postgres',
	'shared',
)(`teams through ${KILLS} kills`, () => {
	let installation: Installation | undefined;
	let models: CountedModels | undefined;
	let verdict: TeamVerdict;

	beforeAll(async () => {
		installation = await install({ roles: ['api', 'worker', 'worker'], dayCalls: 40 });
		models = await startCountedModels(await colleaguesOf(installation), 300);
		await prepareTeam(installation, models);
		const { sandbox } = installation;
		const delay = { kind: 'delay' as const, delayMs: 150, times: 1_000_000 };
		await sandbox.fault({ service: 'slack', operation: 'chat.postMessage', ...delay });
		verdict = await teamThroughKills(installation, models, seededRandom('teams'), {
			...{ kills: KILLS, atOnce: 8, between: [200, 1_500] },
		}).catch((error: unknown) => {
			throw new Error(`${(error as Error).message}\n${installation?.logs()}`, { cause: error });
		});
		process.stderr.write(`teams: ${KILLS} kills, ${verdict.runs} runs, ${verdict.repeated} calls made again\n`);
	}, COURSE_MS);
	afterAll(async () => {
		await models?.close();
		await installation?.remove();
	});

	it('loses no run, and none of its messages', () => {
		verifies('teams.kills');
		expect(verdict.runs).toBeGreaterThan(0);
		expect(verdict.lost).toEqual([]);
	});

	it('makes no model call again that was recorded, and others only where their process was killed', () => {
		verifies('teams.kills');
		expect(verdict.repeatedThoughRecorded).toEqual([]);
		expect(verdict.repeated).toBeLessThanOrEqual(verdict.inFlight);
		expect(verdict.inFlight).toBeGreaterThan(0);
	});

	it('sends every message once', () => {
		verifies('teams.kills');
		expect(verdict.doubled).toEqual([]);
	});
});
