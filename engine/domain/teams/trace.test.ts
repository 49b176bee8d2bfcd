import { describe, expect, it } from '@jest/globals';
import { member, teamWorld, toolOf } from '../../../test/teams/team-world.ts';
import { verifies } from '../../../test/verifies.ts';
import type { TeamSource } from '../../contract/team.ts';
import type { Span } from '../../ports/traces.ts';

const inner: TeamSource = {
	...{ name: 'Inner', description: 'Two views.', mode: 'collaborate' },
	members: [member('Ann', { tools: ['search'] }), member('Bob')],
};
const outer: TeamSource = {
	...{ name: 'Outer', description: 'Leads.', mode: 'coordinate' },
	members: [{ team: 'Inner' }, member('Zoe')],
};

const world = () =>
	teamWorld({
		teams: [outer, inner],
		tools: [toolOf('search', () => 'the secret word').tool],
		brain({ member: who, turn }) {
			const names = ['Inner', 'Zoe'];
			if (who === 'Outer' && turn === 1)
				return { calls: names.map((one) => ['delegate', { member: one, task: 'private' }]) };
			if (who === 'Inner') return { data: { answer: 'merged', disagreements: [] } };
			if (who === 'Ann' && turn === 1) return { calls: [['search', { query: 'private' }]] };
			return `${who} is done.`;
		},
	});

/** `Outer/Inner/Ann`, from the root to the span. */
function pathOf(span: Span, spans: readonly Span[]): string {
	const above = spans.find(({ id }) => id === span.parent);
	return above ? `${pathOf(above, spans)} / ${span.name}` : span.name;
}

describe('the spans of a team', () => {
	it('are one tree: run, members, their model and tool calls, with tokens and cost, and nothing that was said', async () => {
		verifies('teams.spans');
		const here = world();
		const { error } = await here.start({ task: 'private' });
		expect(error).toBeUndefined();
		const { spans } = here;
		expect(new Set(spans.map(({ id }) => id)).size).toBe(spans.length);
		expect(spans.map((span) => pathOf(span, spans)).sort()).toEqual(
			[
				'invoke_agent Outer',
				'invoke_agent Outer / invoke_agent Outer',
				...Array(2).fill('invoke_agent Outer / invoke_agent Outer / chat large'),
				'invoke_agent Outer / invoke_agent Zoe',
				'invoke_agent Outer / invoke_agent Zoe / chat large',
				'invoke_agent Outer / invoke_agent Inner',
				'invoke_agent Outer / invoke_agent Inner / invoke_agent Ann',
				...Array(2).fill('invoke_agent Outer / invoke_agent Inner / invoke_agent Ann / chat large'),
				'invoke_agent Outer / invoke_agent Inner / invoke_agent Ann / execute_tool search',
				'invoke_agent Outer / invoke_agent Inner / invoke_agent Bob',
				'invoke_agent Outer / invoke_agent Inner / invoke_agent Bob / chat large',
				'invoke_agent Outer / invoke_agent Inner / invoke_agent Inner',
				'invoke_agent Outer / invoke_agent Inner / invoke_agent Inner / chat large',
			]
				.map((path) => path.replaceAll('large', here.models.asked[0]?.split('/')[1] ?? ''))
				.sort(),
		);
		const chats = spans.filter(({ attributes }) => attributes['gen_ai.operation.name'] === 'chat');
		for (const { attributes } of chats) {
			expect(attributes).toMatchObject({ 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.output_tokens': 10 });
		}
		expect(JSON.stringify(spans)).not.toMatch(/private|secret/);
	});

	it('after a crash a model call that was recorded is not told of again', async () => {
		const whole = world();
		const { points } = await whole.start();
		for (let crashAt = 1; crashAt <= points; crashAt += 1) {
			const here = world();
			await here.start({}, { crashAt });
			const ids = here.spans.map(({ id }) => id);
			expect([...new Set(ids)].sort()).toEqual(whole.spans.map(({ id }) => id).sort());
			expect(ids.length).toBeLessThanOrEqual(whole.spans.length + 8);
		}
	});
});
