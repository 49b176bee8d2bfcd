import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { World } from '../testing/memory-services.ts';
import { spoken } from '../testing/spoken.ts';
import { coach, RITA, TOM, withoutTranscript, world } from '../testing/spoken-day.ts';

describe('coachDay through a crash', () => {
	const scenario = (): World =>
		world([spoken(RITA), spoken(TOM), withoutTranscript({ ...RITA, id: 'c9' })], {
			quietHours: { from: '20:00', to: '09:30' },
		});

	it('delivers each message and note exactly once, wherever it crashes', async () => {
		verifies('effects.never-twice');
		const calm = scenario();
		const whole = await coach(calm);
		expect(whole.error).toBeUndefined();
		expect(whole.points).toBeGreaterThan(40);
		for (let crashAt = 1; crashAt <= whole.points; crashAt += 1) {
			const on = scenario();
			const crashed = await coach(on, { crashAt });
			expect({ crashAt, error: crashed.error }).toEqual({ crashAt, error: undefined });
			expect({ crashAt, value: crashed.value }).toEqual({ crashAt, value: whole.value });
			expect(on.messages.map(({ keyHash }) => keyHash).sort()).toEqual(
				calm.messages.map(({ keyHash }) => keyHash).sort(),
			);
			expect(on.notes.map(({ keyHash }) => keyHash).sort()).toEqual(calm.notes.map(({ keyHash }) => keyHash).sort());
			expect([on.mark, [...on.coached].sort(), [...on.carried]]).toEqual([
				calm.mark,
				[...calm.coached].sort(),
				[...calm.carried],
			]);
			expect(new Set(crashed.steps).size).toBe(crashed.steps.length);
		}
	});
});
