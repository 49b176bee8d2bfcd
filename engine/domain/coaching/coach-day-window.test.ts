/** Which calls are of a day: its window, what is left of earlier ones, and what is skipped. */
import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { spoken } from '../testing/spoken.ts';
import { coach, RITA, TOM, WINDOW, withoutTranscript, world } from '../testing/spoken-day.ts';

describe('the window of coachDay', () => {
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
});
