/** Whether the teams that a request names are there, and what they may cost. */
import type { RunRequest } from '../contract/run.ts';
import type { Team } from '../contract/team.ts';
import { SophiaError } from '../errors.ts';
import type { Teams } from '../ports/teams.ts';
import { formatPath } from './path.ts';
import type { FieldProblem } from './problems.ts';

export const namesTeam = (request: RunRequest): boolean => request.kind === 'run-team';

type Named = { team: string; at: PropertyKey[] };

function namedIn(request: RunRequest, path: PropertyKey[]): Named[] {
	if (request.kind !== 'run-team') return [];
	return request.inputs.map(({ team }, index) => ({ team, at: [...path, 'inputs', index, 'team'] }));
}

/** Each team once, or why there is none. `path`: where the request stands in the body. */
export async function teamsNamed(
	teams: Pick<Teams, 'get'>,
	tenant: string,
	requests: readonly RunRequest[],
	many: boolean,
): Promise<{ found: Map<string, Team>; problems: FieldProblem[] }> {
	const named = requests.flatMap((request, index) => namedIn(request, many ? [index] : []));
	const found = new Map<string, Team>();
	const unknown = new Map<string, SophiaError>();
	for (const name of new Set(named.map(({ team }) => team))) {
		try {
			found.set(name, await teams.get(tenant, name));
		} catch (error) {
			if (!(error instanceof SophiaError) || error.code !== 'team-unknown') throw error;
			unknown.set(name, error);
		}
	}
	const problems = named.flatMap(({ team, at }): FieldProblem[] => {
		const error = unknown.get(team);
		return error ? [{ path: formatPath(at), message: error.message, code: error.code }] : [];
	});
	return { found, problems };
}

/** With no more dollars than its teams may spend, all inputs together: each holds its own limit while it works. */
export function withinTeams(request: RunRequest, teams: ReadonlyMap<string, Team>): RunRequest {
	if (request.kind !== 'run-team') return request;
	const mostUsd = request.inputs.reduce((sum, { team, limits }) => {
		const most = teams.get(team)?.limits.budgetUsd ?? 0;
		return sum + Math.min(most, limits?.budgetUsd ?? most);
	}, 0);
	return { ...request, budgetUsd: Math.min(request.budgetUsd, mostUsd) };
}
