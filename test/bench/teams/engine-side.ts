/** Ours: the worker's own attempt at a run, with route, budget, breaker, checks and recording, as the wiring puts it together. */
import { randomUUID } from 'node:crypto';
import { systemClock } from '../../../engine/adapters/clock/system.ts';
import { createMetrics } from '../../../engine/adapters/metrics/prometheus.ts';
import { createOpenAi } from '../../../engine/adapters/models/openai.ts';
import { Team, type TeamResult } from '../../../engine/contract/team.ts';
import { runTeam } from '../../../engine/domain/teams/run-team.ts';
import type { TeamPorts } from '../../../engine/domain/teams/team-run.ts';
import { TerminalError } from '../../../engine/errors.ts';
import { keepHeapSmall } from '../../../engine/heap.ts';
import type { Breakers } from '../../../engine/ports/breakers.ts';
import type { Log } from '../../../engine/ports/log.ts';
import { EFFECT_TIMES } from '../../../engine/runs/index.ts';
import { openModels } from '../../../engine/wiring/models.ts';
import { readTeamPrompts } from '../../../engine/wiring/teams.ts';
import { openTraces } from '../../../engine/wiring/traces.ts';
import { LEADER, MEMBERS } from './work.ts';

const team = Team.parse({
	...{ name: 'AccountTeam', description: 'Knows the accounts.', mode: 'coordinate', tier: 'low', leader: LEADER.name },
	members: [
		{ ...LEADER, role: 'leads the team', tier: 'low' },
		...MEMBERS.map((member) => ({ ...member, tier: 'low' })),
	],
});

export const TEAM = team.name;

/** Dollars; one run uses a hundredth of it. */
export const BUDGET_NANO = 1_000_000_000;

export const CONNECTIONS = { models: { ids: ['openai-main'], tier: 'auto' as const } };

const unused = async () => {
	throw new Error('is not used');
};

/** What an attempt takes, but for the stores and the queue. */
export async function engineTools(log: Log, breakers: Breakers) {
	keepHeapSmall();
	const [address, key] = [process.env.MODEL_ADDRESS as string, process.env.MODEL_KEY as string];
	const models = await openModels({
		...{ modelsFile: undefined, breakers, answers: { known: unused, keep: unused } },
		services: {
			models: async () => ({
				provider: 'openai',
				open: (model) => createOpenAi({ ...model, address, key }),
				test: unused,
			}),
		},
	});
	const traces = await openTraces({ traces: { endpoint: process.env.TRACES_ADDRESS as string, headers: {} } }, log);
	const ports: Omit<TeamPorts, 'models' | 'tier'> = {
		...{ prompts: await readTeamPrompts(), openToolbox: unused, traces, clock: systemClock },
		teams: {
			async get(_tenant, name) {
				if (name !== team.name) throw new TerminalError('team-unknown');
				return team;
			},
		},
		sessions: { read: unused, readMany: unused, append: unused, erase: unused },
		memory: { recall: unused, keep: unused },
	};
	const kinds = new Map([
		[
			'run-team',
			async (run: Parameters<typeof runTeam>[0]) => {
				const named = await models.of(run);
				return runTeam(run, { ...ports, tier: undefined, models: named?.ports });
			},
		],
	]);
	return {
		...{ kinds, clock: systemClock, log, newId: randomUUID, effectTimes: EFFECT_TIMES },
		...{ metrics: createMetrics(), worker: `bench-${process.pid}` },
	};
}

/** The answer of a run that has ended. */
export function answerOf(value: unknown): string {
	const { answer, complete, evidence, used } = value as TeamResult;
	if (!complete || evidence.length !== 1 || used.modelCalls !== 5) {
		throw new Error(`The team did not do it: ${JSON.stringify(value).slice(0, 2_000)}`);
	}
	return answer;
}
