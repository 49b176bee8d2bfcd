/** Makes one large day of a few recorded calls: each is used again and again under a new identity. */
import { digits } from '../identifiers.ts';
import { addDays, instantOf } from '../local-time.ts';
import type { GongCall, GongParty, Monologue } from '../world.ts';
import { ownerOf, type RecordedCalls } from './read.ts';

export const MOST_REPS = 20;

const REP_NAMES = [
	'Amara Nwosu',
	'Ben Fischer',
	'Carla Mendes',
	'David Kaya',
	'Elif Demir',
	'Felix Braun',
	'Grace Adeyemi',
	'Hugo Laurent',
	'Ida Svensson',
	'Jakub Nowak',
	'Katrin Vogel',
	'Liam Byrne',
	'Marta Rossi',
	'Nils Bakker',
	'Olga Petrov',
	'Pablo Ruiz',
	'Rosa Lindner',
	'Samir Haddad',
	'Tessa Moor',
	'Viktor Hahn',
];

export interface LargeDay {
	recorded: RecordedCalls;
	/** How many calls the day gets. */
	count: number;
	/** YYYY-MM-DD; the calls lie on the day before. */
	today: string;
	zone: string;
}

/**
 * `count` calls on the day before today, between 8:00 and 18:00, owned by at most 20 reps.
 * Ids are distinct and the same on every day; each call has contacts of its own.
 */
export function largeDay({ recorded, count, today, zone }: LargeDay): RecordedCalls {
	const date = addDays(today, -1);
	const opening = instantOf(date, '08:00', zone);
	const transcripts = new Map<string, Monologue[]>();
	const calls = Array.from({ length: count }, (_, index) => {
		const source = recorded.calls[index % recorded.calls.length] as GongCall;
		const id = digits(`${source.metaData.id}:${index}`, 19);
		const transcript = recorded.transcripts.get(source.metaData.id);
		if (transcript) transcripts.set(id, transcript);
		const startedAt = opening + Math.floor((index * 10 * 60) / count) * 60_000;
		return renewed(source, { id, index, reps: Math.min(MOST_REPS, count), started: new Date(startedAt).toISOString() });
	});
	return { calls, transcripts };
}

function renewed(source: GongCall, as: { id: string; index: number; reps: number; started: string }): GongCall {
	const { id, index, started } = as;
	const rep = index % as.reps;
	const owner = ownerOf(source);
	const userId = digits(`rep:${rep}`, 18);
	const name = REP_NAMES[rep] as string;
	const domain = owner?.emailAddress?.split('@')[1] ?? 'acme.example';
	const emailAddress = `${name.toLowerCase().replace(' ', '.')}@${domain}`;
	return {
		...source,
		metaData: {
			...source.metaData,
			id,
			url: `https://app.gong.example/call?id=${id}`,
			title: `${source.metaData.title} (${index + 1})`,
			started,
			scheduled: started,
			primaryUserId: userId,
		},
		parties: source.parties.map((party) => {
			if (party === owner) return { ...party, userId, name, emailAddress };
			return party.affiliation === 'External' ? atOwnCompany(party, index + 1) : party;
		}),
	};
}

/** Moves a contact to a domain that no other call shares. */
function atOwnCompany(party: GongParty, number: number): GongParty {
	if (!party.emailAddress) return party;
	const [local, domain] = party.emailAddress.split('@');
	return { ...party, emailAddress: `${local}@c${number}.${domain}` };
}
