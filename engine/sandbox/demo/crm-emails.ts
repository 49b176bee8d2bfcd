/** The demo's e-mails as HubSpot logs them: on the contacts who wrote or got them, on the company, and on the deal. */
import { digits } from '../identifiers.ts';
import { addDays, instantOf } from '../local-time.ts';
import type { CrmEmail } from '../world.ts';
import type { AccountRecords } from './crm.ts';
import { DEMO_EMAILS, type DemoEmail } from './emails.ts';
import { ACCOUNTS, contactEmail, type DemoAccount, firstName, REPS } from './people.ts';

type Place = { today: string; zone: string; crm: Map<string, AccountRecords> };
type Person = { name: string; email: string };

export function demoEmails({ today, zone, crm }: Place): CrmEmail[] {
	return DEMO_EMAILS.map((demo) => {
		const account = ACCOUNTS[demo.account] as DemoAccount;
		const { company, deal, contacts } = crm.get(demo.account) as AccountRecords;
		const sender = personOf(demo.from, account);
		const recipients = demo.to.map((name) => personOf(name, account));
		const known = [demo.from, ...demo.to].flatMap((name) => contacts.get(name) ?? []);
		return {
			id: digits(`email:${demo.slug}`, 12),
			properties: {
				hs_timestamp: new Date(instantOf(addDays(today, -demo.daysBack), demo.at, zone)).toISOString(),
				hs_email_direction: demo.from in REPS ? 'EMAIL' : 'INCOMING_EMAIL',
				hs_email_status: demo.status ?? 'SENT',
				hs_email_subject: demo.subject,
				hs_email_from_email: sender.email,
				hs_email_from_firstname: firstName(sender.name),
				hs_email_from_lastname: sender.name.slice(firstName(sender.name).length + 1),
				hs_email_to_email: recipients.map(({ email }) => email).join(';'),
				...bodyOf(demo),
			},
			on: [...known, company, ...(deal ? [deal] : [])],
		};
	});
}

function bodyOf({ text, html }: DemoEmail): Record<string, string> {
	return html === undefined ? { hs_email_text: text ?? '' } : { hs_email_html: html };
}

function personOf(first: string, account: DemoAccount): Person {
	const colleague = REPS[first];
	if (colleague) return colleague;
	const contact = account.contacts.find(({ name }) => firstName(name) === first);
	if (!contact) throw new Error(`${first} is nobody of ${account.name}`);
	return { name: contact.name, email: contactEmail(contact.name, account) };
}
