/** The parties of an uploaded call: who is on which side, and whose call it is. */
import type { Call, Party } from '../../contract/call.ts';
import type { TranscriptUpload } from '../../contract/transcript.ts';
import { withDistinctNames } from './distinct-names.ts';
import { findRep } from './find-rep.ts';
import { nameKey } from './speaker-names.ts';

type Listed = NonNullable<TranscriptUpload['parties']>[number];

export type People = {
	/** Names of those who speak, in the order of their first words; undefined for who is not named. */
	speakers: readonly (string | undefined)[];
	/** As a JSON transcript lists them. */
	parties?: readonly Listed[];
	/** E-mail address or name. */
	rep?: string;
	/** Domains, addresses and names of our side, separated by commas. */
	internal?: string;
};

const ADDRESS = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+$/;

/** As calls of a call service that names no owner have it. */
const UNKNOWN_REP = { id: 'unknown', name: 'Unknown' } as const;

/** The id of the speaker at that place among those who speak. */
export function speakerIdOf(place: number): string {
	return `speaker-${place + 1}`;
}

/**
 * Those who speak, then those who are only listed. Internal are the rep, who is listed so, and whom `internal` names by
 * address, domain or name. External is who is listed so, and whose address has another domain than those named; where
 * one of them is named by name, so is everybody else. Of the others it is unknown. The rep's id is the address, else
 * the name in lower case; without a rep the call is nobody's. Throws as `findRep`.
 */
export function partiesOf({ speakers, parties = [], rep = '', internal = '' }: People): Pick<Call, 'parties' | 'rep'> {
	const people = everybody(speakers, withDistinctNames(parties));
	const place = rep === '' ? undefined : findRep(people, rep);
	const address = rep.includes('@') ? rep.toLowerCase() : undefined;
	if (place === undefined && address) people.push({ name: rep, email: address, affiliation: 'internal' });
	const owner = people[place ?? (address ? people.length - 1 : -1)];
	const isOurs = ourSide(people, internal);
	const whose = owner && repOf(owner, address);
	return {
		rep: whose ?? UNKNOWN_REP,
		parties: people.map((party): Party => {
			if (party === owner && whose) {
				return { ...party, ...(whose.email ? { email: whose.email } : {}), affiliation: 'internal', userId: whose.id };
			}
			return party.affiliation === 'unknown' ? { ...party, affiliation: isOurs(party) } : party;
		}),
	};
}

function repOf({ name, email }: Party, address: string | undefined): Call['rep'] {
	const known = email ?? address;
	return { id: known ?? nameKey(name), name, ...(known ? { email: known } : {}) };
}

function everybody(speakers: People['speakers'], listed: readonly Listed[]): Party[] {
	const byName = new Map(listed.map((party) => [nameKey(party.name), party]));
	const speaking = speakers.map((name, place): Party => {
		const speakerId = speakerIdOf(place);
		if (name === undefined) return { speakerId, name: 'Unknown speaker', affiliation: 'unknown' };
		return { speakerId, ...toParty(byName.get(nameKey(name)) ?? named(name)) };
	});
	const spoke = new Set(speakers.map((name) => name && nameKey(name)));
	return [...speaking, ...listed.filter(({ name }) => !spoke.has(nameKey(name))).map(toParty)];
}

/** Who is named by an address has it. */
function named(name: string): Listed {
	return ADDRESS.test(name) ? { name, email: name } : { name };
}

function toParty({ name, email, affiliation }: Listed): Party {
	return {
		name,
		...(email ? { email: email.toLowerCase() } : {}),
		affiliation: affiliation ?? 'unknown',
	};
}

function ourSide(people: readonly Party[], internal: string): (party: Party) => Party['affiliation'] {
	const ours = new Set(internal.split(',').map((entry) => nameKey(entry).replace(/^@/, '')));
	ours.delete('');
	const domains = [...ours].some((entry) => /^[^@\s]+\.[^@\s]+$/.test(entry));
	const names = people.some(({ name }) => ours.has(nameKey(name)));
	return ({ name, email }) => {
		const domain = email?.split('@')[1];
		if (ours.has(nameKey(name)) || ours.has(email ?? '') || ours.has(domain ?? '')) return 'internal';
		return names || (domains && domain !== undefined) ? 'external' : 'unknown';
	};
}
