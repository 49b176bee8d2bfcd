import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { TerminalError } from '../../errors.ts';
import { spoken } from '../testing/spoken.ts';
import { coach, RITA, TOM, world } from '../testing/spoken-day.ts';

describe('coachDay', () => {
	it('sends one message per rep and writes one note per call', async () => {
		verifies('coaching.one-message', 'coaching.one-note');
		const on = world([spoken(RITA), spoken({ ...RITA, id: 'c3' }), spoken(TOM)]);
		const { value, error } = await coach(on);
		expect(error).toBeUndefined();
		expect(on.messages.map(({ to }) => to.name)).toEqual(['Rita', 'Tom']);
		expect(on.notes.map(({ note }) => note.callId).sort()).toEqual(['c1', 'c2', 'c3']);
		expect(value.messages.map(({ state }) => state)).toEqual(['sent', 'sent']);
		expect(value.calls).toMatchObject({ listed: 3, analyzed: 3, skipped: [] });
		expect(value.window).toMatchObject({ completed: true, explicit: false, zone: 'Europe/Berlin' });
		expect(on.mark).toBe('2026-11-20T00:00:00+01:00');
		expect([...on.coached].sort()).toEqual(['c1', 'c2', 'c3']);
	});

	it('links to the pages of the calls as they were when it was requested, and to no coaching from a note', async () => {
		verifies('pages.link-deterministic', 'pages.record-view', 'pages.link-needs-public-url');
		const on = world([spoken(RITA)]);
		const without = await coach(on, { delivery: 'preview' });
		expect(JSON.stringify(without.value)).not.toContain('"page"');
		on.pageOf = (callId, from, { view = 'coaching', startMs } = {}) =>
			`https://sophia.example/${callId}/${view}/${from.toISOString()}#${startMs}`;
		const preview = await coach(on, { delivery: 'preview' });
		on.now = '2026-11-20T09:30:00Z';
		const { value } = await coach(on);
		const [message] = value.messages;
		const { well, habit, text } = message?.message ?? {};
		const points = [well, habit].filter((point) => point !== undefined);
		expect(points.map(({ page }) => page)).toEqual(
			points.map(({ evidence }) => `https://sophia.example/c1/coaching/2026-11-20T06:00:00.000Z#${evidence.startMs}`),
		);
		expect(text?.match(/^See it on the call: .*$/gm)).toEqual(points.map(({ page }) => `See it on the call: ${page}`));
		const [note] = value.notes;
		expect(note?.note.page).toBe('https://sophia.example/c1/record/2026-11-20T06:00:00.000Z#undefined');
		expect(note?.note.text).toContain(`Timeline and quotes, for 30 days: ${note?.note.page}`);
		expect(value.messages.map(({ message }) => message)).toEqual(preview.value.messages.map(({ message }) => message));
		expect(value.notes.map(({ note }) => note)).toEqual(preview.value.notes.map(({ note }) => note));
	});

	it('reads every page and every call once', async () => {
		const calls = Array.from({ length: 7 }, (_, number) => spoken({ ...RITA, id: `n${number}` }));
		const on = world(calls);
		on.pageSize = 2;
		const { value, steps } = await coach(on);
		expect(steps.filter((name) => name.startsWith('list calls'))).toHaveLength(4);
		expect(value.calls.listed).toBe(7);
		expect(value.messages).toHaveLength(1);
		expect(value.messages[0]?.message.calls).toBe(7);
	});

	it('asks for a page of transcripts at once, and after a crash only for those that were not kept', async () => {
		const many = Array.from({ length: 130 }, (_, index) => spoken({ ...RITA, id: `c${index}` }));
		const { steps } = await coach(world(many), { delivery: 'preview' });
		expect(steps.filter((name) => name.startsWith('transcripts'))).toHaveLength(6);
		const on = world(many);
		const { transcripts } = on.ports.calls;
		const asked: string[] = [];
		on.ports.calls.transcripts = (ids, signal) => {
			asked.push(`${ids[0]} to ${ids.at(-1)}`);
			return transcripts(ids, signal);
		};
		// Each step has three points: before it is computed, before and after it is recorded.
		const { value, computed } = await coach(on, {
			delivery: 'preview',
			crashAt: steps.indexOf('transcripts 1.3') * 3 + 2,
		});
		expect(computed.filter((name) => name === 'transcripts 1.3')).toHaveLength(2);
		expect(asked).toEqual(['c0 to c99', 'c50 to c99', 'c100 to c129']);
		expect(value.calls.analyzed).toBe(130);
	});

	it('looks records up for many calls at once; one that cannot be looked up fails alone', async () => {
		const many = Array.from({ length: 30 }, (_, index) => spoken({ ...RITA, id: `c${index}` }));
		const on = world(many);
		const lots: number[] = [];
		const crm = on.ports.crm as NonNullable<typeof on.ports.crm>;
		const { locate } = crm;
		crm.locate = async (calls, signal) => {
			lots.push(calls.length);
			if (calls.some(({ id }) => id === 'c27')) throw new TerminalError('vendor-refused', 'No such address.');
			return locate(calls, signal);
		};
		const { value } = await coach(on, { delivery: 'preview' });
		expect(lots).toEqual([25, 5, 1, 1, 1, 1, 1]);
		const states = new Map(value.notes.map(({ note, state, reason }) => [note.callId, [state, reason]]));
		expect(states.get('c27')).toEqual(['failed', 'No such address.']);
		states.delete('c27');
		expect(new Set([...states.values()].map(([state]) => state))).toEqual(new Set(['previewed']));
		expect(value.notes).toHaveLength(30);
	});

	it('looks a rep up once, at the address that any of the calls names', async () => {
		const bare = spoken({ ...RITA, id: 'bare' });
		bare.call.rep.email = undefined;
		bare.call.parties = bare.call.parties.map((party) => ({ ...party, email: undefined }));
		const on = world([bare, spoken(RITA), { call: spoken({ ...RITA, id: 'late' }).call }]);
		on.carried.set('late', { callId: 'late', title: 'Late', since: '2026-11-19T00:00:00+01:00' });
		on.transcripts.set('late', spoken({ ...RITA, id: 'late' }).transcript);
		const { value, steps } = await coach(on);
		expect(value.messages).toMatchObject([{ state: 'sent', lateCallId: 'late' }, { state: 'sent' }]);
		expect(steps.filter((name) => name.startsWith('find chat user'))).toEqual(['find chat user u-rita']);
	});

	it('reports a rep without a chat user and a call without a record, and goes on', async () => {
		verifies('coaching.gaps-go-on');
		const on = world();
		on.users.delete('rita@ours.example');
		on.records.delete('c2');
		const { value } = await coach(on);
		expect(value.messages.map(({ state }) => state)).toEqual(['gap', 'sent']);
		expect(value.notes.map(({ state }) => state)).toEqual(['sent', 'gap']);
		expect(value.gaps.map(({ kind }) => kind)).toEqual(['rep-without-chat-user', 'call-without-record']);
		expect(value.window.completed).toBe(true);
	});

	it('reports a failed analysis as a gap, and fails when all fail', async () => {
		verifies('coaching.failed-call-is-a-gap');
		const on = world();
		on.broken.add('c1');
		const { value } = await coach(on);
		expect(value.calls).toMatchObject({ listed: 2, analyzed: 1, skipped: [{ reason: 'failed', count: 1 }] });
		expect(value.gaps).toMatchObject([{ kind: 'call-failed', subject: 'c1' }]);
		const all = world();
		all.broken = new Set(['c1', 'c2']);
		const { error } = await coach(all);
		expect((error as TerminalError).code).toBe('children-failed');
		expect(all.mark).toBeUndefined();
	});
});
