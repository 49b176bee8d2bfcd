/** The tool `gong-analyzer`: the recent calls of a company, and what was found in one of them, with its quotes. */
import { z } from 'zod';
import { TerminalError } from '../../../errors.ts';
import type { ReadingTool, ToolRun } from '../../../ports/tool.ts';
import { domainOf } from '../../customers/affiliations.ts';
import { type CallPorts, ListedCall, listedCall, ReadCall, readCall, recentCalls } from './calls.ts';
import { inputSchema, outputSchema } from './schema.ts';

const MOST_LISTED = 40;
const ROOM = 14_000;

const Input = z.strictObject({
	action: z.enum(['list', 'call']).describe('list: recent calls. call: what was found in one, with quotes.'),
	days: z.int().min(1).max(90).default(14).describe('For list: how far back.'),
	account: z.string().max(255).optional().describe("For list: domain of the customer's e-mail addresses."),
	rep: z.string().max(255).optional().describe('For list: name or e-mail address of the owner, or a part of it.'),
	callId: z.string().max(64).optional().describe('For call: as the list gives it.'),
});

const Output = z.object({
	calls: z.array(ListedCall).optional(),
	/** There are more than are listed. */
	more: z.boolean().optional(),
	analysis: ReadCall.optional(),
});

export function gongAnalyzer(
	ports: CallPorts,
	{ tenant, requestedAt }: Pick<ToolRun, 'tenant' | 'requestedAt'>,
	connection: string,
): ReadingTool {
	return {
		name: 'gong-analyzer',
		description:
			'Recorded sales calls. action list: the recent calls, newest first, of an account or a rep. action call: what was found in one call (next steps, commitments, risks, objections, decisions, coachable moments, questions) with quotes, speakers and times, and talk figures.',
		input: inputSchema(Input),
		output: outputSchema(Output),
		writes: false,
		approval: false,
		async use(input, signal): Promise<z.infer<typeof Output>> {
			const { action, days, account, rep, callId } = Input.parse(input);
			if (action === 'call') {
				if (!callId) throw new TerminalError('tool-refused', 'The call is missing: give its callId, as a list has it.');
				return { analysis: await readCall(ports, { tenant, connection, callId, room: ROOM }, signal) };
			}
			const domain = account?.trim().toLowerCase();
			const owner = rep?.trim().toLowerCase() ?? '';
			const { calls, complete } = await recentCalls(
				ports,
				{ days, until: requestedAt },
				(call) =>
					(!domain || call.parties.some(({ email }) => email && domainOf(email) === domain)) &&
					[call.rep.name, call.rep.email ?? ''].some((named) => named.toLowerCase().includes(owner)),
				signal,
			);
			return { calls: calls.slice(0, MOST_LISTED).map(listedCall), more: !complete || calls.length > MOST_LISTED };
		},
	};
}
