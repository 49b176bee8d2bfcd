/** HubSpot's records and the links between them: the given ones, e-mails among them, and the notes written since. */
import type { Note, State } from './state.ts';
import { type RecordType, recordName, type World } from './world.ts';

export type ObjectType = RecordType | 'notes' | 'emails';

export interface CrmObject {
	type: ObjectType;
	id: string;
	properties: Record<string, string>;
	createdAt: string;
	/** Milliseconds since 1970 of the last write, for the lag of the search index; 0 for given records. */
	writtenAt: number;
}

/** Other spellings of an object type in a path. */
const SPELLINGS: Record<string, ObjectType> = {
	contacts: 'contacts',
	contact: 'contacts',
	'0-1': 'contacts',
	companies: 'companies',
	company: 'companies',
	'0-2': 'companies',
	deals: 'deals',
	deal: 'deals',
	'0-3': 'deals',
	notes: 'notes',
	note: 'notes',
	'0-46': 'notes',
	emails: 'emails',
	email: 'emails',
	'0-49': 'emails',
};

const OF_EVERY_OBJECT = ['hs_object_id', 'createdate', 'hs_createdate', 'hs_lastmodifieddate', 'hubspot_owner_id'];

/** The properties this portal knows; any other is refused on write and in a search. */
export const PROPERTIES: Record<ObjectType, readonly string[]> = {
	contacts: [...OF_EVERY_OBJECT, 'email', 'firstname', 'lastname', 'jobtitle', 'company', 'phone', 'lastmodifieddate'],
	companies: [
		...OF_EVERY_OBJECT,
		'name',
		'domain',
		'hs_additional_domains',
		'industry',
		'city',
		'country',
		'numberofemployees',
	],
	deals: [...OF_EVERY_OBJECT, 'dealname', 'dealstage', 'pipeline', 'amount', 'closedate'],
	notes: [...OF_EVERY_OBJECT, 'hs_note_body', 'hs_timestamp', 'hs_attachment_ids'],
	emails: [
		...OF_EVERY_OBJECT,
		'hs_timestamp',
		'hs_email_direction',
		'hs_email_status',
		'hs_email_subject',
		'hs_email_text',
		'hs_email_html',
		'hs_email_headers',
		'hs_email_from_email',
		'hs_email_from_firstname',
		'hs_email_from_lastname',
		'hs_email_to_email',
		'hs_email_cc_email',
	],
};

/** What a read answers when no properties are named. */
export const DEFAULT_PROPERTIES: Record<ObjectType, readonly string[]> = {
	contacts: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
	companies: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
	deals: [
		'amount',
		'closedate',
		'createdate',
		'dealname',
		'dealstage',
		'hs_lastmodifieddate',
		'hs_object_id',
		'pipeline',
	],
	notes: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
	emails: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
};

/** Ids of HubSpot's own, unlabeled association types, by `from>to`. */
export const ASSOCIATION_TYPES: Record<string, number> = {
	'contacts>companies': 279,
	'companies>contacts': 280,
	'contacts>deals': 4,
	'deals>contacts': 3,
	'companies>deals': 342,
	'deals>companies': 341,
	'notes>contacts': 202,
	'contacts>notes': 201,
	'notes>companies': 190,
	'companies>notes': 189,
	'notes>deals': 214,
	'deals>notes': 213,
	'emails>contacts': 198,
	'contacts>emails': 197,
	'emails>companies': 186,
	'companies>emails': 185,
	'emails>deals': 210,
	'deals>emails': 209,
};

export function objectType(spelling: string): ObjectType | undefined {
	return Object.hasOwn(SPELLINGS, spelling) ? SPELLINGS[spelling] : undefined;
}

export interface Records {
	all(type: ObjectType): CrmObject[];
	find(type: ObjectType, id: string): CrmObject | undefined;
	contactByEmail(email: string): CrmObject | undefined;
	/** Ids of the objects of `to` that belong to an object, oldest link first. */
	linked(from: CrmObject, to: ObjectType): string[];
	/** The name people call a record by; its id when there is none. */
	name(type: RecordType, id: string): string;
}

export function createRecords(world: World, state: State): Records {
	const givenAt = '2025-02-05T09:00:00.000Z';
	const given = new Map<string, CrmObject>();
	const names = new Map<string, string>();
	const byEmail = new Map<string, CrmObject>();
	const links = new Map<string, string[]>();
	const give = ({ type, id, properties: own }: Pick<CrmObject, 'type' | 'id' | 'properties'>): CrmObject => {
		const dates = { createdate: givenAt, lastmodifieddate: givenAt, hs_lastmodifieddate: givenAt };
		const properties = { ...dates, ...own, hs_object_id: id };
		const object: CrmObject = { type, id, properties, createdAt: givenAt, writtenAt: 0 };
		given.set(`${type}:${id}`, object);
		return object;
	};
	for (const record of world.records) {
		const object = give(record);
		if (record.type === 'contacts') byEmail.set(object.properties.email?.toLowerCase() ?? '', object);
		names.set(`${record.type}:${record.id}`, recordName(record));
	}
	for (const [a, b] of world.links) {
		link(links, `${a.type}:${a.id}>${b.type}`, b.id);
		link(links, `${b.type}:${b.id}>${a.type}`, a.id);
	}
	for (const { on, ...email } of world.emails) {
		give({ type: 'emails', ...email });
		for (const record of on) {
			link(links, `emails:${email.id}>${record.type}`, record.id);
			link(links, `${record.type}:${record.id}>emails`, email.id);
		}
	}
	const notes = () => state.notes.map(asObject);

	return {
		all: (type) => (type === 'notes' ? notes() : [...given.values()].filter((record) => record.type === type)),
		find(type, id) {
			if (type !== 'notes') return given.get(`${type}:${id}`);
			const note = state.notes.find((one) => one.id === id);
			return note && asObject(note);
		},
		contactByEmail: (email) => byEmail.get(email.toLowerCase()),
		linked(from, to) {
			if (from.type === 'notes') {
				const note = state.notes.find((one) => one.id === from.id);
				return note?.associations.filter((one) => one.type === to).map((one) => one.id) ?? [];
			}
			if (to !== 'notes') return links.get(`${from.type}:${from.id}>${to}`) ?? [];
			return state.notes
				.filter((note) => note.associations.some((one) => one.type === from.type && one.id === from.id))
				.map((note) => note.id);
		},
		name: (type, id) => names.get(`${type}:${id}`) ?? id,
	};
}

function asObject(note: Note): CrmObject {
	const dates = { hs_createdate: note.at, hs_lastmodifieddate: note.at, createdate: note.at };
	const properties = { ...dates, ...note.properties, hs_object_id: note.id };
	return { type: 'notes', id: note.id, properties, createdAt: note.at, writtenAt: note.writtenAt };
}

function link(links: Map<string, string[]>, key: string, id: string): void {
	const known = links.get(key);
	if (!known) links.set(key, [id]);
	else if (!known.includes(id)) known.push(id);
}
