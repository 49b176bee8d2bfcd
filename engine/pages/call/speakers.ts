/** Who speaks on a call, and on which side of the table. */
import type { Call, Party } from '../../contract/call.ts';

/** `rep`: the call's owner; `colleague`: of the same company; `customer`: anybody else, also who is not known. */
export type Side = 'rep' | 'colleague' | 'customer';

export type ShownSpeaker = { id: string; name: string; side: Side };

/** Speakers by their ids in the transcript; who is no party of the call is an unknown speaker. */
export function speakersOf(call: Pick<Call, 'parties' | 'rep'>): (speakerId: string) => ShownSpeaker {
	const known = new Map<string, ShownSpeaker>();
	for (const party of call.parties) {
		const { speakerId: id } = party;
		if (id === undefined || known.has(id)) continue;
		known.set(id, { id, name: party.name || 'Unknown speaker', side: sideOf(party, call.rep) });
	}
	return (id) => known.get(id) ?? { id, name: 'Unknown speaker', side: 'customer' };
}

/** The owner is known by user id, else by e-mail address. */
export function sideOf(party: Party, rep: Call['rep']): Side {
	if (party.affiliation === 'external') return 'customer';
	const isRep =
		party.userId === undefined
			? rep.email !== undefined && party.email?.toLowerCase() === rep.email.toLowerCase()
			: party.userId === rep.id;
	if (isRep) return 'rep';
	return party.affiliation === 'internal' ? 'colleague' : 'customer';
}
