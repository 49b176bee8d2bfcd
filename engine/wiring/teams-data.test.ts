import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { Team, type TeamSource } from '../contract/team.ts';
import { createTeams } from '../domain/teams/teams.ts';
import { toTeam } from '../domain/teams/to-team.ts';
import { parseYaml } from '../http/yaml.ts';
import type { TeamStore } from '../ports/team-store.ts';
import { readTeams } from './teams-data.ts';

describe('the teams that come with the engine', () => {
	it('are the five, with their modes, tools and memories', async () => {
		verifies('teams.shipped');
		const teams = new Map((await readTeams()).map((team) => [team.name, team]));
		const of = (name: string) => {
			const { mode, members } = teams.get(name) as Team;
			const shown = members.map((member) =>
				'team' in member ? member.team : [member.name, member.tools.map((tool) => tool.name).join(' '), member.memory],
			);
			return [mode, ...shown];
		};
		expect([...teams.keys()].sort()).toEqual([
			...['BusinessIntelligenceTeam', 'ResearchTeam', 'SophiaMaster', 'SophiaOrchestrator', 'UIUXTeam'],
		]);
		expect(of('SophiaOrchestrator')).toEqual([
			'coordinate',
			['TaskPlanner', '', 'redis'],
			['ServiceRouter', '', 'redis'],
			['QualityAssurance', '', 'redis'],
		]);
		expect(teams.get('SophiaOrchestrator')).toMatchObject({
			reviewer: 'QualityAssurance',
			limits: { seconds: 30 },
			members: [{}, { services: ['research', 'context', 'github', 'business', 'agents'] }, {}],
		});
		expect(of('ResearchTeam')).toEqual([
			'collaborate',
			['WebResearcher', 'web-search web-scraper youtube-analyzer', 'research_memory'],
			['DataAnalyst', 'tinybird-analytics sql-analyzer', 'analytics_memory'],
			['InsightSynthesizer', '', 'redis'],
		]);
		expect(of('BusinessIntelligenceTeam')).toEqual([
			'coordinate',
			['BizCoordinator', '', undefined],
			['CRMSpecialist', 'hubspot-api hubspot-note salesforce-api intercom-api', 'postgresql'],
			['SalesCoach', 'gong-analyzer slack-notifier', 'coaching_insights'],
			['ClientHealthAnalyzer', 'multi-source-aggregator', 'postgresql'],
		]);
		expect(teams.get('BusinessIntelligenceTeam')).toMatchObject({
			leader: 'BizCoordinator',
			members: [{ tier: 'low' }, {}, {}, {}],
		});
		expect(of('UIUXTeam')).toEqual([
			'collaborate',
			['UIGenerator', 'component-generator design-system', 'redis'],
			['UXOptimizer', 'user-behavior-analyzer a-b-tester', 'ux_patterns'],
		]);
		expect(of('SophiaMaster')).toEqual(['route', 'ResearchTeam', 'BusinessIntelligenceTeam', 'UIUXTeam']);
	});
});

const source: TeamSource = {
	...{ name: 'Own', description: 'One of our own.', mode: 'coordinate' },
	members: [{ name: 'Ann', role: 'finds out', instructions: 'Find out.' }],
};

describe('a team that somebody wrote', () => {
	const problemOf = (value: unknown) => {
		try {
			return toTeam(value, 'Own');
		} catch (error) {
			return error;
		}
	};

	it('with an unknown field is refused by name, with the nearest there is', () => {
		verifies('teams.yaml-fields');
		const yaml =
			'name: Own\ndescription: x\nmode: route\nmembrs: []\nmembers:\n- {name: Ann, rolle: x, role: x, instructions: x}\n- {team: ResearchTeam, wen: [x]}\nlimits: {second: 3}\n';
		expect(problemOf(parseYaml(Buffer.from(yaml)))).toMatchObject({
			code: 'team-not-valid',
			details: {
				fields: expect.arrayContaining([
					{ path: 'members[0]', message: 'there is no field "rolle"; did you mean "role"?' },
					{ path: 'members[1]', message: 'there is no field "wen"; did you mean "when"?' },
					{ path: 'limits', message: 'there is no field "second"; did you mean "seconds"?' },
					{ path: '', message: 'there is no field "membrs"; did you mean "members"?' },
				]),
			},
		});
	});

	it.each([
		[
			'a tool that nobody knows',
			{ members: [{ ...source.members[0], tools: ['web-serch'] }] },
			'members[0].tools[0]',
			'there is no tool "web-serch"; did you mean "web-search"?',
		],
		[
			'a team that nobody knows',
			{ members: [{ team: 'ResearchTeem' }] },
			'members[0].team',
			'there is no team "ResearchTeem"; did you mean "ResearchTeam"?',
		],
		['a leader who is no member', { leader: 'Anne' }, 'leader', 'there is no member "Anne"; did you mean "Ann"?'],
		[
			'a leader that is a team',
			{ leader: 'ResearchTeam', members: [...source.members, { team: 'ResearchTeam' }] },
			'leader',
			'"ResearchTeam" is a team: somebody has to do it',
		],
		[
			'a member twice',
			{ members: [source.members[0], source.members[0]] },
			'members[1]',
			'there is another member "Ann"',
		],
		[
			'itself as a member',
			{ members: [...source.members, { team: 'Own' }] },
			'members[1].team',
			'is a cycle of teams: Own -> Own',
		],
		[
			'a cycle of teams',
			{ members: [...source.members, { team: 'Round' }] },
			'members[1].team',
			'is a cycle of teams: Own -> Round -> Own',
		],
		[
			'teams too deep',
			{ members: [{ team: 'ResearchTeam' }], limits: { depth: 1 } },
			'members[0].team',
			'makes teams nested 2 deep; limits.depth allows 1',
		],
		['nobody but its leader', { leader: 'Ann' }, 'members', 'nobody is left to do the work'],
	] as const)('with %s is refused', async (_, over, path, message) => {
		verifies('teams.references');
		const shipped = await readTeams();
		const round = Team.parse({ ...source, name: 'Round', members: [{ team: 'Own' }] });
		const teams = createTeams(storeOf([round]), shipped);
		await expect(teams.put('acme', Team.parse({ ...source, ...over }))).rejects.toMatchObject({
			code: 'team-not-valid',
			details: { fields: expect.arrayContaining([{ path, message }]) },
		});
	});

	it('hides the one of its name, and that is back when it is removed', async () => {
		verifies('teams.own');
		const teams = createTeams(storeOf([]), await readTeams());
		await teams.put('acme', Team.parse({ ...source, name: 'UIUXTeam' }));
		expect(await teams.get('acme', 'UIUXTeam')).toMatchObject({ description: 'One of our own.' });
		expect((await teams.list('acme')).map(({ name, own }) => [name, own])).toContainEqual(['UIUXTeam', true]);
		await teams.remove('acme', 'UIUXTeam');
		expect((await teams.get('acme', 'UIUXTeam')).mode).toBe('collaborate');
		await expect(teams.remove('acme', 'UIUXTeam')).rejects.toMatchObject({ code: 'team-unknown' });
		await expect(teams.get('acme', 'SophiaMastr')).rejects.toThrow('did you mean "SophiaMaster"?');
	});

	it('that another has as a member is not taken away', async () => {
		const own = Team.parse(source);
		const user = Team.parse({ ...source, name: 'User', members: [{ team: 'Own' }] });
		const teams = createTeams(storeOf([own, user]), []);
		await expect(teams.remove('acme', 'Own')).rejects.toThrow('is a member of User');
	});
});

function storeOf(teams: Team[]): TeamStore {
	const kept = new Map(teams.map((team) => [team.name, team]));
	return {
		list: async () => [...kept.values()],
		get: async (_tenant, name) => kept.get(name),
		put: async (_tenant, team) => void kept.set(team.name, team),
		remove: async (_tenant, name) => kept.delete(name),
	};
}
