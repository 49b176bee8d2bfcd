import { describe, expect, it } from '@jest/globals';
import { dateIn, dayBefore } from './window.mjs';

describe('dayBefore', () => {
	it.each([
		['an ordinary day', '2026-11-22', 'Europe/Berlin', '2026-11-20T23:00:00.000Z', '2026-11-21T23:00:00.000Z'],
		['the day of 23 hours', '2026-03-30', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
		['the day of 25 hours', '2026-10-26', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
		['half an hour off', '2026-01-01', 'Asia/Kolkata', '2025-12-30T18:30:00.000Z', '2025-12-31T18:30:00.000Z'],
		['far west', '2026-03-01', 'America/Los_Angeles', '2026-02-28T08:00:00.000Z', '2026-03-01T08:00:00.000Z'],
		['UTC', '2026-01-01', 'UTC', '2025-12-31T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
	])('goes from midnight to midnight: %s', (_, today, zone, from, to) => {
		expect(dayBefore(today, zone)).toEqual({ from, to });
	});
});

describe('dateIn', () => {
	it('is the date that the clocks of the zone show', () => {
		const moment = Date.parse('2026-11-21T23:30:00Z');
		expect(['UTC', 'Europe/Berlin', 'America/New_York'].map((zone) => dateIn(zone, moment))).toEqual([
			'2026-11-21',
			'2026-11-22',
			'2026-11-21',
		]);
	});
});
