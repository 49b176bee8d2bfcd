/** Registers the run kind of teams: binds it to the models, tools and memories that its run can reach. */
import { readFile } from 'node:fs/promises';
import { systemClock } from '../adapters/clock/system.ts';
import { toPrompt } from '../domain/models/prompt.ts';
import { runTeam } from '../domain/teams/run-team.ts';
import type { TeamPorts, TeamPrompts } from '../domain/teams/team-run.ts';
import type { RunKind } from '../ports/run-context.ts';
import type { Kinds } from './coaching.ts';
import type { Models } from './models.ts';

export type TeamParts = Pick<TeamPorts, 'teams' | 'openToolbox' | 'sessions' | 'memory' | 'traces'>;

export async function teamKinds(parts: TeamParts, models: Models): Promise<Kinds> {
	const prompts = await readTeamPrompts();
	return new Map<string, RunKind<never, unknown>>([
		[
			'run-team',
			async (run: Parameters<typeof runTeam>[0]) => {
				const named = await models.of(run);
				const tier = named && named.tier !== 'auto' ? named.tier : undefined;
				return runTeam(run, { ...parts, prompts, tier, models: named?.ports, clock: systemClock });
			},
		],
	]);
}

const PROMPTS = new URL('../domain/teams/prompts/', import.meta.url);
const NAMES = ['member', 'lead', 'merge', 'choose', 'review', 'plan'] as const;

export async function readTeamPrompts(): Promise<TeamPrompts> {
	const read = NAMES.map(async (name) => [name, toPrompt(await readFile(new URL(`${name}.md`, PROMPTS), 'utf8'))]);
	return Object.fromEntries(await Promise.all(read)) as TeamPrompts;
}
