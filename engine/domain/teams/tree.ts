/** A team with all teams that can work in it, and the tools that they name. */
import type { Team } from '../../contract/team.ts';
import type { Teams } from '../../ports/teams.ts';
import type { Wanted } from '../../ports/tool.ts';

/** By name. Throws `team-unknown`. A team is read once, also where two name it. */
export async function treeOf(teams: Pick<Teams, 'get'>, tenant: string, root: string): Promise<Map<string, Team>> {
	const tree = new Map<string, Team>();
	const open = [root];
	for (let name = open.pop(); name !== undefined; name = open.pop()) {
		if (tree.has(name)) continue;
		const team = await teams.get(tenant, name);
		tree.set(name, team);
		open.push(...team.members.flatMap((member) => ('team' in member ? [member.team] : member.teams)));
	}
	return tree;
}

export function wantedOf(tree: ReadonlyMap<string, Team>): Wanted {
	const agents = [...tree.values()].flatMap(({ members }) =>
		members.flatMap((member) => ('team' in member ? [] : [member])),
	);
	return {
		tools: [...new Set(agents.flatMap(({ tools }) => tools.map(({ name }) => name)))],
		services: [...new Set(agents.flatMap(({ services }) => services))],
	};
}
