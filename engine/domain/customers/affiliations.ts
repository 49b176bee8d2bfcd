/** Who is of the customer, and who is of one's own company. */
import type { Call, Party } from '../../contract/call.ts';
import type { CustomerEmail } from './emails.ts';

/** With these anybody has an address: it tells of no company. */
const PROVIDERS = new Set(
	(
		'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com ' +
		'aol.com gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de mail.de posteo.de mailbox.org ' +
		'proton.me protonmail.com fastmail.com zoho.com hey.com mail.com hotmail.co.uk yahoo.co.uk btinternet.com ' +
		'hotmail.fr orange.fr free.fr wanadoo.fr laposte.net libero.it virgilio.it ziggo.nl kpnmail.nl bluewin.ch ' +
		'yandex.ru mail.ru qq.com 163.com 126.com naver.com'
	).split(' '),
);

export type Affiliations = (address: string) => Party['affiliation'];

/** Lower case; a subdomain is a domain of its own. */
export function domainOf(address: string): string {
	return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/**
 * Addresses of the account's domains are external. Internal is who is internal on a call, whose colleague is, or whose
 * colleague sends e-mails out of the CRM; who only has the same provider is no colleague. Anybody else is unknown. Where
 * nobody is known to be internal, everybody who is not of the account is: such e-mails are between the two.
 */
export function affiliationsOf(
	domains: string[],
	calls: Pick<Call, 'parties'>[],
	emails: CustomerEmail[],
): Affiliations {
	const ofAccount = new Set(domains);
	/** Domains, and of those with a provider the addresses. */
	const own = new Set<string>();
	const sideOf = (address: string): string => {
		const domain = domainOf(address);
		return PROVIDERS.has(domain) ? address.toLowerCase() : domain;
	};
	const known = new Map<string, Party['affiliation']>();
	for (const { email, affiliation } of calls.flatMap(({ parties }) => parties)) {
		if (!email) continue;
		if (affiliation === 'internal') own.add(sideOf(email));
		if (known.get(email.toLowerCase()) !== 'internal') known.set(email.toLowerCase(), affiliation);
	}
	for (const { from, outgoing } of emails) if (outgoing) own.add(sideOf(from));
	return (address) => {
		if (ofAccount.has(domainOf(address))) return 'external';
		if (own.has(sideOf(address))) return 'internal';
		return known.get(address.toLowerCase()) ?? (own.size === 0 ? 'internal' : 'unknown');
	};
}

/** Of the account's people who were on calls: the CRM may know them apart from their company. */
export function addressesOf(calls: Pick<Call, 'parties'>[], domains: string[]): string[] {
	const emails = calls.flatMap(({ parties }) => parties.flatMap(({ email }) => email?.toLowerCase() ?? []));
	return [...new Set(emails)].filter((email) => domains.includes(domainOf(email))).sort();
}
