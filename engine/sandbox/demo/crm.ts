/** The demo's CRM: a company, its people and mostly a deal for each account. */
import { digits } from '../identifiers.ts';
import type { CrmRecord } from '../world.ts';
import { ACCOUNTS, contactEmail } from './people.ts';

export interface AccountRecords {
	company: CrmRecord;
	/** Absent where nobody has made one yet. */
	deal?: CrmRecord;
	/** By first name. */
	contacts: Map<string, CrmRecord>;
}

/** By the account's key. */
export function demoCrm(): Map<string, AccountRecords> {
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

export function recordsOf({ company, deal, contacts }: AccountRecords): CrmRecord[] {
	return [company, ...(deal ? [deal] : []), ...contacts.values()];
}

export function linksOf({ company, deal, contacts }: AccountRecords): [CrmRecord, CrmRecord][] {
	const links = [...contacts.values()].map((contact): [CrmRecord, CrmRecord] => [contact, company]);
	if (!deal) return links;
	const ofDeal = [...contacts.values()].map((contact): [CrmRecord, CrmRecord] => [contact, deal]);
	return [...links, ...ofDeal, [deal, company]];
}
