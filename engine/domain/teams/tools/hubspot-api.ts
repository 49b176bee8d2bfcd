/** The tool `hubspot-api`: reads a company of the CRM with its contacts, deals and e-mails. */
import { z } from 'zod';
import type { Crm } from '../../../ports/crm.ts';
import type { ReadingTool, ToolRun } from '../../../ports/tool.ts';
import { Company, findCompany, Records, recentEmails, recordsAround, ShownEmail } from './crm.ts';
import { inputSchema, outputSchema } from './schema.ts';

const MOST_EMAILS = 12;

const Input = z.strictObject({
	action: z.enum(['company', 'emails']).describe('company: with its contacts and deals. emails: the newest first.'),
	companyId: z.string().max(64).optional(),
	domain: z.string().max(255).optional().describe('Instead of companyId, such as example.com.'),
	days: z.int().min(1).max(366).default(90).describe('For emails: how far back.'),
});

const Output = z.object({ company: Company, records: Records.optional(), emails: z.array(ShownEmail).optional() });

export function hubspotApi(crm: Crm, { requestedAt }: Pick<ToolRun, 'requestedAt'>): ReadingTool {
	return {
		name: 'hubspot-api',
		description:
			'Reads the CRM. action company: a company by companyId or domain, with its contacts and its deals and their stages. action emails: what was written with it, newest first.',
		input: inputSchema(Input),
		output: outputSchema(Output),
		writes: false,
		approval: false,
		async use(input, signal): Promise<z.infer<typeof Output>> {
			const { action, days, ...asked } = Input.parse(input);
			const company = await findCompany(crm, asked, signal);
			if (action === 'company') return { company, records: await recordsAround(crm, company.id, signal) };
			const of = { companyId: company.id, days, until: requestedAt, most: MOST_EMAILS };
			return { company, emails: await recentEmails(crm, of, signal) };
		},
	};
}
