/** Which account is meant: its name, its domains and its companies in the CRM. */
import type { CustomerAccount } from '../../contract/analysis.ts';
import type { Gap } from '../../contract/coaching.ts';
import type { AskedAccount } from '../../contract/run.ts';
import { TerminalError } from '../../errors.ts';
import type { Crm, CrmCompany } from '../../ports/crm.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { listed } from '../coaching/wording.ts';

export type FoundAccount = CustomerAccount & { companyIds: string[]; gaps: Gap[] };

/**
 * A company that the request names by its id has to be there: throws `connection-unknown` without a CRM connection and
 * `company-unknown` without the company. Companies that only have one of the domains are looked up for their names and
 * their e-mails; where that is refused it is a gap.
 */
export async function findAccount(
	run: RunContext,
	crm: Crm | undefined,
	{ name, companyId, domains: named }: AskedAccount,
): Promise<FoundAccount> {
	const domains = [...new Set(named.map((domain) => domain.toLowerCase()))];
	const { companies, gaps } = await companiesOf(run, crm, { companyId, domains });
	if (companyId !== undefined && companies.length === 0) {
		throw new TerminalError('company-unknown', undefined, { details: { companyId } });
	}
	const allDomains = [...new Set([...domains, ...companies.flatMap((company) => company.domains)])];
	const called = name ?? companies.find((company) => company.name)?.name ?? listed(allDomains);
	return {
		name: called || `Company ${companyId}`,
		domains: allDomains,
		...(companyId === undefined ? {} : { companyId }),
		companyIds: companies.map(({ id }) => id),
		gaps,
	};
}

type Wanted = { companyId: string | undefined; domains: string[] };

async function companiesOf(
	run: RunContext,
	crm: Crm | undefined,
	{ companyId, domains }: Wanted,
): Promise<{ companies: CrmCompany[]; gaps: Gap[] }> {
	if (!crm) {
		if (companyId === undefined) return { companies: [], gaps: [] };
		throw new TerminalError('connection-unknown', 'A company is looked up in the CRM: name a crm connection.');
	}
	const account = { ...(companyId === undefined ? {} : { companyId }), domains };
	try {
		return { companies: await run.step('companies', (signal) => crm.companies(account, signal)), gaps: [] };
	} catch (error) {
		if (!(error instanceof TerminalError) || companyId !== undefined) throw error;
		const text = `The company could not be looked up in the CRM: ${error.message}`;
		return { companies: [], gaps: [{ kind: 'company-unread', subject: run.connections.crm ?? '', text }] };
	}
}
