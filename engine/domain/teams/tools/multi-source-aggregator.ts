/** The tool `multi-source-aggregator`: one customer with its calls, its records in the CRM and its e-mails. */
import { z } from 'zod';
import { TerminalError } from '../../../errors.ts';
import type { Crm } from '../../../ports/crm.ts';
import type { ReadingTool, ToolRun } from '../../../ports/tool.ts';
import { domainOf } from '../../customers/affiliations.ts';
import { type CallPorts, ListedCall, listedCall, ReadCall, readCall, recentCalls } from './calls.ts';
import { Company, findCompany, Records, recentEmails, recordsAround, ShownEmail } from './crm.ts';
import { inputSchema, outputSchema } from './schema.ts';

/** Of the newest calls these are analyzed; the others are only listed. */
const MOST_ANALYZED = 4;
const ROOM_A_CALL = 2_200;
const MOST_LISTED = 10;
const MOST_EMAILS = 5;

const Input = z.strictObject({
	domain: z.string().max(255).optional().describe('Of the customer, such as example.com.'),
	companyId: z.string().max(64).optional().describe('Of the customer in the CRM.'),
	days: z.int().min(1).max(366).default(90).describe('How far back.'),
});

const Output = z.object({
	calls: z.array(ReadCall),
	/** Those that were not looked into. */
	earlierCalls: z.array(ListedCall),
	company: Company.optional(),
	records: Records.optional(),
	emails: z.array(ShownEmail),
	/** What could not be read, and why. */
	gaps: z.array(z.string()),
});
type Output = z.infer<typeof Output>;

/** One of the two at least. */
export type Sources = { calls: (CallPorts & { connection: string }) | undefined; crm: Crm | undefined };

export function multiSourceAggregator(
	{ calls, crm }: Sources,
	{ tenant, requestedAt: until }: Pick<ToolRun, 'tenant' | 'requestedAt'>,
): ReadingTool {
	return {
		name: 'multi-source-aggregator',
		description:
			'All that is known of one customer, by domain or companyId: what was found in its latest calls with quotes, its contacts, deals and latest e-mails in the CRM, and what could not be read.',
		input: inputSchema(Input),
		output: outputSchema(Output),
		writes: false,
		approval: false,
		async use(input, signal): Promise<Output> {
			const { domain, companyId, days } = Input.parse(input);
			if (!domain && !companyId)
				throw new TerminalError('tool-refused', 'Name the customer: its domain or its companyId.');
			const gaps: string[] = [];
			const or = async <Value>(what: string, read: () => Promise<Value>): Promise<Value | undefined> => {
				try {
					return await read();
				} catch (error) {
					signal.throwIfAborted();
					if (!(error instanceof TerminalError)) throw error;
					gaps.push(`${what}: ${error.message}`);
					return undefined;
				}
			};
			if (!crm) gaps.push('CRM: the run names no crm connection.');
			const company = crm && (await or('CRM', () => findCompany(crm, { companyId, domain }, signal)));
			const domains = new Set([...(domain ? [domain.trim().toLowerCase()] : []), ...(company?.domains ?? [])]);
			if (!calls) gaps.push('Calls: the run names no calls connection.');
			const [found, records, emails] = await Promise.all([
				calls && or('Calls', () => callsOf(calls, domains)),
				company && crm && or('Contacts and deals', () => recordsAround(crm, company.id, signal)),
				company &&
					crm &&
					or('E-mails', () => recentEmails(crm, { companyId: company.id, days, until, most: MOST_EMAILS }, signal)),
			]);
			return {
				...{ calls: found?.read ?? [], earlierCalls: found?.earlier ?? [], emails: emails ?? [], gaps },
				...(company ? { company } : {}),
				...(records ? { records: { contacts: records.contacts.slice(0, 15), deals: records.deals.slice(0, 15) } } : {}),
			};

			async function callsOf(from: NonNullable<Sources['calls']>, of: ReadonlySet<string>) {
				const { calls: recent } = await recentCalls(
					from,
					{ days, until },
					({ parties }) => parties.some(({ email }) => email && of.has(domainOf(email))),
					signal,
				);
				const { connection } = from;
				const read = await Promise.all(
					recent
						.slice(0, MOST_ANALYZED)
						.map((listed) =>
							or(`Call “${listed.title}”`, () =>
								readCall(
									from,
									{ tenant, connection, callId: listed.id, listed, room: ROOM_A_CALL, coaching: false },
									signal,
								),
							),
						),
				);
				return {
					read: read.filter((one) => one !== undefined),
					earlier: recent.slice(MOST_ANALYZED, MOST_ANALYZED + MOST_LISTED).map(listedCall),
				};
			}
		},
	};
}
