/** Companies of HubSpot as accounts: their names and domains. */
import type { CrmReference } from '../../../contract/call.ts';
import type { CrmCompany } from '../../../ports/crm.ts';
import type { HubspotOptions } from './client.ts';
import { findCompanies, type HubspotRecord, nameOf, RECORD_TYPES, readLinks, readRecords } from './records.ts';

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

/** What is linked with a company, without an order. */
export async function readAround(
	options: HubspotOptions,
	companyId: string,
	most: number,
	signal: AbortSignal,
): Promise<CrmReference[]> {
	const linked = async (type: 'contact' | 'deal'): Promise<CrmReference[]> => {
		const to = RECORD_TYPES[type];
		const ids = (await readLinks(options, 'companies', [companyId], to, signal)).get(companyId) ?? [];
		const records = await readRecords(options, to, ids.slice(0, most), signal);
		return records.map((record) => {
			const name = nameOf(type, record);
			const stage = type === 'deal' && record.properties.dealstage;
			return { type, id: record.id, ...(name ? { name } : {}), ...(stage ? { stage } : {}) };
		});
	};
	return (await Promise.all([linked('contact'), linked('deal')])).flat();
}

function toCompany(record: HubspotRecord): CrmCompany {
	const { domain, hs_additional_domains: further } = record.properties;
	const domains = [domain ?? '', ...(further ?? '').split(';')].map((one) => one.trim().toLowerCase()).filter(Boolean);
	const name = nameOf('company', record);
	return { id: record.id, ...(name ? { name } : {}), domains: [...new Set(domains)] };
}
