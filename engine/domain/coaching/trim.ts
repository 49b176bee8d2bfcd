/** Makes a page of calls small enough to be recorded as a step. */
import type { Call, Party } from '../../contract/call.ts';

/** A step may record 1 MiB of JSON; some room is left for the cursor. */
const LARGEST_BYTES = 900_000;

const LONGEST_TEXT = 300;
const MOST_REFERENCES = 20;

/**
 * Shortens absurd texts, and the parties of absurdly large calls: those who speak stay longest, customers before
 * colleagues, so that who spoke and whether customers were there is known as long as possible.
 */
export function trimmed(calls: Call[]): Call[] {
	for (let most = 1000; most > 1; most = Math.floor(most / 2)) {
		const page = calls.map((call) => trimmedCall(call, most));
		if (new TextEncoder().encode(JSON.stringify(page)).length <= LARGEST_BYTES) return page;
	}
	return calls.map((call) => trimmedCall(call, 1));
}

function trimmedCall(call: Call, mostParties: number): Call {
	return {
		...call,
		title: shortened(call.title),
		rep: { ...call.rep, name: shortened(call.rep.name) },
		parties: keptParties(call, mostParties).map((party) => ({ ...party, name: shortened(party.name) })),
		crm: call.crm.slice(0, MOST_REFERENCES).map((reference) => ({
			...reference,
			...(reference.name === undefined ? {} : { name: shortened(reference.name) }),
			...(reference.stage === undefined ? {} : { stage: shortened(reference.stage) }),
		})),
	};
}

function keptParties(call: Call, most: number): Party[] {
	if (call.parties.length <= most) return call.parties;
	const rank = (party: Party): number =>
		(party.userId === call.rep.id ? 0 : 4) +
		(party.speakerId === undefined ? 2 : 0) +
		(party.affiliation === 'internal' ? 1 : 0);
	return call.parties.toSorted((one, other) => rank(one) - rank(other)).slice(0, most);
}

export function shortened(text: string): string {
	return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1).toWellFormed()}…`;
}
