/** 100 kills over days of 200 calls, for each set-up: what was delivered is counted in the sandbox, not in the engine. */
import { coachThroughKills } from '../crash/coach-through-kills.ts';
import type { EngineProcess } from '../crash/engine-process.ts';
import { CALLS, type InstallationOptions, install } from '../crash/installation.ts';
import { readPlannedDay } from '../crash/planned-day.ts';
import { seededRandom } from '../crash/random.ts';
import { repeatedSteps } from '../crash/repeated-steps.ts';
import { compareWithPlan } from '../crash/verdict.ts';
import { option, print, quantile } from './shared/figures.ts';
import { resumeTimes } from './shared/resume-times.ts';

const KILLS = option('kills', 100);
const DAY_CALLS = option('calls', 200);

const SETUPS: { name: string; suffix: string; roles: InstallationOptions['roles'] }[] = [
	{ name: 'API and two workers on PostgreSQL', suffix: '', roles: ['api', 'worker', 'worker'] },
	{ name: 'role all on PGlite', suffix: '_pglite', roles: ['all'] },
];

/** `--only postgresql` or `--only pglite`. */
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;

for (const { name, roles, suffix } of SETUPS) {
	if (only && !name.toLowerCase().includes(only)) continue;
	const times = resumeTimes({ single: roles[0] === 'all' });
	const onLine = (process: EngineProcess, line: string) => times.read(process, line);
	const installation = await install({ roles, dayCalls: DAY_CALLS, env: { LOG_LEVEL: 'debug' }, onLine });
	try {
		for (const process of installation.processes) times.watch(process);
		const { days, kills } = await coachThroughKills(installation, seededRandom(name), KILLS);
		const planned = await readPlannedDay(CALLS, DAY_CALLS);
		const verdict = compareWithPlan(await installation.sandbox.state(), planned, days.length);
		const resumed = times.seconds();
		const note = `${name}; ${kills.length} kills, ${days.length} days of ${DAY_CALLS} calls`;
		const figure = (metric: string, value: number, unit: string, more = '') =>
			print({ bench: 'crash', metric: metric.replace(/(_p99_s)?$/, `${suffix}$1`), value, unit, note: note + more });
		figure('duplicate_effects', verdict.repeated.length, 'effects', told(verdict.repeated));
		figure('lost_effects', verdict.lost.length, 'effects', told([...verdict.lost, ...verdict.astray]));
		const unconfirmed = days.flatMap(({ result }) => result.unconfirmed);
		figure('unconfirmed_effects', unconfirmed.length, 'effects', told(unconfirmed.map(({ key }) => key)));
		const repeated = days.flatMap(({ events, requests }) => repeatedSteps(events, requests));
		figure('recorded_steps_repeated', repeated.length, 'steps', told(repeated.map(String)));
		const failed = days.filter(({ result }) => result.state !== 'succeeded');
		figure(
			'days_not_succeeded',
			failed.length,
			'days',
			told(failed.map(({ result }) => `${result.state} ${result.results[0]?.error?.code}`)),
		);
		figure(
			'resume_p99_s',
			quantile(resumed, 0.99),
			's',
			`; ${resumed.length} kills that held a run, p50 ${quantile(resumed, 0.5).toFixed(1)} s`,
		);
	} finally {
		await installation.remove();
	}
}

function told(what: string[]): string {
	return what.length === 0 ? '' : `: ${what.slice(0, 5).join('; ')}`;
}
