import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { verifies } from '../../../test/verifies.ts';
import { nextAllowed } from './quiet-hours.ts';

const NIGHT = { zone: 'Europe/Berlin', quietHours: { from: '20:00', to: '07:00' }, weekend: [] };
const allowed = (now: string, rest: Parameters<typeof nextAllowed>[1] = NIGHT) =>
	nextAllowed(new Date(now), rest).toISOString();

describe('nextAllowed', () => {
	verifies('window.quiet-hours');

	it.each([
		['in the day: now', '2026-11-20T09:00:00.000Z', '2026-11-20T09:00:00.000Z'],
		['in the evening: next morning', '2026-11-20T21:00:00.000Z', '2026-11-21T06:00:00.000Z'],
		['before dawn: this morning', '2026-11-20T02:00:00.000Z', '2026-11-20T06:00:00.000Z'],
		['at their start', '2026-11-20T19:00:00.000Z', '2026-11-21T06:00:00.000Z'],
		['at their end: now', '2026-11-20T06:00:00.000Z', '2026-11-20T06:00:00.000Z'],
		['the night the clocks go forward', '2026-03-28T22:00:00.000Z', '2026-03-29T05:00:00.000Z'],
		['the night the clocks go back', '2026-10-24T22:00:00.000Z', '2026-10-25T06:00:00.000Z'],
	])('%s', (_, now, then) => {
		expect(allowed(now)).toBe(then);
	});

	it('knows quiet hours within a day', () => {
		const noon = { ...NIGHT, quietHours: { from: '12:00', to: '13:30' } };
		expect(allowed('2026-11-20T11:30:00Z', noon)).toBe('2026-11-20T12:30:00.000Z');
		expect(allowed('2026-11-20T02:00:00Z', noon)).toBe('2026-11-20T02:00:00.000Z');
	});

	it('waits for the morning after the weekend', () => {
		const free = { ...NIGHT, weekend: [6, 7] };
		expect(allowed('2026-11-20T21:00:00Z', free)).toBe('2026-11-23T06:00:00.000Z');
		expect(allowed('2026-11-21T12:00:00Z', { ...free, quietHours: undefined })).toBe('2026-11-22T23:00:00.000Z');
	});

	it('has none where both times are equal', () => {
		expect(allowed('2026-11-20T21:00:00Z', { ...NIGHT, quietHours: { from: '07:00', to: '07:00' } })).toBe(
			'2026-11-20T21:00:00.000Z',
		);
	});

	it('ends at a time that the clocks skip, and at one that comes twice', () => {
		const early = { ...NIGHT, quietHours: { from: '23:00', to: '02:30' } };
		expect(allowed('2026-03-29T00:30:00Z', early)).toBe('2026-03-29T01:30:00.000Z');
		expect(new Date(allowed('2026-10-25T01:10:00Z', early)).getTime()).toBeGreaterThan(
			Date.parse('2026-10-25T01:10:00Z'),
		);
	});

	it('refuses a week that is all weekend', () => {
		expect(() => allowed('2026-11-20T21:00:00Z', { ...NIGHT, weekend: [1, 2, 3, 4, 5, 6, 7] })).toThrow(
			'nothing may ever be sent',
		);
	});

	it('always names a moment that is not before now and is itself allowed', () => {
		const clock = fc
			.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
			.map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
		const zone = fc.constantFrom('Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kathmandu');
		const weekend = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 });
		const now = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
		fc.assert(
			fc.property(now, clock, clock, zone, weekend, (moment, from, to, zone, weekend) => {
				const rest = { zone, quietHours: { from, to }, weekend };
				const then = nextAllowed(moment, rest);
				expect(then.getTime()).toBeGreaterThanOrEqual(moment.getTime());
				const local = DateTime.fromJSDate(then, { zone });
				expect(weekend).not.toContain(local.weekday);
				expect(nextAllowed(then, rest)).toEqual(then);
			}),
			{ numRuns: 500 },
		);
	});
});
