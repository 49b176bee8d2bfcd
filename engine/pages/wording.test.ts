import { describe, expect, it } from '@jest/globals';
import { clockTime, counted, cut, percent, spokenDay, spokenLabel, spokenLength, spokenMoment } from './wording.ts';

describe('the wording of pages', () => {
	it('writes moments of a call as players do', () => {
		expect([-1, 0, 65_999, 3_599_999, 3_600_000, 10_925_000].map(clockTime)).toEqual([
			...['0:00', '0:00', '1:05', '59:59', '1:00:00', '3:02:05'],
		]);
	});

	it('says lengths in two units at most', () => {
		expect(
			[0, 770, 9_940, 9_960, 59_600, 60_000, 150_000, 3_600_000, 10_800_000, 4_830_000]
				.map(spokenLength)
				.map((text) => text.replaceAll('\u00a0', '_')),
		).toEqual(['0_s', '0.8_s', '9.9_s', '10_s', '1_min', '1_min', '2_min 30_s', '1_h', '3_h', '1_h 21_min']);
	});

	it('says moments in the zone, and leaves alone what is none', () => {
		expect(spokenMoment('2026-11-19T23:30:00Z', 'Europe/Berlin')).toBe('Friday, 20 November 2026 at 00:30');
		expect(spokenMoment('soon', 'UTC')).toBe('soon');
		const days = ['2026-11-25', '2027-01-04', 'soon'].map((date) => spokenDay(date, '2026-11-19T10:00:00Z'));
		expect(days).toEqual(['Wednesday 25 November', 'Monday, 4 January 2027', 'soon']);
	});

	it('counts, labels and cuts', () => {
		expect([counted(1, 'call'), counted(3_000, 'sentence')]).toEqual(['1 call', '3,000 sentences']);
		expect([percent(0.427), percent(0)]).toEqual(['43\u00a0%', '0\u00a0%']);
		expect(spokenLabel('no-next_step')).toBe('No next step');
		expect([cut('abcdef', 6), cut('abc defg', 5)]).toEqual(['abcdef', 'abc…']);
	});
});
