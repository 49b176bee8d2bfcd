import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { spoken } from '../testing/spoken.ts';
import { newAccount, toCoachingDay } from './account.ts';
import { trimmed } from './trim.ts';
import { explicitWindow } from './window.ts';

const window = explicitWindow({ from: '2026-11-19T00:00:00Z', to: '2026-11-20T00:00:00Z' }, 'UTC');
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const MIB = 1024 * 1024;

function dayOf(notes: number, length: number) {
	const account = newAccount(window, 'send');
	account.notes = Array.from({ length: notes }, (_, number) => ({
		note: {
			callId: `c${number}`,
			title: 'A call',
			url: 'https://calls.example',
			started: window.from,
			commitments: [],
			openQuestions: [],
			text: 'ü'.repeat(length),
		},
		to: [],
		state: 'sent' as const,
	}));
	return toCoachingDay(account);
}

describe('the account of a day', () => {
	it('is shown in full when it fits', () => {
		const day = dayOf(3, 5_000);
		expect(day.notes.map(({ note }) => note.text.length)).toEqual([5_000, 5_000, 5_000]);
	});

	it.each([
		[300, 5_000],
		[3_000, 1_000],
		[1, 600_000],
	])('stays within what can be kept: %d notes of %d characters', (notes, length) => {
		const day = dayOf(notes, length);
		expect(bytes(day)).toBeLessThan(MIB);
		expect(day.summary).toContain(`${notes.toLocaleString('en-US')} CRM note`);
	});

	it('leaves out quotes of playbooks, then playbooks and the texts of rules beside, before anything of what goes out', () => {
		verifies('coaching.written-fits');
		const held = (calls: number, quotes: number) => {
			const account = newAccount(window, 'preview');
			const { notes } = dayOf(calls, 1_000);
			account.notes = notes.map(({ note, ...rest }) => ({ ...rest, note: { ...note, compared: 'x'.repeat(900) } }));
			const evidence = { callId: 'c', speakerId: 's', speaker: 'S', startMs: 0, endMs: 1, quote: 'q'.repeat(400) };
			const finding = { criterion: 'a', title: 'A', met: 'yes' as const, evidence: Array(quotes).fill(evidence) };
			account.playbooks = notes.map(({ note: { callId } }) => ({
				...{ callId, playbook: 'p', title: 'P', findings: Array(10).fill(finding) },
			}));
			return toCoachingDay(account);
		};
		const few = held(100, 3);
		expect(few.playbooks?.[0]?.findings[0]?.evidence).toHaveLength(1);
		expect(few.notes[99]?.note.compared).toHaveLength(900);
		const many = held(300, 3);
		expect(many).not.toHaveProperty('playbooks');
		expect(many.notes[299]?.note).toMatchObject({ text: 'ü'.repeat(1_000) });
		expect(many.notes[299]?.note).not.toHaveProperty('compared');
		expect(many.summary).toContain('How the calls did against their playbooks does not fit here');
		for (const day of [few, many]) expect(bytes(day)).toBeLessThan(MIB);
	});

	it('stays within what can be kept when nothing could be coached', () => {
		const account = newAccount(window, 'send');
		const text = `“${'x'.repeat(300)}” has no transcript yet: run this window again later.`;
		account.gaps = Array.from({ length: 4_000 }, (_, number) => ({
			kind: 'call-without-transcript' as const,
			subject: `c${number}`,
			text,
		}));
		account.skipped = account.gaps.map(({ subject }) => ({ callId: subject, reason: 'no-transcript-yet' as const }));
		const day = toCoachingDay(account);
		expect(bytes(day)).toBeLessThan(MIB);
		expect(day.calls.skipped).toMatchObject([{ count: 4_000 }]);
		expect(day.gaps.length).toBeGreaterThan(100);
	});
});

describe('a page of calls', () => {
	const { call } = spoken({ lines: 'Rita: Hi.\nCarl: Hi.' });
	const silent = { name: 'Somebody', email: 'somebody@ours.example', affiliation: 'internal' as const };

	it('is recorded as it came when it fits', () => {
		expect(trimmed([call])).toEqual([call]);
	});

	it('loses silent parties first, so that speakers and customers stay known', () => {
		const large = {
			...call,
			title: 'x'.repeat(5_000),
			parties: [...Array.from({ length: 900 }, () => silent), ...call.parties],
		};
		const page = trimmed(Array.from({ length: 100 }, () => large));
		expect(bytes(page)).toBeLessThan(MIB);
		expect(page[0]?.parties).toEqual(expect.arrayContaining(call.parties));
		expect(page[0]?.title.length).toBeLessThanOrEqual(300);
	});
});
