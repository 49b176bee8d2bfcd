import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { CoachingDay } from '../../contract/coaching.ts';
import { TerminalError } from '../../errors.ts';
import type { RunEnd, RunOptions } from '../testing/memory-run.ts';
import { memoryWorld, type World } from '../testing/memory-services.ts';
import { type Spoken, type SpokenOptions, spoken } from '../testing/spoken.ts';

const GOOD = `
Rita: Hi Carl. What would have to change for you to move this year?
Carl: Honestly our whole planning is on paper. Every morning three people copy it from a board, and every evening three others type it in again. When somebody is ill we only notice at noon. It has cost us two customers this year already.
Rita: I see. What would it be worth to have that solved?
Carl: At least a hundred thousand a year, I think.
Carl: What does it cost per user?
Rita: I'd have to check with my manager.
Rita: I'll send you the offer by Thursday. Can we talk again on Friday at ten?
Carl: Friday works for me.
`;

const OTHER = `
Tom: Good morning. Let me show you the board.
Dora: Okay. How long does it take to set up?
Tom: About two weeks for a team of your size.
Dora: Thanks, we will think about it.
`;

const RITA: SpokenOptions = { id: 'c1', rep: 'Rita', lines: GOOD };
const TOM: SpokenOptions = { id: 'c2', rep: 'Tom', lines: OTHER };
const MORNING = '2026-11-20T06:00:00Z';
const WINDOW = { from: '2026-11-19T00:00:00+01:00', to: '2026-11-20T00:00:00+01:00' };

function world(calls: (Spoken | { call: Spoken['call'] })[] = [spoken(RITA), spoken(TOM)], settings = {}): World {
	return memoryWorld({ calls, settings });
}

function coach(on: World, options: Partial<RunOptions> = {}): Promise<RunEnd<CoachingDay>> {
	return on.runs.start<CoachingDay>({ kind: 'coach-day', requestedAt: MORNING, delivery: 'send', ...options });
}

const withoutTranscript = (options: SpokenOptions) => ({ call: spoken(options).call });

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

	it('shows in a preview exactly what a send would deliver, and delivers nothing', async () => {
		verifies('delivery.preview-is-exact', 'window.only-send-completes');
		const on = world();
		const preview = await coach(on, { delivery: 'preview' });
		expect([on.messages, on.notes, on.mark, [...on.coached]]).toEqual([[], [], undefined, []]);
		expect(on.runs.effects.size).toBe(0);
		const sent = await coach(on);
		const shown = preview.value.messages.map(({ message, to }) => ({ message, to }));
		expect(sent.value.messages.map(({ message, to }) => ({ message, to }))).toEqual(shown);
		expect(on.messages.map(({ message }) => message)).toEqual(shown.map(({ message }) => message));
		expect(preview.value.messages.every(({ state }) => state === 'previewed')).toBe(true);
		expect(sent.value.notes.map(({ note, to }) => ({ note, to }))).toEqual(
			preview.value.notes.map(({ note, to }) => ({ note, to })),
		);
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

	it('sends with only-me to the recipient only, and uses up nothing of a send', async () => {
		verifies('delivery.only-me', 'window.only-send-completes');
		const on = world();
		on.users.set('lead@ours.example', { id: 'U-lead', name: 'Lead', channel: 'D-lead' });
		const mine = await coach(on, { delivery: 'only-me', recipient: 'Lead@ours.example' });
		expect(on.messages.map(({ to }) => to.name)).toEqual(['Lead', 'Lead']);
		expect(mine.value.notes.every(({ state }) => state === 'previewed')).toBe(true);
		expect([on.notes, on.mark, [...on.coached]]).toEqual([[], undefined, []]);
		const sent = await coach(on);
		expect(sent.value.messages.map(({ state }) => state)).toEqual(['sent', 'sent']);
		expect(on.messages.map(({ to }) => to.name)).toEqual(['Lead', 'Lead', 'Rita', 'Tom']);
	});

	it('refuses only-me without a recipient', async () => {
		const { error } = await coach(world(), { delivery: 'only-me' });
		expect((error as TerminalError).code).toBe('recipient-missing');
	});

	it('delivers an explicit window once, however often it is run, and leaves the mark alone', async () => {
		verifies('window.explicit-leaves-the-mark');
		const on = world();
		await coach(on, { input: { window: WINDOW } });
		const again = await coach(on, { input: { window: WINDOW } });
		expect([...again.value.messages, ...again.value.notes].map(({ state }) => state)).toEqual(
			Array.from({ length: 4 }, () => 'already-sent'),
		);
		expect(again.value.summary).toContain('not delivered again');
		expect([on.messages.length, on.notes.length, on.mark]).toEqual([2, 2, undefined]);
		expect(again.value.window.completed).toBe(false);
	});

	it('leaves out of the next window what an explicit one coached', async () => {
		const on = world();
		await coach(on, { input: { window: { ...WINDOW, to: '2026-11-19T12:00:00+01:00' } } });
		const { value } = await coach(on);
		expect(value.calls.skipped).toEqual([{ reason: 'already-coached', count: 2, callIds: ['c1', 'c2'] }]);
		expect(on.messages).toHaveLength(2);
	});

	it('delivers again under a new resend label', async () => {
		verifies('delivery.resend');
		const on = world();
		await coach(on, { input: { window: WINDOW } });
		await coach(on, { input: { window: WINDOW }, resend: 'again' });
		await coach(on, { input: { window: WINDOW }, resend: 'again' });
		expect([on.messages.length, on.notes.length]).toEqual([4, 4]);
	});

	it('begins the next window where the last one ended: Monday has Friday', async () => {
		verifies('window.monday-has-friday');
		const on = world([
			spoken(RITA),
			spoken({ ...TOM, id: 'fri', started: '2026-11-20T16:00:00+01:00' }),
			spoken({ ...TOM, id: 'today', started: '2026-11-23T00:00:00+01:00' }),
		]);
		await coach(on);
		const monday = await coach(on, { requestedAt: '2026-11-23T06:00:00Z' });
		expect(monday.value.window).toMatchObject({
			from: '2026-11-20T00:00:00+01:00',
			to: '2026-11-23T00:00:00+01:00',
		});
		expect(monday.value.messages[0]?.message.heading).toBe('2026-11-20 to 2026-11-22');
		expect(on.notes.map(({ note }) => note.callId)).toEqual(['c1', 'fri']);
	});

	it('has nothing to do the second time on one morning', async () => {
		verifies('window.same-morning');
		const on = world();
		await coach(on);
		const { value } = await coach(on);
		expect(value.calls.listed).toBe(0);
		expect(value.summary).toContain('no calls');
		expect(on.messages).toHaveLength(2);
	});

	it('carries a call over until its transcript comes, then coaches it once', async () => {
		verifies('window.late-transcript');
		const on = world([spoken(TOM), withoutTranscript(RITA)]);
		const first = await coach(on);
		expect(first.value.calls.carriedOver).toEqual([
			{ callId: 'c1', title: 'Call c1', since: '2026-11-20T00:00:00+01:00' },
		]);
		on.transcripts.set('c1', spoken(RITA).transcript);
		const second = await coach(on, { requestedAt: '2026-11-21T06:00:00Z' });
		expect(second.value.messages).toMatchObject([{ state: 'sent', lateCallId: 'c1' }]);
		expect(on.messages.at(-1)?.message.text).toContain('came in late');
		expect(on.messages.at(-1)?.message.heading).toBe('2026-11-19, the transcript came in late');
		expect(on.carried.size).toBe(0);
		await coach(on, { requestedAt: '2026-11-22T06:00:00Z' });
		expect(on.messages).toHaveLength(2);
	});

	it('keeps the key of a late call although the run that sent it never completed', async () => {
		const on = world([withoutTranscript(RITA)]);
		await coach(on);
		on.transcripts.set('c1', spoken(RITA).transcript);
		const carried = new Map(on.carried);
		await coach(on, { requestedAt: '2026-11-21T06:00:00Z' });
		// As if the run had died before its window was completed and its marks were kept.
		on.carried = carried;
		on.coached.clear();
		on.mark = '2026-11-20T00:00:00+01:00';
		const { value } = await coach(on, { requestedAt: '2026-11-22T06:00:00Z' });
		expect(value.messages).toMatchObject([{ state: 'already-sent' }]);
		expect(on.messages).toHaveLength(1);
	});

	it('gives a call up after seven days, and says so', async () => {
		verifies('window.seven-days');
		const on = world([withoutTranscript(RITA)]);
		await coach(on);
		const sixth = await coach(on, { requestedAt: '2026-11-26T06:00:00Z' });
		expect(sixth.value.calls.carriedOver).toHaveLength(1);
		const seventh = await coach(on, { requestedAt: '2026-11-27T06:00:00Z' });
		expect(seventh.value.calls.skipped).toEqual([{ reason: 'transcript-never-came', count: 1, callIds: ['c1'] }]);
		expect(seventh.value.gaps).toMatchObject([{ kind: 'call-without-transcript', subject: 'c1' }]);
		expect(on.carried.size).toBe(0);
	});

	it('skips with a counted reason', async () => {
		verifies('window.skips-counted');
		const on = world(
			[
				spoken({ ...RITA, id: 'private', private: true }),
				spoken({ ...RITA, id: 'internal', lines: 'Rita: Hi all. Ready?\nPaul: Yes.', colleagues: ['Paul'] }),
				spoken({ ...TOM, id: 'opted-out' }),
				spoken({ ...RITA, id: 'german', language: 'deu' }),
				spoken({ ...RITA, id: 'american', language: 'en-us' }),
				{ ...spoken({ ...RITA, id: 'empty' }), transcript: { callId: 'empty', sentences: [] } },
			],
			{ optedOutReps: ['TOM@ours.example'] },
		);
		const { value } = await coach(on);
		expect(value.calls.skipped).toEqual([
			{ reason: 'private', count: 1, callIds: ['private'] },
			{ reason: 'internal-only', count: 1, callIds: ['internal'] },
			{ reason: 'opted-out', count: 1, callIds: ['opted-out'] },
			{ reason: 'language', count: 1, callIds: ['german'] },
			{ reason: 'empty-transcript', count: 1, callIds: ['empty'] },
		]);
		expect(value.calls).toMatchObject({ listed: 6, analyzed: 1 });
		expect(on.notes.map(({ note }) => note.callId)).toEqual(['american']);
	});

	it('holds messages and notes back in the quiet hours, with the analysis done', async () => {
		verifies('window.quiet-hours');
		const on = world(undefined, { quietHours: { from: '20:00', to: '08:00' } });
		on.now = '2026-11-20T05:00:00Z';
		const { value, sleeps, reports } = await coach(on);
		expect(sleeps).toEqual(['2026-11-20T07:00:00.000Z']);
		const held = reports.at(-2) ?? reports[0];
		expect(reports.some(({ messages }) => messages.every(({ state, reason }) => state === 'waiting' && reason))).toBe(
			true,
		);
		expect(held?.calls.analyzed).toBe(2);
		expect(value.messages).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
		expect(value.messages[0]?.reason).toBeUndefined();
	});

	it('goes on sending after a crash, although the quiet hours have begun meanwhile', async () => {
		const settings = { quietHours: { from: '20:00', to: '08:00' } };
		const { points } = await coach(world(undefined, settings));
		const on = world(undefined, settings);
		const { send } = on.ports.chat ?? {};
		if (on.ports.chat && send) {
			on.ports.chat.send = (...sent) => {
				on.now = '2026-11-20T21:00:00Z';
				return send(...sent);
			};
		}
		const { value, sleeps } = await coach(on, { crashAt: points - 3 });
		expect(sleeps).toEqual([]);
		expect(value.messages).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
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

	it('shows messages and notes where there is no connection for them', async () => {
		const on = world();
		on.ports = { ...on.ports, settings: on.settings, chat: undefined, crm: undefined };
		const { value } = await coach(on, { connections: { calls: 'gong-main' } });
		expect([...value.messages, ...value.notes].map(({ state }) => state)).toEqual(
			Array.from({ length: 4 }, () => 'previewed'),
		);
		expect(value.messages[0]?.reason).toContain('No chat connection');
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

	it('completes a window with unconfirmed messages, but not one whose messages all failed', async () => {
		verifies('effects.unconfirmed');
		const on = world();
		on.runs.outcomes.set('"message"', { state: 'unconfirmed', reason: 'cannot be asked' });
		const unconfirmed = await coach(on);
		expect(unconfirmed.value.messages.map(({ state }) => state)).toEqual(['unconfirmed', 'unconfirmed']);
		expect(unconfirmed.value.window.completed).toBe(true);
		const failing = world();
		const error = { code: 'vendor-refused', message: 'account is off', action: '' };
		failing.runs.outcomes.set('"message"', { state: 'failed', error });
		const failed = await coach(failing);
		expect(failed.value.window.completed).toBe(false);
		expect(failed.value.summary).toContain('stays open');
		expect(failing.coached.size).toBe(0);
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
});

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
