import { describe, expect, it } from '@jest/globals';
import { member, teamWorld, toolOf, writingTool } from '../../../test/teams/team-world.ts';
import { verifies } from '../../../test/verifies.ts';
import type { TeamSource } from '../../contract/team.ts';
import type { Tool } from '../../ports/tool.ts';

const solo: TeamSource = {
	...{ name: 'Solo', description: 'One who works.', mode: 'route' },
	members: [member('Ann', { when: ['it'], tools: ['search', 'note'], memory: 'lessons' })],
};
const PROOF = 'Renewed. [r1-1-1-1: "two years"]';

/** The tools that there are, by attempt. */
function changing(...attempts: ('all' | 'none')[]) {
	const [search, note] = [toolOf('search', () => 'Renewed for two years.'), writingTool('note')];
	let attempt = 0;
	const world = teamWorld({
		teams: [solo],
		brain: ({ turn }) =>
			turn === 1
				? {
						calls: [
							['search', {}],
							['note', { text: 'x' }],
						],
					}
				: PROOF,
		ports: {
			async openToolbox() {
				const now = attempts[Math.min(attempt, attempts.length - 1)];
				attempt += 1;
				const tools: Tool[] = now === 'all' ? [search.tool, note.tool] : [];
				return { tools: new Map(tools.map((tool) => [tool.name, tool])), missing: [], close: async () => {} };
			},
		},
	});
	return { world, search, note };
}

/** The point of a crash after all was recorded: what is kept in memory comes last. */
async function lastPoint(...attempts: ('all' | 'none')[]): Promise<number> {
	return (await changing(...attempts).world.start({}, { delivery: 'send' })).points;
}

describe('tools that come and go between two attempts', () => {
	it('what was used stands, though the tool is gone when the run goes on', async () => {
		verifies('teams.through-crashes');
		const { world, search, note } = changing('all', 'none');
		const end = await world.start({}, { delivery: 'send', crashAt: await lastPoint('all') });
		expect(end.value.evidence).toHaveLength(1);
		expect(end.value.members[0]?.toolCalls.map(({ state }) => state)).toEqual(['done', 'done']);
		expect([search.used.length, note.written.length]).toEqual([1, 1]);
	});

	it('what was not there is not done afterwards, when the model has gone on without', async () => {
		const { world, search, note } = changing('none', 'all');
		const end = await world.start({}, { delivery: 'send', crashAt: await lastPoint('none') });
		expect(end.value.members).toHaveLength(1);
		expect([search.used.length, note.written.length]).toEqual([0, 0]);
	});
});
