import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Asked, member, type Said, teamWorld } from '../../../test/teams/team-world.ts';
import { verifies } from '../../../test/verifies.ts';
import type { TeamMode, TeamSource } from '../../contract/team.ts';

/** A tree of teams: each member is somebody alone, or a team again. */
type Tree = { mode: Exclude<TeamMode, 'route'>; members: (Tree | 'alone')[] };

const { tree } = fc.letrec<{ tree: Tree; node: Tree | 'alone' }>((tie) => ({
	tree: fc.record({
		mode: fc.constantFrom('coordinate' as const, 'collaborate' as const, 'tasks' as const),
		members: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
	}),
	node: fc.oneof(
		{ maxDepth: 3, depthSize: 'small' },
		{ weight: 3, arbitrary: fc.constant('alone' as const) },
		{ weight: 1, arbitrary: tie('tree') },
	),
}));

const limits = { modelCalls: 1_000, depth: 6 };

function toTeams(root: Tree): TeamSource[] {
	const teams: TeamSource[] = [];
	const add = ({ mode, members }: Tree): string => {
		const name = `T${teams.length}`;
		const team: TeamSource = { name, description: `It is ${name}.`, mode, members: [], limits };
		teams.push(team);
		team.members = members.map((one, at) => (one === 'alone' ? member(`${name}M${at}`) : { team: add(one) }));
		return name;
	};
	add(root);
	return teams;
}

const says = (name: string): string => `said-by-${name}.`;
const namesOf = ({ members }: TeamSource): string[] => members.map((one) => ('team' in one ? one.team : one.name));

it('all members that are called in parallel run, and the result of each reaches the leader: 10,000 teams', async () => {
	verifies('teams.every-report-arrives');
	const property = fc.asyncProperty(tree, async (root) => {
		const teams = toTeams(root);
		const missed: string[] = [];
		const brain = ({ member: who, turn, text, request }: Asked): Said => {
			const team = teams.find(({ name }) => name === who);
			if (!team) return says(who);
			const names = namesOf(team);
			const reached = names.filter((name) => text.includes(says(name)));
			if (team.mode === 'coordinate' && turn === 1) {
				return { calls: names.map((name) => ['delegate', { member: name, task: `Do it, ${name}` }]) };
			}
			if (team.mode === 'tasks' && request.messages.length === 2) {
				const add = names.map((name) => ({ id: name, member: name, task: `Do it, ${name}`, after: [] }));
				return { data: { add, drop: [], answer: '' } };
			}
			missed.push(...names.filter((name) => !reached.includes(name)));
			if (team.mode === 'coordinate') return says(who);
			return { data: { add: [], drop: [], answer: says(who), disagreements: [] } };
		};
		const world = teamWorld({ teams, brain });
		const { value, error } = await world.start({}, { budgetUsd: 100 });
		expect(error).toBeUndefined();
		expect(missed).toEqual([]);
		expect(value).toMatchObject({ answer: says('T0'), complete: true });
		const alone = teams.flatMap(namesOf).filter((name) => name.includes('M'));
		expect(
			value.members
				.map(({ member: who }) => who)
				.filter((name) => name.includes('M'))
				.sort(),
		).toEqual(alone.sort());
	});
	await fc.assert(property, { numRuns: 10_000 });
}, 120_000);
