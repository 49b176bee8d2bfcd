/** Tells people of one name apart. */
import type { TranscriptUpload } from '../../contract/transcript.ts';
import { nameKey } from './speaker-names.ts';

type Listed = NonNullable<TranscriptUpload['parties']>[number];

/**
 * Of several with one name and different addresses each gets the address behind the name, as evidence shows it: two who
 * are called Mike, one of each side, are two speakers.
 */
export function withDistinctNames(listed: readonly Listed[]): Listed[] {
	const addresses = new Map<string, Set<string>>();
	for (const { name, email = '' } of listed) {
		const key = nameKey(name);
		addresses.set(key, (addresses.get(key) ?? new Set()).add(email.toLowerCase()));
	}
	return listed.map((party) => {
		const shared = (addresses.get(nameKey(party.name))?.size ?? 0) > 1;
		return shared && party.email ? { ...party, name: `${party.name} (${party.email.toLowerCase()})` } : party;
	});
}
