/** Companies of HubSpot as accounts: their names and domains. */
import type { CrmCompany } from '../../../ports/crm.ts';
import type { HubspotOptions } from './client.ts';
import { findCompanies, type HubspotRecord, nameOf, readRecords } from './records.ts';

/** A domain stands on one company, unless somebody made it twice. */
const MOST = 10;

export async function readCompanies(
	options: HubspotOptions,
	{ companyId, domains }: { companyId?: string; domains: string[] },
	signal: AbortSignal,
): Promise<CrmCompany[]> {
	if (companyId !== undefined) return (await readRecords(options, 'companies', [companyId], signal)).map(toCompany);
	if (domains.length === 0) return [];
	return (await findCompanies(options, domains, MOST, signal)).map(toCompany);
}

function toCompany(record: HubspotRecord): CrmCompany {
	const { domain, hs_additional_domains: further } = record.properties;
	const domains = [domain ?? '', ...(further ?? '').split(';')].map((one) => one.trim().toLowerCase()).filter(Boolean);
	const name = nameOf('company', record);
	return { id: record.id, ...(name ? { name } : {}), domains: [...new Set(domains)] };
}
