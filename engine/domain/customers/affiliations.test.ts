import { describe, expect, it } from '@jest/globals';
import type { Party } from '../../contract/call.ts';
import { email } from '../testing/customer.ts';
import { affiliationsOf } from './affiliations.ts';

const party = (address: string, affiliation: Party['affiliation']): Party => ({
	...{ name: address, email: address, affiliation },
});

describe('affiliationsOf', () => {
	it('knows colleagues by the domain of one of them', () => {
		const of = affiliationsOf(['theirs.example'], [{ parties: [party('Rita@ours.example', 'internal')] }], []);
		expect(['rudi@ours.example', 'carl@theirs.example', 'x@third.example'].map(of)).toEqual([
			'internal',
			'external',
			'unknown',
		]);
	});

	it('takes nobody for a colleague who has an address with the same provider', () => {
		const parties = [party('rita@gmail.com', 'internal'), party('max@ours.example', 'internal')];
		const sent = { ...email('e', '2026-11-10T10:00:00Z', 'ROBERT@gmx.de', 'Hello.'), outgoing: true };
		const of = affiliationsOf(['theirs.example'], [{ parties }], [sent]);
		expect(['rita@gmail.com', 'robert@gmx.de', 'tom@gmail.com', 'tina@gmx.de'].map(of)).toEqual([
			'internal',
			'internal',
			'unknown',
			'unknown',
		]);
		const alone = affiliationsOf(['theirs.example'], [{ parties: parties.slice(0, 1) }], []);
		expect(['rita@gmail.com', 'tom@gmail.com'].map(alone)).toEqual(['internal', 'unknown']);
	});

	it('takes everybody else for a colleague where nobody is known to be one', () => {
		expect(['x@third.example', 'carl@theirs.example'].map(affiliationsOf(['theirs.example'], [], []))).toEqual([
			'internal',
			'external',
		]);
	});
});
