/** A company of the CRM as tools show it: who and what is around it, and what was written lately. */
import { z } from 'zod';
import { TerminalError } from '../../../errors.ts';
import type { Crm, CrmCompany } from '../../../ports/crm.ts';
import { ownWords } from '../../customers/own-words.ts';

const DAY_MS = 24 * 3_600_000;
const MOST_AROUND = 50;
const LONGEST_TEXT = 900;

export const Company = z.object({ id: z.string(), name: z.string().optional(), domains: z.array(z.string()) });

const Around = z.object({ id: z.string(), name: z.string().optional(), stage: z.string().optional() });

/** What stands around a company, at most 50 of each. */
export const Records = z.object({ contacts: z.array(Around), deals: z.array(Around) });
export type Records = z.infer<typeof Records>;

export const ShownEmail = z.object({
	sent: z.string(),
	from: z.string(),
	subject: z.string(),
	/** The sender's own words, or where they begin. */
	text: z.string(),
	outgoing: z.boolean(),
});
export type ShownEmail = z.infer<typeof ShownEmail>;

/** Throws `company-unknown`, `tool-refused` where neither an id nor a domain is named, and what the CRM throws. */
export async function findCompany(
	crm: Crm,
	{ companyId, domain }: { companyId?: string; domain?: string },
	signal: AbortSignal,
): Promise<CrmCompany> {
	if (!companyId && !domain) throw new TerminalError('tool-refused', 'Name the company: its companyId or its domain.');
	const domains = domain ? [domain.trim().toLowerCase()] : [];
	const [company] = await crm.companies({ ...(companyId ? { companyId } : {}), domains }, signal);
	if (!company) throw new TerminalError('company-unknown');
	return { ...company, domains: company.domains.slice(0, 20) };
}

export async function recordsAround(crm: Crm, companyId: string, signal: AbortSignal): Promise<Records> {
	const around = await crm.around(companyId, MOST_AROUND, signal);
	const of = (wanted: string) => around.filter(({ type }) => type === wanted).map(({ type: _, ...record }) => record);
	return { contacts: of('contact'), deals: of('deal') };
}

/** Newest first. */
export async function recentEmails(
	crm: Crm,
	{ companyId, days, until, most }: { companyId: string; days: number; until: Date; most: number },
	signal: AbortSignal,
): Promise<ShownEmail[]> {
	const window = { from: new Date(until.getTime() - days * DAY_MS).toISOString(), to: until.toISOString() };
	const { ids } = await crm.listEmails({ companyIds: [companyId], addresses: [] }, window, signal);
	if (ids.length === 0) return [];
	return (await crm.emails(ids.slice(0, most), signal)).map(({ sent, from, fromName, subject, text, outgoing }) => ({
		...{ sent, from, subject: subject.slice(0, 200), outgoing },
		text: ownWords(text, fromName).slice(0, LONGEST_TEXT).toWellFormed(),
	}));
}
