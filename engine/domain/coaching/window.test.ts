import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { verifies } from '../../../test/verifies.ts';
import { daysOf, explicitWindow, holds, isEmpty, nextWindow } from './window.ts';

const BERLIN = 'Europe/Berlin';
/** Some that change at midnight, by half an hour, that skipped a day, and that lie far out. */
const ZONES = [
	BERLIN,
	'UTC',
	'America/New_York',
	'America/Santiago',
	'America/Sao_Paulo',
	'Africa/Cairo',
	'Asia/Beirut',
	'Asia/Kathmandu',
	'Australia/Lord_Howe',
	'Pacific/Apia',
	'Pacific/Kiritimati',
];

describe('nextWindow', () => {
	it('is the 24 h before the last local midnight at the first time', () => {
		expect(nextWindow(new Date('2026-11-20T05:00:00Z'), BERLIN, undefined)).toEqual({
			from: '2026-11-19T00:00:00+01:00',
			to: '2026-11-20T00:00:00+01:00',
			zone: BERLIN,
			explicit: false,
		});
	});

	it('is 24 hours long at the first time, also over a change of the clocks', () => {
		const { from, to } = nextWindow(new Date('2026-03-30T06:00:00Z'), BERLIN, undefined);
		expect([from, to]).toEqual(['2026-03-28T23:00:00+01:00', '2026-03-30T00:00:00+02:00']);
	});

	it('ends at that very midnight when asked at midnight', () => {
		expect(nextWindow(new Date('2026-11-19T23:00:00Z'), BERLIN, undefined).to).toBe('2026-11-20T00:00:00+01:00');
		expect(nextWindow(new Date('2026-11-19T22:59:59Z'), BERLIN, undefined).to).toBe('2026-11-19T00:00:00+01:00');
	});

	it('begins where the last one ended: on Monday it has Friday', () => {
		verifies('window.monday-has-friday');
		const monday = nextWindow(new Date('2026-11-23T06:00:00Z'), BERLIN, '2026-11-20T00:00:00+01:00');
		expect(monday).toMatchObject({ from: '2026-11-20T00:00:00+01:00', to: '2026-11-23T00:00:00+01:00' });
	});

	it.each([
		['23 hours', '2026-03-30T06:00:00Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
		['25 hours', '2026-10-26T06:00:00Z', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
	])('takes the whole of a day of %s', (_, requested, from, to) => {
		const window = nextWindow(new Date(requested), BERLIN, from);
		expect([Date.parse(window.from), Date.parse(window.to)]).toEqual([Date.parse(from), Date.parse(to)]);
	});

	it('is empty when the mark is not before its end', () => {
		const mark = nextWindow(new Date('2026-11-20T05:00:00Z'), BERLIN, undefined).to;
		expect(isEmpty(nextWindow(new Date('2026-11-20T15:00:00Z'), BERLIN, mark))).toBe(true);
		expect(isEmpty(nextWindow(new Date('2026-11-20T15:00:00Z'), BERLIN, '2027-01-01T00:00:00Z'))).toBe(true);
	});

	it('names a zone that does not exist', () => {
		expect(() => nextWindow(new Date(), 'Mars/Base', undefined)).toThrow('Mars/Base');
	});

	const moment = fc.date({ min: new Date('2009-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });

	it('ends at the first moment of the local day of the request', () => {
		verifies('window.local-midnight');
		fc.assert(
			fc.property(moment, fc.constantFrom(...ZONES), (requested, zone) => {
				const end = DateTime.fromISO(nextWindow(requested, zone, undefined).to, { zone });
				expect(end.toMillis()).toBeLessThanOrEqual(requested.getTime());
				expect(end.toISODate()).toBe(DateTime.fromJSDate(requested, { zone }).toISODate());
				expect(end.minus({ milliseconds: 1 }).toISODate()).not.toBe(end.toISODate());
			}),
			{ numRuns: 500 },
		);
	});

	it('tiles time without gap or overlap, whenever the runs come', () => {
		verifies('window.missed-morning');
		const gaps = fc.array(fc.integer({ min: 0, max: 5 * 24 * 60 }), { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(moment, fc.constantFrom(...ZONES), gaps, (first, zone, minutes) => {
				let requested = first.getTime();
				const start = nextWindow(first, zone, undefined);
				let mark = start.to;
				let covered = Date.parse(start.to) - Date.parse(start.from);
				for (const gap of minutes) {
					requested += gap * 60_000;
					const window = nextWindow(new Date(requested), zone, mark);
					expect(Date.parse(window.from)).toBe(Date.parse(mark));
					covered += Date.parse(window.to) - Date.parse(window.from);
					mark = window.to;
				}
				expect(covered).toBe(Date.parse(mark) - Date.parse(start.from));
			}),
			{ numRuns: 300 },
		);
	});
});

describe('explicitWindow', () => {
	it('is what was asked for, in the zone of the tenant', () => {
		expect(explicitWindow({ from: '2026-11-18T23:00:00Z', to: '2026-11-19T23:00:00Z' }, BERLIN)).toEqual({
			from: '2026-11-19T00:00:00+01:00',
			to: '2026-11-20T00:00:00+01:00',
			zone: BERLIN,
			explicit: true,
		});
	});

	it.each([
		['runs backward', '2026-11-20T00:00:00Z', '2026-11-19T00:00:00Z'],
		['is empty', '2026-11-20T00:00:00Z', '2026-11-20T01:00:00+01:00'],
		['is too long', '2026-01-01T00:00:00Z', '2026-02-02T00:00:00Z'],
	])('refuses one that %s', (_, from, to) => {
		expect(() => explicitWindow({ from, to }, BERLIN)).toThrow('not valid');
	});
});

describe('holds and daysOf', () => {
	const window = explicitWindow({ from: '2026-11-20T00:00:00+01:00', to: '2026-11-23T00:00:00+01:00' }, BERLIN);

	it('has its start and not its end', () => {
		expect(holds(window, '2026-11-19T23:00:00Z')).toBe(true);
		expect(holds(window, '2026-11-22T22:59:59.999Z')).toBe(true);
		expect(holds(window, '2026-11-22T23:00:00Z')).toBe(false);
	});

	it('names first and last day', () => {
		expect(daysOf(window)).toBe('2026-11-20 to 2026-11-22');
		expect(daysOf({ ...window, to: '2026-11-21T00:00:00+01:00' })).toBe('2026-11-20');
	});
});
