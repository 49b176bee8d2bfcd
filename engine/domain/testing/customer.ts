/** A customer with one call, for tests of what is made of its calls and e-mails. Not for production code. */
import type { CustomerItem, CustomerView, Email } from '../../contract/analysis.ts';
import { AnalyzeCustomerInput } from '../../contract/run.ts';
import type { RunEnd, RunOptions } from './memory-run.ts';
import { memoryWorld, type World } from './memory-services.ts';
import { type SpokenOptions, spoken } from './spoken.ts';

export const NOW = '2026-11-20T12:00:00+01:00';

const PRICING = `
Rita: Hi Carl. What would have to change for you to move this year?
Carl: Honestly, the price is too high for us. It is out of budget this year.
Carl: What does it cost per user?
Rita: I'd have to check with my manager.
Rita: I'll send you the offer by Thursday. Can we talk again on Friday at ten?
Carl: Friday works for me.
`;

export const CALL: SpokenOptions = { id: 'c1', title: 'Pricing', started: '2026-11-10T10:00:00+01:00', lines: PRICING };

/** Between Rita, a colleague, and whoever it is from. */
export const email = (id: string, sent: string, from: string, text: string, more: Partial<Email> = {}): Email => ({
	id,
	sent,
	subject: `About ${id}`,
	from,
	to: [from.endsWith('theirs.example') ? 'rita@ours.example' : 'carl@theirs.example'],
	text,
	...more,
});

export function customerWorld(calls: SpokenOptions[] = [CALL], settings = {}): World {
	return memoryWorld({ calls: calls.map(spoken), settings });
}

export type Asked = Partial<RunOptions> & { account?: object; emails?: Email[]; window?: object };

/** Runs the kind, by default for the domain of that customer. */
export function analyze(
	on: World,
	{ account = { domains: ['Theirs.example'] }, emails = [], window, ...options }: Asked = {},
) {
	return on.runs.start<CustomerView>({
		kind: 'analyze-customer',
		input: AnalyzeCustomerInput.parse({ account, emails, ...(window ? { window } : {}) }),
		requestedAt: NOW,
		...options,
	});
}

/** Throws what the run failed with. */
export async function viewOf(on: World, asked?: Asked): Promise<CustomerView> {
	const { value, error }: RunEnd<CustomerView> = await analyze(on, asked);
	if (error) throw error;
	return value;
}

/** All of its lists. */
export const items = (view: CustomerView): CustomerItem[] => [
	...view.topics,
	...view.commitments,
	...view.risks,
	...view.openQuestions,
	...view.objections,
	...view.decisions,
];
/** The first quote of each. */
export const quotes = (list: CustomerItem[]) => list.map(({ evidence }) => evidence[0]?.quote);
