/** A call as Gong describes it, in the words of the contract. */
import type { Call, CrmReference, Party } from '../../../contract/call.ts';
import type { CallData } from './schema.ts';

type GongParty = NonNullable<CallData['parties']>[number];
type GongContexts = NonNullable<CallData['context']>;
type GongFields = GongContexts[number]['objects'][number]['fields'];

const AFFILIATIONS = { Internal: 'internal', External: 'external', Unknown: 'unknown' } as const;

/** Salesforce's and HubSpot's names for the same things; leads and users belong to no record of a customer. */
const CRM_TYPES: Record<string, CrmReference['type']> = {
	opportunity: 'deal',
	deal: 'deal',
	account: 'company',
	company: 'company',
	contact: 'contact',
};

/** Fields have the names of the CRM that they come from, or Gong's own; compared in lower case. */
const NAMES_OF_NAME = ['name'];
const NAMES_OF_STAGE = ['stage', 'stagename', 'dealstage'];

export function toCall({ metaData, parties, context }: CallData): Call {
	const people = parties ?? [];
	return {
		id: metaData.id,
		url: metaData.url ?? '',
		title: metaData.title || 'Untitled call',
		started: metaData.started,
		durationSeconds: metaData.duration ?? 0,
		language: (metaData.language ?? '').toLowerCase(),
		private: metaData.isPrivate ?? false,
		parties: people.map(toParty),
		rep: toRep(metaData.primaryUserId, people),
		crm: toReferences([...(context ?? []), ...people.flatMap((party) => party.context ?? [])]),
	};
}

function toParty(party: GongParty): Party {
	return {
		...(party.speakerId ? { speakerId: party.speakerId } : {}),
		name: nameOf(party),
		...(party.emailAddress ? { email: party.emailAddress.toLowerCase() } : {}),
		affiliation: AFFILIATIONS[party.affiliation],
		...(party.userId && party.affiliation === 'Internal' ? { userId: party.userId } : {}),
	};
}

/** The party of the call's primary user; a call without one has an unknown rep, whom nobody can be sent a message for. */
function toRep(primaryUserId: string | undefined, parties: GongParty[]): Call['rep'] {
	const party = parties.find(({ userId }) => userId !== undefined && userId === primaryUserId);
	if (!party) return { id: primaryUserId ?? 'unknown', name: 'Unknown' };
	return {
		id: primaryUserId ?? 'unknown',
		name: nameOf(party),
		...(party.emailAddress ? { email: party.emailAddress.toLowerCase() } : {}),
	};
}

function nameOf(party: GongParty): string {
	return party.name?.trim() || party.emailAddress || 'Unknown';
}

function toReferences(contexts: GongContexts): CrmReference[] {
	const references = new Map<string, CrmReference>();
	for (const { objectType, objectId, fields } of contexts.flatMap(({ objects }) => objects)) {
		const type = CRM_TYPES[objectType.toLowerCase()];
		if (!type || references.has(`${type} ${objectId}`)) continue;
		const name = textOf(fields, NAMES_OF_NAME);
		const stage = type === 'deal' ? textOf(fields, NAMES_OF_STAGE) : undefined;
		references.set(`${type} ${objectId}`, {
			...{ type, id: objectId },
			...(name === undefined ? {} : { name }),
			...(stage === undefined ? {} : { stage }),
		});
	}
	return [...references.values()];
}

/** The first of the fields under one of these names that says something. */
function textOf(fields: GongFields, names: readonly string[]): string | undefined {
	for (const { name, value } of fields ?? []) {
		if (names.includes(name.toLowerCase()) && typeof value === 'string' && value.trim() !== '') return value;
	}
	return undefined;
}
