import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { type People, partiesOf } from './parties.ts';

const SPEAKERS = ['Ann Lee', 'Bob Day (Acme)', 'Renée Ruiz', undefined];

/** Each speaker's side, `r` for the rep: internal, external, unknown. */
function sides(people: Partial<People>): string {
	const { parties, rep } = partiesOf({ speakers: SPEAKERS, ...people });
	return parties.map((party) => (party.userId === rep.id ? 'r' : party.affiliation.charAt(0))).join('');
}

describe('partiesOf', () => {
	verifies('transcripts.our-side');

	it('guesses nothing where nothing is said', () => {
		expect(partiesOf({ speakers: SPEAKERS })).toEqual({
			rep: { id: 'unknown', name: 'Unknown' },
			parties: [
				{ speakerId: 'speaker-1', name: 'Ann Lee', affiliation: 'unknown' },
				{ speakerId: 'speaker-2', name: 'Bob Day (Acme)', affiliation: 'unknown' },
				{ speakerId: 'speaker-3', name: 'Renée Ruiz', affiliation: 'unknown' },
				{ speakerId: 'speaker-4', name: 'Unknown speaker', affiliation: 'unknown' },
			],
		});
	});

	it.each([
		['ann lee', 'ruuu'],
		['Ann', 'ruuu'],
		['Ruiz', 'uuru'],
		['ann.lee@ours.example', 'ruuu'],
		['ANN@ours.example', 'ruuu'],
		['alee@ours.example', 'ruuu'],
		['lee.ann@ours.example', 'ruuu'],
		['bday@ours.example', 'uruu'],
		['renee.ruiz@ours.example', 'uuru'],
	])('finds the rep %s', (rep, expected) => {
		expect(sides({ rep })).toBe(expected);
	});

	it('gives the rep an id that is the same in every transcript that names the address', () => {
		const { rep, parties } = partiesOf({ speakers: SPEAKERS, rep: 'Ann.Lee@ours.example' });
		expect(rep).toEqual({ id: 'ann.lee@ours.example', name: 'Ann Lee', email: 'ann.lee@ours.example' });
		expect(parties[0]).toEqual({
			...{ speakerId: 'speaker-1', name: 'Ann Lee', email: 'ann.lee@ours.example' },
			...{ affiliation: 'internal', userId: 'ann.lee@ours.example' },
		});
		expect(partiesOf({ speakers: SPEAKERS, rep: 'Ann' }).rep).toEqual({ id: 'ann lee', name: 'Ann Lee' });
	});

	it('takes an address that fits nobody, or two, for a rep who did not speak', () => {
		for (const rep of ['zoe@ours.example', 'smith@ours.example']) {
			const { parties, rep: found } = partiesOf({ speakers: ['Ann Smith', 'Bob Smith'], rep });
			expect(found).toEqual({ id: rep, name: rep, email: rep });
			expect(parties.map(({ speakerId, affiliation }) => [speakerId, affiliation])).toEqual([
				['speaker-1', 'unknown'],
				['speaker-2', 'unknown'],
				[undefined, 'internal'],
			]);
		}
	});

	it('refuses a name that fits nobody, or two, and says which there are', () => {
		const wrong = (rep: string) => () => partiesOf({ speakers: ['Ann Smith', 'Bob Smith'], rep });
		for (const rep of ['Zoe', 'Smith', '!']) {
			expect(wrong(rep)).toThrow(
				expect.objectContaining({
					code: 'bad-request',
					details: { fields: [{ path: 'rep', message: expect.stringContaining('Ann Smith, Bob Smith') }] },
				}),
			);
		}
	});

	it('knows our side by domain, address and name', () => {
		const parties = [
			{ name: 'ann lee', email: 'Ann@ours.example' },
			{ name: 'Bob Day (Acme)', email: 'bob@acme.example' },
			{ name: 'Zoe', email: 'zoe@else.example', affiliation: 'internal' as const },
		];
		expect(sides({ parties })).toBe('uuuui');
		expect(sides({ parties, internal: ' ours.example, ' })).toBe('ieuui');
		expect(sides({ parties, internal: '@Ours.example' })).toBe('ieuui');
		expect(sides({ parties, internal: 'bob@acme.example' })).toBe('uiuui');
		// Who names our side by name names all of it.
		expect(sides({ parties, internal: 'ours.example, renée ruiz' })).toBe('ieiei');
		expect(sides({ internal: 'Somebody Else' })).toBe('uuuu');
		expect(sides({ parties, rep: 'bob@acme.example', internal: 'ours.example' })).toBe('iruui');
	});

	it('knows who is named by an address by its domain, and as the rep', () => {
		const speakers = ['ann@ours.example', 'Bob@acme.example', 'cy @ home'];
		const { parties, rep } = partiesOf({ speakers, internal: 'ours.example', rep: 'ANN@ours.example' });
		expect(parties.map(({ email, affiliation }) => [email, affiliation])).toEqual([
			['ann@ours.example', 'internal'],
			['bob@acme.example', 'external'],
			[undefined, 'unknown'],
		]);
		expect(rep).toEqual({ id: 'ann@ours.example', name: 'ann@ours.example', email: 'ann@ours.example' });
	});

	it('lists each party once, the silent ones last', () => {
		const parties = [{ name: 'Zoe' }, { name: 'ANN  LEE', email: 'ann@ours.example' }];
		expect(partiesOf({ speakers: ['Ann Lee'], parties }).parties).toEqual([
			{ speakerId: 'speaker-1', name: 'ANN  LEE', email: 'ann@ours.example', affiliation: 'unknown' },
			{ name: 'Zoe', affiliation: 'unknown' },
		]);
	});
});
