/** A demo call as Gong describes it: metadata, parties, and what the CRM knows of them. */
import { digits } from '../identifiers.ts';
import { withOffset } from '../local-time.ts';
import type { CrmRecord, GongCall, GongContext, GongParty } from '../world.ts';
import type { DemoCall } from './call.ts';
import type { AccountRecords } from './crm.ts';
import {
	ACCOUNTS,
	COLLEAGUES,
	contactEmail,
	type DemoAccount,
	type DemoRep,
	firstName,
	REPS,
	userId,
} from './people.ts';

const WORKSPACE_ID = '623457276584334';

export interface CallFrame {
	startedAt: number;
	zone: string;
	seconds: number;
	crm: Map<string, AccountRecords>;
}

export function gongCall(demo: DemoCall, { startedAt, zone, seconds, crm }: CallFrame): GongCall {
	const id = digits(`call:${demo.slug}`, 19);
	const account = demo.account === undefined ? undefined : ACCOUNTS[demo.account];
	const records = demo.account === undefined ? undefined : crm.get(demo.account);
	const owner = REPS[demo.rep] as DemoRep;
	const started = withOffset(startedAt, zone);
	const context = records ? callContext(records) : undefined;
	return {
		metaData: {
			id,
			url: `https://app.gong.example/call?id=${id}`,
			title: demo.title,
			scheduled: started,
			started,
			duration: seconds,
			primaryUserId: userId(owner.email),
			direction: 'Conference',
			system: 'Zoom',
			scope: account ? 'External' : 'Internal',
			media: 'Video',
			language: demo.language ?? 'eng',
			workspaceId: WORKSPACE_ID,
			isPrivate: demo.isPrivate ?? false,
		},
		parties: [
			colleague(owner, demo.slug),
			...(demo.colleagues ?? []).map((name) => colleague((COLLEAGUES[name] ?? REPS[name]) as DemoRep, demo.slug)),
			...(account ? demo.guests.map((name) => guest(name, account, demo, records)) : []),
		],
		...(context ? { context: [context] } : {}),
	};
}

function callContext({ company, deal }: AccountRecords): GongContext {
	const account = {
		objectType: 'Account',
		objectId: company.id,
		fields: [{ name: 'name', value: company.properties.name }],
		timing: 'Now',
	};
	if (!deal) return { system: 'HubSpot', objects: [account] };
	const { dealname, dealstage } = deal.properties;
	const fields = [
		{ name: 'name', value: dealname },
		{ name: 'stageName', value: dealstage },
	];
	// Gong says opportunity to what HubSpot calls a deal.
	const opportunity = { objectType: 'Opportunity', objectId: deal.id, fields, timing: 'Now' };
	return { system: 'HubSpot', objects: [account, opportunity] };
}

function colleague(person: DemoRep, slug: string): GongParty {
	const { name, email } = person;
	return {
		id: digits(`party:${slug}:${email}`, 18),
		emailAddress: email,
		name,
		userId: userId(email),
		speakerId: digits(`speaker:${slug}:${email}`, 18),
		affiliation: 'Internal',
		methods: ['Invitee', 'Attendee'],
	};
}

function guest(first: string, account: DemoAccount, demo: DemoCall, records?: AccountRecords): GongParty {
	const person = account.contacts.find((contact) => firstName(contact.name) === first);
	const name = person?.name ?? first;
	const email = contactEmail(name, account);
	const known = records?.contacts.get(first);
	return {
		id: digits(`party:${demo.slug}:${email}`, 18),
		emailAddress: email,
		name,
		speakerId: digits(`speaker:${demo.slug}:${email}`, 18),
		affiliation: 'External',
		methods: ['Invitee', 'Attendee'],
		...(known ? { context: [contactContext(known)] } : {}),
	};
}

function contactContext(contact: CrmRecord): GongContext {
	const { email, jobtitle } = contact.properties;
	const fields = [
		{ name: 'email', value: email },
		{ name: 'title', value: jobtitle },
	];
	return { system: 'HubSpot', objects: [{ objectType: 'Contact', objectId: contact.id, fields, timing: 'Now' }] };
}
