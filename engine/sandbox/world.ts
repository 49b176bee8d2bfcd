/** The world behind the look-alikes: calls, people and CRM records, all given before the start. */

export interface GongParty {
	id: string;
	/** Absent for one who was invited but did not speak. */
	speakerId?: string;
	/** Only people of the company have one. */
	userId?: string | null;
	name?: string;
	emailAddress?: string;
	affiliation: 'Internal' | 'External' | 'Unknown';
	methods?: string[];
	context?: GongContext[];
	[other: string]: unknown;
}

export interface GongContext {
	system: string;
	objects: {
		objectType: string;
		objectId: string;
		fields: { name: string; value: unknown }[];
		timing?: string;
	}[];
}

export interface GongCall {
	metaData: {
		id: string;
		url: string;
		title: string;
		/** ISO 8601 with Z or an offset. */
		started: string;
		/** Seconds. */
		duration: number;
		primaryUserId: string;
		isPrivate: boolean;
		language: string;
		workspaceId?: string;
		[other: string]: unknown;
	};
	parties: GongParty[];
	context?: GongContext[];
	[other: string]: unknown;
}

export interface Monologue {
	speakerId: string;
	topic?: string | null;
	/** Times in milliseconds from the start of the call. */
	sentences: { start: number; end: number; text: string }[];
}

export interface GongUser {
	id: string;
	emailAddress: string;
	firstName: string;
	lastName: string;
}

export interface SlackUser {
	id: string;
	email: string;
	name: string;
	title: string;
}

export type RecordType = 'contacts' | 'companies' | 'deals';

export interface CrmRecord {
	type: RecordType;
	id: string;
	properties: Record<string, string>;
}

/** An e-mail that somebody logged on these records. */
export interface CrmEmail {
	id: string;
	properties: Record<string, string>;
	on: CrmRecord[];
}

export interface World {
	/** YYYY-MM-DD in `zone`. */
	today: string;
	zone: string;
	/** The company whose calls these are. */
	company: string;
	calls: GongCall[];
	/** By call id; a call that is missing here has no transcript yet. */
	transcripts: Map<string, Monologue[]>;
	users: GongUser[];
	slackUsers: SlackUser[];
	records: CrmRecord[];
	/** Pairs of records that belong together, each once. */
	links: [CrmRecord, CrmRecord][];
	emails: CrmEmail[];
}

/** The name people call a CRM record by. */
export function recordName(record: CrmRecord): string {
	const { dealname, name, firstname, lastname, email } = record.properties;
	return dealname ?? name ?? ([firstname, lastname].filter(Boolean).join(' ') || (email ?? record.id));
}
