/** Registers the run kind of teams: binds it to the models, tools and memories that its run can reach. */
import { readFile } from 'node:fs/promises';
import { sha256, systemClock } from '../adapters/clock/system.ts';
import type { Services as McpServices } from '../adapters/mcp/services.ts';
import { sqlAnalyzer } from '../adapters/tools/sql-analyzer.ts';
import { toPrompt } from '../domain/models/prompt.ts';
import { runTeam } from '../domain/teams/run-team.ts';
import type { TeamPorts, TeamPrompts } from '../domain/teams/team-run.ts';
import type { RunKind } from '../ports/run-context.ts';
import type { SessionMemory } from '../ports/session-memory.ts';
import type { Teams } from '../ports/teams.ts';
import type { OpenToolbox } from '../ports/tool.ts';
import type { Traces } from '../ports/traces.ts';
import type { Kinds } from './coaching.ts';
import type { Services } from './connections.ts';
import type { Models } from './models.ts';
import type { Store } from './store.ts';
import { toolboxOver } from './toolbox.ts';

export type TeamParts = {
	store: Store;
	teams: Teams;
	/** Access to the outside services of the run's connections. */
	services: Services;
	/** MCP servers. */
	mcp: Pick<McpServices, 'open'>;
	sessions: SessionMemory;
	models: Models;
	traces: Traces;
};

export async function teamKinds({ store, teams, services, mcp, sessions, models, traces }: TeamParts): Promise<Kinds> {
	const prompts = await readTeamPrompts();
	const openToolbox = toolboxOver({
		...{ store, connections: services, hash: sha256 },
		others: [sqlOver(store), (run, wanted) => mcp.open(run, wanted)],
	});
	const ports: Omit<TeamPorts, 'models' | 'tier'> = {
		...{ prompts, teams, openToolbox, sessions, traces, memory: store.memory, clock: systemClock },
	};
	return new Map<string, RunKind<never, unknown>>([
		[
			'run-team',
			async (run: Parameters<typeof runTeam>[0]) => {
				const named = await models.of(run);
				const tier = named && named.tier !== 'auto' ? named.tier : undefined;
				return runTeam(run, { ...ports, tier, models: named?.ports });
			},
		],
	]);
}

const SQL = 'sql-analyzer';

/** Needs no connection: it reads what the tenant has here. */
function sqlOver({ analysis }: Pick<Store, 'analysis'>): OpenToolbox {
	return async (run, { tools }) => ({
		tools: new Map(tools.includes(SQL) ? [[SQL, sqlAnalyzer(analysis, run)]] : []),
		...{ missing: [], close: async () => {} },
	});
}

const PROMPTS = new URL('../domain/teams/prompts/', import.meta.url);
const NAMES = ['member', 'lead', 'merge', 'choose', 'review', 'plan', 'summarize'] as const;

export async function readTeamPrompts(): Promise<TeamPrompts> {
	const read = NAMES.map(async (name) => [name, toPrompt(await readFile(new URL(`${name}.md`, PROMPTS), 'utf8'))]);
	return Object.fromEntries(await Promise.all(read)) as TeamPrompts;
}
