import { expect, it } from '@jest/globals';
import { member, teamWorld } from '../../../test/teams/team-world.ts';
import { verifies } from '../../../test/verifies.ts';

function world() {
	const kept = new Set<string>();
	return teamWorld({
		teams: [
			{
				...{ name: 'Pair', description: 'Two who find out things.', mode: 'coordinate' },
				members: [member('Ann', { memory: 'redis' }), member('Bob')],
			},
		],
		brain({ member: who, turn, text }) {
			if (text.startsWith('Put what was said')) return 'Acme came up.';
			if (who !== 'Pair') return 'Ann is done.';
			return turn === 1 ? { calls: [['delegate', { member: 'Ann', task: 'look' }]] } : 'Done.';
		},
		ports: {
			sessions: {
				...{ read: async () => [], readMany: async () => new Map(), erase: async () => {} },
				async append(_scope, id, _messages, summarize) {
					if (kept.has(id)) return;
					await summarize?.([{ role: 'user', content: 'What of Acme?' }]);
					kept.add(id);
				},
			},
		},
	});
}

it('at every point of a crash: what a summary cost is in the costs of the team', async () => {
	verifies('teams.session-summary');
	const whole = await world().start({ sessionId: 'jo' });
	expect(whole.value).toMatchObject({ used: { modelCalls: 4 } });
	expect(whole.value.costUsd).toBeCloseTo(0.0004);
	for (let crashAt = 1; crashAt <= whole.points; crashAt += 1) {
		const { value, error } = await world().start({ sessionId: 'jo' }, { crashAt });
		expect(error).toBeUndefined();
		expect(value.costs).toEqual(whole.value.costs);
		expect(value.used.modelCalls).toBe(4);
	}
});
