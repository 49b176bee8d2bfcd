import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { spoken } from '../testing/spoken.ts';
import { rivalReader } from './rivals.ts';
import { searchCall } from './search-call.ts';

const PARTIES = [
	{ name: 'Rita Sand', email: 'rita@larkspur.example', affiliation: 'internal' as const },
	{ name: 'Carl Crane', email: 'carl@theirs.example', affiliation: 'external' as const },
];
const namesRival = rivalReader({ parties: PARTIES });

describe('a rival', () => {
	verifies('ask.named-rivals');

	it.each([
		'We are also evaluating Globex for this.',
		'To be honest, we got a quote from Initech last week.',
		'How do you compare to the people at Globex?',
		'Comparing you with Globex, the gateway is slower.',
		'We might go with Acme instead.',
		'We use paper instead of Globex.',
	])('is named in: %s', (text) => {
		expect(namesRival(text)).toBe(true);
	});

	it.each([
		['nobody', 'We are also evaluating the gateway.'],
		['our own company', 'We are considering Larkspur for all depots.'],
		['somebody who takes part', 'I am also talking to Carl about it.'],
		['a day', 'We are looking at Friday.'],
		['a name alone', 'Globex sits in Hamburg.'],
	])('is not named where it is %s: %s', (_, text) => {
		expect(namesRival(text)).toBe(false);
	});

	it('is found by who asks for competitors, and only by them', () => {
		const lines = `
Rita: How far are you with the depots?
Carl: The second depot opens in May. The gates are on their way.
Carl: We are also evaluating Globex, their gates are cheaper.
Rita: I see. What do you like about them?
Carl: Nothing but the gates.
`;
		const { call, transcript } = spoken({ id: 'c1', title: 'Depots', lines });
		const asked = (question: string) =>
			searchCall(call, transcript, question).passages.flatMap(({ evidence }) => evidence.map(({ quote }) => quote));
		expect(asked('Which competitor did they mention?').join(' ')).toContain('evaluating Globex');
		expect(asked('Which zeppelin did they mention?')).toEqual([]);
	});
});
