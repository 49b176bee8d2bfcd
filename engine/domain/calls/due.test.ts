import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { verifies } from '../../../test/verifies.ts';
import { dueDateOf } from './due.ts';

/** A Thursday. */
const THURSDAY = '2026-11-19T10:00:00+01:00';
const due = (words: string, started = THURSDAY, zone = 'Europe/Berlin') => dueDateOf(words, started, zone);

describe('dueDateOf', () => {
	verifies('calls.due-dates');

	it.each([
		['today', '2026-11-19'],
		['by EOD', '2026-11-19'],
		['by the end of the day', '2026-11-19'],
		['right after this call', '2026-11-19'],
		['this afternoon', '2026-11-19'],
		['tomorrow', '2026-11-20'],
		['by noon tomorrow', '2026-11-20'],
		['by the end of the day tomorrow', '2026-11-20'],
		['by close of business Tuesday', '2026-11-24'],
		['by the end of the day on Monday', '2026-11-23'],
		['by lunch tomorrow', '2026-11-20'],
		['Friday, November 27th', '2026-11-27'],
		['by the 15th of next month', '2026-12-15'],
		['the first Monday of next month', '2026-12-07'],
		['the last Monday of this month', '2026-11-30'],
		['a week on Tuesday', '2026-12-01'],
		['by Monday week', '2026-11-30'],
		['on Thursday after next', '2026-12-03'],
		['three weeks from Tuesday', '2026-12-15'],
		['by March 2028', '2028-03-01'],
		['by December 5, 2027', '2027-12-05'],
		['first thing', '2026-11-20'],
		['the day after tomorrow', '2026-11-21'],
		['by Friday', '2026-11-20'],
		['next Friday', '2026-11-27'],
		['next Monday', '2026-11-23'],
		['Tuesday next week', '2026-11-24'],
		['next week on Tuesday', '2026-11-24'],
		['Friday of next week', '2026-11-27'],
		['on Thursday', '2026-11-26'],
		['a week from Tuesday', '2026-12-01'],
		['two weeks from now', '2026-12-03'],
		['Monday or Tuesday', '2026-11-24'],
		['Monday the 23rd', '2026-11-23'],
		['Friday the 4th of December', '2026-12-04'],
		['by the 24th', '2026-11-24'],
		['by the 15th', '2026-12-15'],
		['on the twenty-third', '2026-11-23'],
		['by the 31st', '2026-12-31'],
		['March 3rd', '2027-03-03'],
		['on the third of May', '2027-05-03'],
		['November twenty-fourth', '2026-11-24'],
		['the first Monday of December at nine', '2026-12-07'],
		['the last Friday of January', '2027-01-29'],
		['in three days', '2026-11-22'],
		['in a day or two', '2026-11-21'],
		['in the next couple of days', '2026-11-21'],
		['within two or three weeks', '2026-12-10'],
		['in a fortnight', '2026-12-03'],
		['within 48 hours', '2026-11-21'],
		['within two business days', '2026-11-23'],
		['by the end of the week', '2026-11-20'],
		['sometime next week', '2026-11-27'],
		['early next week', '2026-11-24'],
		['over the weekend', '2026-11-22'],
		['by the end of the month', '2026-11-30'],
		['by the end of next month', '2026-12-31'],
		['this quarter', '2026-12-31'],
		['next quarter', '2027-03-31'],
		['by the end of Q1', '2027-03-31'],
		['by the end of the year', '2026-12-31'],
		['in January', '2027-01-31'],
		['by January', '2027-01-01'],
		['by the end of January', '2027-01-31'],
		['mid-January', '2027-01-15'],
		['in November', '2026-11-30'],
		['by November', '2026-11-30'],
	])('%s, on Thursday 19 November 2026: %s', (words, day) => {
		expect(due(words)).toBe(day);
	});

	it.each(['soon', 'later in the year', 'next year', 'as soon as we can', 'at ten', 'on November 2nd', 'the 40th', ''])(
		'names no day: %j',
		(words) => {
			expect(due(words)).toBeUndefined();
		},
	);

	it.each([
		['on a Saturday the end of the week is the Sunday', 'by the end of the week', '2026-11-21T10:00:00Z', '2026-11-22'],
		['a day of a month that has none is one of the next', 'by the 30th', '2027-01-31T10:00:00Z', '2027-03-30'],
		['the leap day', 'February 29th', '2028-01-10T10:00:00Z', '2028-02-29'],
		['New Year', 'tomorrow', '2026-12-31T10:00:00Z', '2027-01-01'],
		['far, but in the same year', 'by the end of the year', '2026-01-10T10:00:00Z', '2026-12-31'],
		['a year that is named', 'March 3rd, 2028', '2026-03-10T10:00:00Z', '2028-03-03'],
	])('%s', (_, words, started, day) => {
		expect(due(words, started, 'UTC')).toBe(day);
	});

	it.each([
		['Berlin is a day ahead of London at half past eleven', '2026-11-19T23:30:00Z', 'Europe/Berlin', '2026-11-21'],
		['London', '2026-11-19T23:30:00Z', 'Europe/London', '2026-11-20'],
		['Honolulu has the day before', '2026-11-19T05:00:00Z', 'Pacific/Honolulu', '2026-11-19'],
		['Kiritimati has the day after', '2026-11-19T11:00:00Z', 'Pacific/Kiritimati', '2026-11-21'],
		['the offset of the moment does not matter', '2026-11-19T23:30:00-05:00', 'America/New_York', '2026-11-20'],
	])('tomorrow: %s', (_, started, zone, day) => {
		expect(due('tomorrow', started, zone)).toBe(day);
	});

	it.each([
		[
			'the night in which the clocks go forward',
			'tomorrow',
			'2027-03-27T23:30:00+01:00',
			'Europe/Berlin',
			'2027-03-28',
		],
		['24 hours over that night', 'within 24 hours', '2027-03-27T23:30:00+01:00', 'Europe/Berlin', '2027-03-29'],
		['24 hours over a day of 25', 'within 24 hours', '2026-10-24T23:30:00+02:00', 'Europe/Berlin', '2026-10-25'],
		['a midnight that the clocks skip', 'tomorrow', '2026-09-05T22:00:00-04:00', 'America/Santiago', '2026-09-06'],
		['days, not hours', 'in two days', '2027-03-27T23:30:00+01:00', 'Europe/Berlin', '2027-03-29'],
	])('%s', (_, words, started, zone, day) => {
		expect(due(words, started, zone)).toBe(day);
	});

	it('gives none for an unreadable moment or zone', () => {
		expect(due('tomorrow', 'yesterday-ish')).toBeUndefined();
		expect(due('tomorrow', THURSDAY, 'Mars/Olympus')).toBeUndefined();
	});

	it('never lies before the call, and does not depend on its hour, within a day', () => {
		const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland');
		const words = fc.constantFrom(
			...['today', 'tomorrow', 'Friday', 'next Friday', 'the 15th', 'next week', 'the end of the month', 'March 3rd'],
			...[
				'in two weeks',
				'within three business days',
				'Q2',
				'mid-May',
				'the end of the year',
				'next month',
				'weekend',
			],
		);
		const days = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
		fc.assert(
			fc.property(words, zones, days, fc.nat(23), (said, zone, day, hour) => {
				const start = DateTime.fromJSDate(day, { zone }).startOf('day');
				const found = due(said, start.set({ hour }).toISO() ?? '', zone);
				expect(found).toBe(due(said, start.set({ hour: 12 }).toISO() ?? '', zone));
				if (found !== undefined) expect(found >= (start.toISODate() ?? '')).toBe(true);
			}),
		);
	});
});
