/** Who speaks: the parties of a call by the speaker ids of its transcript. */
import type { Call, Party } from '../../contract/call.ts';

export type Speaker = {
	id: string;
	name: string;
	affiliation: Party['affiliation'];
	/** The call's owner. */
	rep: boolean;
};

export type Speakers = (speakerId: string) => Speaker;

/** A speaker whom no party names is shown as unknown; the transcript counts all the same. */
export function speakersOf(call: Pick<Call, 'parties' | 'rep'>): Speakers {
	const known = new Map<string, Speaker>();
	for (const party of call.parties) {
		if (party.speakerId === undefined || known.has(party.speakerId)) continue;
		known.set(party.speakerId, {
			id: party.speakerId,
			name: party.name || 'Unknown speaker',
			affiliation: party.affiliation,
			rep: isRep(party, call.rep),
		});
	}
	return (speakerId) => {
		const speaker = known.get(speakerId);
		if (speaker) return speaker;
		const stranger: Speaker = { id: speakerId, name: 'Unknown speaker', affiliation: 'unknown', rep: false };
		known.set(speakerId, stranger);
		return stranger;
	};
}

/** The party that is the call's owner: by user id, else by e-mail address. */
export function isRep(party: Party, rep: Call['rep']): boolean {
	if (party.affiliation === 'external') return false;
	if (party.userId !== undefined) return party.userId === rep.id;
	return rep.email !== undefined && party.email?.toLowerCase() === rep.email.toLowerCase();
}

/** The other side of the table; who is not known to be internal counts as a customer. */
export function isCustomer(speaker: Speaker): boolean {
	return speaker.affiliation !== 'internal' && !speaker.rep;
}
