/** The world around recorded calls: Slack users, contacts and deals derived from their parties. */
import { digits, slackId } from '../identifiers.ts';
import type { CrmRecord, GongCall, GongParty, GongUser, SlackUser, World } from '../world.ts';
import { largeDay } from './day.ts';
import { externalParties, ownerOf, readFolder } from './read.ts';

/** Left out on purpose, counted from 1 in the order of the calls: a CRM and a chat are never complete. */
export const EVERY_REP_WITHOUT_SLACK = 7;
export const EVERY_CALL_WITHOUT_DEAL = 5;

export interface FolderWorld {
	folder: string;
	today: string;
	zone: string;
	/** How many calls the day before today gets; absent: the calls keep their dates. */
	dayCalls?: number;
}

export function folderWorld({ folder, today, zone, dayCalls }: FolderWorld): World {
	const recorded = readFolder(folder);
	const { calls, transcripts } =
		dayCalls === undefined ? recorded : largeDay({ recorded, count: dayCalls, today, zone });
	const owners = uniqueOwners(calls);
	const domain = owners[0]?.emailAddress?.split('@')[1] ?? 'acme.example';
	return {
		today,
		zone,
		company: domain,
		calls,
		transcripts,
		users: owners.map(gongUser),
		slackUsers: [...slackUsers(owners), manager(domain)],
		...crm(calls),
		emails: [],
	};
}

function uniqueOwners(calls: GongCall[]): GongParty[] {
	const owners = new Map<string, GongParty>();
	for (const call of calls) {
		const owner = ownerOf(call);
		const id = call.metaData.primaryUserId;
		if (owner?.emailAddress && !owners.has(id)) owners.set(id, owner);
	}
	return [...owners.values()];
}

function slackUsers(owners: GongParty[]): SlackUser[] {
	return owners
		.filter((_, index) => (index + 1) % EVERY_REP_WITHOUT_SLACK !== 0)
		.map(({ emailAddress = '', name = '' }) => ({
			id: slackId('U', emailAddress),
			email: emailAddress,
			name,
			title: 'Account Executive',
		}));
}

/** Somebody who owns no call, to receive what is sent to one person only. */
function manager(domain: string): SlackUser {
	const email = `manager@${domain}`;
	return { id: slackId('U', email), email, name: 'Robin Manager', title: 'Head of Sales' };
}

function gongUser(owner: GongParty): GongUser {
	const [firstName = '', ...rest] = (owner.name ?? '').split(' ');
	return { id: String(owner.userId), emailAddress: owner.emailAddress ?? '', firstName, lastName: rest.join(' ') };
}

function crm(calls: GongCall[]): Pick<World, 'records' | 'links'> {
	const records = new Map<string, CrmRecord>();
	const links: World['links'] = [];
	calls.forEach((call, index) => {
		const { id, title } = call.metaData;
		const company = record('companies', `company:${id}`, { name: `Client of ${title}` });
		const known = externalParties(call).map((party) => contact(records, party));
		records.set(company.id, company);
		links.push(...known.map((one): [CrmRecord, CrmRecord] => [one, company]));
		if ((index + 1) % EVERY_CALL_WITHOUT_DEAL === 0) return;
		const deal = record('deals', `deal:${id}`, { dealname: title, dealstage: 'qualifiedtobuy', pipeline: 'default' });
		records.set(deal.id, deal);
		links.push([deal, company], ...known.map((one): [CrmRecord, CrmRecord] => [one, deal]));
	});
	return { records: [...records.values()], links };
}

function contact(records: Map<string, CrmRecord>, party: GongParty): CrmRecord {
	const email = party.emailAddress ?? '';
	const [firstname = '', ...rest] = (party.name ?? '').split(' ');
	const made = record('contacts', `contact:${email}`, { email, firstname, lastname: rest.join(' ') });
	const found = records.get(made.id) ?? made;
	records.set(found.id, found);
	return found;
}

function record(type: CrmRecord['type'], slug: string, properties: Record<string, string>): CrmRecord {
	return { type, id: digits(slug, 12), properties };
}
