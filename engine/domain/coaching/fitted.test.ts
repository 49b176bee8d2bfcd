import { describe, expect, it } from '@jest/globals';
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
