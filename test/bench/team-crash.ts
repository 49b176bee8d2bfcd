/**
 * Teams whose members write, through 500 kills: model calls are counted by a stand-in outside of the engine, messages in the
 * sandbox.
 */
import { startCountedModels } from '../crash/counted-models.ts';
import { install } from '../crash/installation.ts';
import { seededRandom } from '../crash/random.ts';
import { colleaguesOf, prepareTeam, teamThroughKills } from '../crash/team-through-kills.ts';
import { option, print } from './shared/figures.ts';

const KILLS = option('kills', 500);
const AT_ONCE = option('at-once', 24);

const installation = await install({ roles: ['api', 'worker', 'worker', 'worker'], dayCalls: 40 });
const models = await startCountedModels(await colleaguesOf(installation), 400);
try {
	await prepareTeam(installation, models);
	const { sandbox } = installation;
	// Moments between a write and its answer.
	await sandbox.fault({
		service: 'slack',
		operation: 'chat.postMessage',
		kind: 'delay',
		delayMs: 150,
		times: 1_000_000,
	});
	const verdict = await teamThroughKills(installation, models, seededRandom('team-crash'), {
		...{ kills: KILLS, atOnce: AT_ONCE, between: [200, 2_500] },
	});
	const { runs, modelCalls, repeated, inFlight } = verdict;
	const note = `API and three workers on PostgreSQL; ${KILLS} kills, ${runs} runs, ${modelCalls} model calls`;
	const figure = (metric: string, value: number, unit: string, more: readonly string[] = []) =>
		print({ bench: 'team-crash', metric, value, unit, note: [note, ...more.slice(0, 5)].join('; ') });
	figure('lost_runs', verdict.lost.length, 'runs', verdict.lost);
	const again = verdict.repeatedThoughRecorded;
	figure('recorded_model_calls_repeated', again.length, 'calls', again);
	const how = [`${repeated} made again, ${inFlight} under way in a process that was killed`, ...verdict.unexplained];
	figure('repeated_calls_minus_in_flight', repeated - inFlight, 'calls', how);
	figure('duplicate_effects', verdict.doubled.length, 'effects', verdict.doubled);
} finally {
	await models.close();
	await installation.remove();
}
process.exit();
