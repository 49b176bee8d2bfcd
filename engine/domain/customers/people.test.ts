import { describe, expect, it } from '@jest/globals';
import type { Call, Party } from '../../contract/call.ts';
import { email } from '../testing/customer.ts';
import { affiliationsOf } from './affiliations.ts';
import { peopleOf } from './people.ts';

const callOf = (...parties: Party[]): Call => ({
	...{ id: 'c', title: 'Call', url: 'https://calls.example/c', started: '2026-11-10T10:00:00Z', durationSeconds: 60 },
	...{ private: false, direction: 'Conference', language: 'en', rep: { id: 'r', name: 'Rita' }, crm: [] },
	parties,
});
const CARL: Party = { name: 'Carl Crane', email: 'carl@theirs.example', affiliation: 'external' };

function people(calls: Call[], emails = [email('e', '2026-11-11T09:00:00Z', 'rita@ours.example', 'Hello.')]) {
	return peopleOf(calls, emails, affiliationsOf(['theirs.example'], calls, emails));
}

describe('peopleOf', () => {
	it('takes who is named without an address for the only one of that name who has one', () => {
		const calls = [callOf(CARL), callOf({ name: 'carl crane', affiliation: 'external', speakerId: '1' })];
		expect(people(calls).filter(({ name }) => /carl crane/i.test(name))).toEqual([CARL]);
	});

	it('keeps who might be either of two apart', () => {
		const other = { ...CARL, email: 'carl@third.example' };
		const unclear: Party = { name: 'Carl Crane', affiliation: 'unknown' };
		expect(people([callOf(CARL, other, unclear)]).filter(({ name }) => name === 'Carl Crane')).toHaveLength(3);
	});

	it("knows by the address who is the customer's, where a call does not say", () => {
		const calls = [callOf({ ...CARL, affiliation: 'unknown' })];
		expect(people(calls)[0]).toEqual(CARL);
	});
});
