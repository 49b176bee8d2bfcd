/** The demo's world: its calls laid on the days before today, with the people and CRM records around them. */
import { digits, slackId } from '../identifiers.ts';
import { addDays, instantOf, weekday, withOffset } from '../local-time.ts';
import type { CrmRecord, GongCall, GongContext, GongParty, Monologue, SlackUser, World } from '../world.ts';
import type { DemoCall } from './call.ts';
import { DEMO_CALLS } from './calls.ts';
import { ACCOUNTS, COLLEAGUES, COMPANY, type DemoAccount, type DemoRep, REPS } from './people.ts';
import { durationOf, monologues, readScript, type Turn } from './script.ts';

const WORKSPACE_ID = '623457276584334';

/** Ids come from slugs and stay the same from day to day; only the dates move with `today`. */
export function demoWorld({ today, zone }: { today: string; zone: string }): World {
	const crm = demoCrm();
	const transcripts = new Map<string, Monologue[]>();
	const workingDays = earlierWorkingDays(today);
	let earlier = 0;
	const calls = DEMO_CALLS.map((demo) => {
		const date =
			demo.day === 'yesterday' ? addDays(today, -1) : (workingDays[earlier++ % workingDays.length] as string);
		const turns = readScript(demo.script);
		const seconds = demo.transcriptPendingAfter ?? durationOf(turns);
		const call = gongCall(demo, { startedAt: instantOf(date, demo.at, zone), zone, seconds, crm });
		if (demo.transcriptPendingAfter === undefined) transcripts.set(call.metaData.id, spoken(call, turns));
		return call;
	});
	const people = [...Object.values(REPS), ...Object.values(COLLEAGUES)];
	return {
		today,
		zone,
		company: COMPANY.name,
		calls,
		transcripts,
		users: people.map(({ name, email }) => ({
			id: userId(email),
			emailAddress: email,
			firstName: firstName(name),
			lastName: name.slice(firstName(name).length + 1),
		})),
		slackUsers: people.map(slackUser),
		records: [...crm.values()].flatMap(recordsOf),
		links: [...crm.values()].flatMap(linksOf),
	};
}

function spoken(call: GongCall, turns: Turn[]): Monologue[] {
	const speakers = new Map(call.parties.map((party) => [firstName(party.name), party.speakerId]));
	return monologues(turns, (name) => {
		const id = speakers.get(name);
		if (id === undefined) throw new Error(`${name} speaks in ${call.metaData.title} but is no party of it`);
		return id;
	});
}

/** The working days from seven to two days before today, latest first; there are always four at least. */
function earlierWorkingDays(today: string): string[] {
	const days = [2, 3, 4, 5, 6, 7].map((back) => addDays(today, -back));
	return days.filter((date) => weekday(date) !== 0 && weekday(date) !== 6);
}

interface AccountRecords {
	company: CrmRecord;
	/** Absent where nobody has made one yet. */
	deal?: CrmRecord;
	/** By first name. */
	contacts: Map<string, CrmRecord>;
}

function demoCrm(): Map<string, AccountRecords> {
	return new Map(
		Object.entries(ACCOUNTS).map(([slug, account]) => {
			const { name, domain, industry, city, deal } = account;
			const contacts = account.contacts.map((contact): [string, CrmRecord] => {
				const [firstname = '', lastname = ''] = contact.name.split(' ');
				const email = contactEmail(contact.name, account);
				const properties = { email, firstname, lastname, jobtitle: contact.jobtitle, company: name };
				return [firstname, { type: 'contacts', id: digits(`contact:${email}`, 12), properties }];
			});
			const records: AccountRecords = {
				company: { type: 'companies', id: digits(`company:${slug}`, 11), properties: { name, domain, industry, city } },
				deal: deal && {
					type: 'deals',
					id: digits(`deal:${slug}`, 11),
					properties: {
						dealname: deal.name,
						dealstage: deal.stage,
						amount: String(deal.amount),
						pipeline: 'default',
					},
				},
				contacts: new Map(contacts),
			};
			return [slug, records];
		}),
	);
}

function recordsOf({ company, deal, contacts }: AccountRecords): CrmRecord[] {
	return [company, ...(deal ? [deal] : []), ...contacts.values()];
}

function linksOf({ company, deal, contacts }: AccountRecords): [CrmRecord, CrmRecord][] {
	const links = [...contacts.values()].map((contact): [CrmRecord, CrmRecord] => [contact, company]);
	if (!deal) return links;
	const ofDeal = [...contacts.values()].map((contact): [CrmRecord, CrmRecord] => [contact, deal]);
	return [...links, ...ofDeal, [deal, company]];
}

interface CallFrame {
	startedAt: number;
	zone: string;
	seconds: number;
	crm: Map<string, AccountRecords>;
}

function gongCall(demo: DemoCall, { startedAt, zone, seconds, crm }: CallFrame): GongCall {
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

function slackUser({ name, email, title }: DemoRep): SlackUser {
	return { id: slackId('U', email), email, name, title };
}

function userId(email: string): string {
	return digits(`user:${email}`, 18);
}

function contactEmail(name: string, account: DemoAccount): string {
	return `${name.toLowerCase().replaceAll(' ', '.')}@${account.domain}`;
}

function firstName(name: string | undefined): string {
	return (name ?? '').split(' ')[0] ?? '';
}
