/** What the fields of a team cannot tell alone: whether what they name is there, and whether its teams end somewhere. */
import type { AgentMember, Team } from '../../contract/team.ts';
import { nearest } from '../../ports/nearest.ts';
import { KNOWN_TOOLS } from './known-tools.ts';
import type { TeamProblem } from './to-team.ts';

/** `others`: the teams that can be used beside it, without itself. Every problem at once. */
export function referenceProblems(team: Team, others: readonly Team[]): TeamProblem[] {
	const byName = new Map([...others, team].map((one) => [one.name, one]));
	return [...memberProblems(team), ...toolProblems(team), ...teamProblems(team, byName)];
}

function memberProblems({ members, leader, reviewer, mode }: Team): TeamProblem[] {
	const names = members.map((member) => ('team' in member ? member.team : member.name));
	const twice = names.flatMap((name, at): TeamProblem[] =>
		names.indexOf(name) === at ? [] : [{ path: `members[${at}]`, message: `there is another member "${name}"` }],
	);
	const agents = members.flatMap((member) => ('team' in member ? [] : [member.name]));
	const roles = Object.entries({ leader, reviewer }).flatMap(([path, name]): TeamProblem[] => {
		if (name === undefined || agents.includes(name)) return [];
		if (names.includes(name)) return [{ path, message: `"${name}" is a team: somebody has to do it` }];
		return [{ path, message: unknown('member', name, agents) }];
	});
	const same = leader !== undefined && leader === reviewer;
	const working = names.filter((name) => name !== leader && name !== reviewer);
	return [
		...twice,
		...roles,
		...(same ? [{ path: 'reviewer', message: 'is the leader: nobody checks an answer of their own' }] : []),
		...(leader !== undefined && mode === 'route' ? [{ path: 'leader', message: 'mode route has none' }] : []),
		...(reviewer !== undefined && mode !== 'coordinate'
			? [{ path: 'reviewer', message: 'only mode coordinate has one' }]
			: []),
		...(working.length === 0 ? [{ path: 'members', message: 'nobody is left to do the work' }] : []),
	];
}

/** Tools of services are known to their services alone. */
function toolProblems({ members }: Team): TeamProblem[] {
	return members.flatMap((member, at) => {
		if ('team' in member) return [];
		return member.tools.flatMap(({ name }, index): TeamProblem[] => {
			const path = `members[${at}].tools[${index}]`;
			if (member.tools.findIndex((tool) => tool.name === name) !== index) return [{ path, message: 'is there twice' }];
			if (name.includes('.') || KNOWN_TOOLS.includes(name)) return [];
			return [{ path, message: unknown('tool', name, KNOWN_TOOLS) }];
		});
	});
}

type Named = { name: string; path: string };

const namedBy = ({ members }: Pick<Team, 'members'>): Named[] =>
	members.flatMap((member, at): Named[] =>
		'team' in member
			? [{ name: member.team, path: `members[${at}].team` }]
			: (member as AgentMember).teams.map((name, index) => ({ name, path: `members[${at}].teams[${index}]` })),
	);

function teamProblems(team: Team, byName: ReadonlyMap<string, Team>): TeamProblem[] {
	return namedBy(team).flatMap(({ name, path }): TeamProblem[] => {
		if (!byName.has(name)) return [{ path, message: unknown('team', name, [...byName.keys()]) }];
		const cycle = cycleFrom([team.name], name, byName);
		if (cycle) return [{ path, message: `is a cycle of teams: ${cycle.join(' -> ')}` }];
		const deep = 1 + depthOf(name, byName);
		if (deep <= team.limits.depth) return [];
		return [{ path, message: `makes teams nested ${deep} deep; limits.depth allows ${team.limits.depth}` }];
	});
}

/** The way back to a team that is on it already. */
function cycleFrom(way: readonly string[], name: string, byName: ReadonlyMap<string, Team>): string[] | undefined {
	const at = way.indexOf(name);
	if (at >= 0) return [...way.slice(at), name];
	for (const next of namedBy(byName.get(name) ?? { members: [] })) {
		const found = cycleFrom([...way, name], next.name, byName);
		if (found) return found;
	}
	return undefined;
}

function depthOf(name: string, byName: ReadonlyMap<string, Team>): number {
	const below = namedBy(byName.get(name) ?? { members: [] }).map((one) => depthOf(one.name, byName));
	return 1 + Math.max(0, ...below);
}

function unknown(what: string, name: string, known: readonly string[]): string {
	const meant = nearest(name, known);
	return `there is no ${what} "${name}"${meant ? `; did you mean "${meant}"?` : ''}`;
}
