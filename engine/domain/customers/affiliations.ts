/** Who is of the customer, and who is of one's own company. */
import type { Call, Party } from '../../contract/call.ts';
import type { CustomerEmail } from './emails.ts';

export type Affiliations = (address: string) => Party['affiliation'];

/** Lower case; a subdomain is a domain of its own. */
export function domainOf(address: string): string {
	return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/**
 * Addresses of the account's domains are external. Internal is who is internal on a call, whose colleague is, or whose
 * colleague sends e-mails out of the CRM; anybody else is unknown. Where nobody is known to be internal, everybody who
 * is not of the account is: such e-mails are between the two.
 */
export function affiliationsOf(
	domains: string[],
	calls: Pick<Call, 'parties'>[],
	emails: CustomerEmail[],
): Affiliations {
	const ofAccount = new Set(domains);
	const own = new Set<string>();
	const known = new Map<string, Party['affiliation']>();
	for (const { email, affiliation } of calls.flatMap(({ parties }) => parties)) {
		if (!email) continue;
		if (affiliation === 'internal') own.add(domainOf(email));
		if (known.get(email.toLowerCase()) !== 'internal') known.set(email.toLowerCase(), affiliation);
	}
	for (const { from, outgoing } of emails) if (outgoing) own.add(domainOf(from));
	return (address) => {
		const domain = domainOf(address);
		if (ofAccount.has(domain)) return 'external';
		if (own.has(domain)) return 'internal';
		return known.get(address.toLowerCase()) ?? (own.size === 0 ? 'internal' : 'unknown');
	};
}
