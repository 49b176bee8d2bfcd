import { describe, expect, it } from '@jest/globals';
import type { RunOptions } from '../testing/memory-run.ts';
import type { World } from '../testing/memory-services.ts';
import { coach, RITA, withoutTranscript, world } from '../testing/spoken-day.ts';

describe('coachCall', () => {
	const call = (on: World, options: Partial<RunOptions> = {}) =>
		coach(on, { kind: 'coach-call', input: { callId: 'c1' }, ...options });

	it('sends the message about that call and writes its note', async () => {
		const on = world();
		const { value } = await call(on);
		expect(on.messages.map(({ to }) => to.name)).toEqual(['Rita']);
		expect(on.notes.map(({ note }) => note.callId)).toEqual(['c1']);
		expect(value.window.explicit).toBe(true);
		expect(on.mark).toBeUndefined();
	});

	it('keeps the next morning from coaching it again', async () => {
		const on = world();
		await call(on);
		const { value } = await coach(on);
		expect(value.calls.skipped).toEqual([{ reason: 'already-coached', count: 1, callIds: ['c1'] }]);
		expect(on.messages.map(({ to }) => to.name)).toEqual(['Rita', 'Tom']);
	});

	it('writes no second note for a call of an earlier morning', async () => {
		const on = world();
		await coach(on);
		const { value } = await call(on);
		expect(value.messages.map(({ state }) => state)).toEqual(['sent']);
		expect(value.notes.map(({ state }) => state)).toEqual(['already-sent']);
	});

	it('says when the call is unknown or has no transcript', async () => {
		const on = world([withoutTranscript(RITA)]);
		expect((await call(on)).error).toMatchObject({ code: 'transcript-missing' });
		expect((await call(on, { input: { callId: 'nowhere' } })).error).toMatchObject({ code: 'call-unknown' });
	});
});
