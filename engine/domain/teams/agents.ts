/** Who leads, merges or checks: a member where the team names one, else the team itself. */
import type { AgentMember, Team } from '../../contract/team.ts';

export function agentOf({ members }: Team, name: string | undefined): AgentMember | undefined {
	return members.find((member): member is AgentMember => 'name' in member && member.name === name);
}

export function leaderOf(team: Team): AgentMember {
	const { name, description, tier } = team;
	return (
		agentOf(team, team.leader) ?? {
			...{ name, tier, role: description, instructions: '' },
			...{ tools: [], services: [], teams: [], when: [] },
		}
	);
}
