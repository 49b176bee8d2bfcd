/** Companies and e-mails of a CRM in memory, for tests of the domain. Not for production code. */
import type { Crm, CrmCompany, CrmEmail } from '../../ports/crm.ts';

export type Correspondence = {
	companies: CrmCompany[];
	/** `companyId`: on which it stands; without one on whoever wrote it or got it. */
	emails: (CrmEmail & { companyId?: string })[];
};

export function memoryCorrespondence(world: Correspondence): Pick<Crm, 'companies' | 'listEmails' | 'emails'> {
	return {
		companies: async ({ companyId, domains }) =>
			world.companies.filter((company) =>
				companyId === undefined ? company.domains.some((one) => domains.includes(one)) : company.id === companyId,
			),
		async listEmails({ companyIds, addresses }, { from, to }) {
			const found = world.emails.filter(
				(email) =>
					Date.parse(email.sent) >= Date.parse(from) &&
					Date.parse(email.sent) < Date.parse(to) &&
					(companyIds.includes(email.companyId ?? '') ||
						[email.from, ...email.to].some((address) => addresses.includes(address))),
			);
			found.sort((one, other) => Date.parse(other.sent) - Date.parse(one.sent));
			return { ids: found.map(({ id }) => id), complete: true };
		},
		emails: async (ids) =>
			ids.flatMap((id) => {
				const { companyId: _, ...email } = world.emails.find((one) => one.id === id) ?? { id: undefined };
				return email.id === undefined ? [] : [structuredClone(email as CrmEmail)];
			}),
	};
}
