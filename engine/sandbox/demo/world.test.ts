import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { addDays, instantOf, weekday } from '../local-time.ts';
import type { GongCall } from '../world.ts';
import { demoWorld } from './world.ts';

const ZONE = 'Europe/Berlin';
/** One week, so that the day before falls on every weekday; then both clock changes and the turn of a year. */
const DAYS = [
	...Array.from({ length: 7 }, (_, day) => addDays('2026-11-16', day)),
	'2026-03-30',
	'2026-10-26',
	'2027-01-01',
];
const ZONES = ['Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Lord_Howe'];

const startOf = (call: GongCall) => Date.parse(call.metaData.started);

describe.each(DAYS)('the demo calls with %s as today', (today) => {
	const { calls, transcripts } = demoWorld({ today, zone: ZONE });
	const yesterday = calls.filter((call) => {
		const from = instantOf(addDays(today, -1), '00:00', ZONE);
		return startOf(call) >= from && startOf(call) < instantOf(today, '00:00', ZONE);
	});

	it('are at least 14, all in the seven days before', () => {
		verifies('sandbox.demo-calls');
		expect(calls.length).toBeGreaterThanOrEqual(14);
		for (const call of calls) {
			expect(startOf(call)).toBeGreaterThanOrEqual(instantOf(addDays(today, -7), '00:00', ZONE));
			expect(startOf(call)).toBeLessThan(instantOf(today, '00:00', ZONE));
		}
	});

	it('give the day before eight calls to coach, by all four reps, and one of each kind to skip', () => {
		verifies('sandbox.demo-calls');
		const coached = yesterday.filter(({ metaData: { id, isPrivate, language }, parties }) => {
			const external = parties.some((party) => party.affiliation === 'External');
			return external && !isPrivate && language === 'eng' && transcripts.has(id);
		});
		expect(coached).toHaveLength(8);
		expect(new Set(coached.map((call) => call.metaData.primaryUserId)).size).toBe(4);
		expect(yesterday.filter((call) => call.metaData.isPrivate)).toHaveLength(1);
		expect(yesterday.filter((call) => !transcripts.has(call.metaData.id))).toHaveLength(1);
		expect(yesterday.filter((call) => call.parties.every((party) => party.affiliation === 'Internal'))).toHaveLength(1);
	});

	it('touch both edges of the day: one starts just after midnight, one ends after the next', () => {
		const midnight = instantOf(today, '00:00', ZONE);
		const ends = yesterday.map((call) => startOf(call) + call.metaData.duration * 1_000);
		expect(ends.some((end) => end > midnight)).toBe(true);
		expect(yesterday.some((call) => startOf(call) < instantOf(addDays(today, -1), '01:00', ZONE))).toBe(true);
	});

	it('lie on working days but for the day before', () => {
		for (const call of calls.filter((one) => !yesterday.includes(one))) {
			expect([1, 2, 3, 4, 5]).toContain(weekday(call.metaData.started.slice(0, 10)));
		}
	});
});

describe('the demo calls', () => {
	const world = demoWorld({ today: '2026-11-22', zone: ZONE });

	it('keep their ids from day to day, all distinct, beyond what a double can hold', () => {
		const ids = (today: string) => demoWorld({ today, zone: ZONE }).calls.map((call) => call.metaData.id);
		expect(ids('2026-11-23')).toEqual(ids('2026-11-22'));
		expect(new Set(ids('2026-11-22')).size).toBe(world.calls.length);
		for (const id of ids('2026-11-22')) expect(id).toMatch(/^[1-9]\d{18}$/);
	});

	it.each(ZONES)('start at the written local time in %s', (zone) => {
		const call = demoWorld({ today: '2026-11-22', zone }).calls.find((one) =>
			one.metaData.title.endsWith('security review'),
		);
		expect(call?.metaData.started).toMatch(/^2026-11-21T09:30:00[+-]\d\d:\d\d$/);
		expect(Date.parse(call?.metaData.started ?? '')).toBe(instantOf('2026-11-21', '09:30', zone));
	});

	it('have 25 to 80 sentences of people who are parties, in order and inside the call', () => {
		for (const { metaData, parties } of world.calls) {
			const transcript = world.transcripts.get(metaData.id);
			if (!transcript) continue;
			const sentences = transcript.flatMap((turn) => turn.sentences);
			expect(sentences.length).toBeGreaterThanOrEqual(25);
			expect(sentences.length).toBeLessThanOrEqual(80);
			const speakers = new Set(parties.map((party) => party.speakerId));
			for (const turn of transcript) {
				expect(speakers).toContain(turn.speakerId);
				for (const { start, end, text } of turn.sentences) {
					expect(end).toBeGreaterThan(start);
					expect(start).toBeGreaterThanOrEqual(0);
					expect(end).toBeLessThanOrEqual(metaData.duration * 1_000);
					expect(text.trim()).toBe(text);
				}
			}
		}
	});

	it('have people talking over each other in some, and in some not', () => {
		const overlapping = [...world.transcripts.values()].filter((turns) =>
			turns.some((turn, index) => {
				const before = turns[index - 1]?.sentences.at(-1);
				return before !== undefined && (turn.sentences[0]?.start ?? 0) < before.end;
			}),
		);
		expect(overlapping.length).toBeGreaterThanOrEqual(3);
		expect(overlapping.length).toBeLessThan(world.transcripts.size);
	});

	it('come from four reps and six accounts, one of which has no deal', () => {
		expect(new Set(world.calls.map((call) => call.metaData.primaryUserId)).size).toBe(4);
		const ofType = (type: string) => world.records.filter((record) => record.type === type);
		expect(ofType('companies')).toHaveLength(6);
		expect(ofType('deals')).toHaveLength(5);
	});

	it('name every outside party as a contact of the CRM', () => {
		const emails = new Set(world.records.map((record) => record.properties.email));
		for (const party of world.calls.flatMap((call) => call.parties)) {
			if (party.affiliation === 'External') expect(emails).toContain(party.emailAddress);
		}
	});
});
