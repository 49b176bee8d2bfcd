/** The run kind `analyze-customer`: all calls and e-mails of one account in a window, brought together. */
import type { CustomerView } from '../../contract/analysis.ts';
import type { AnalyzeCustomerInput } from '../../contract/run.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { type Account, newAccount } from '../coaching/account.ts';
import { type AnalyzedReadyCall, analyzeCalls } from '../coaching/analyze-calls.ts';
import { recordedSettings } from '../coaching/coach-calls.ts';
import { withRecordedMarks } from '../feedback/disagreed.ts';
import { addressesOf, affiliationsOf } from './affiliations.ts';
import { analyzeEmails, unreadGaps } from './analyze-emails.ts';
import { callsOfAccount } from './calls-of-account.ts';
import { customerWindow } from './customer-window.ts';
import type { CustomerEmail } from './emails.ts';
import { type FoundAccount, findAccount } from './find-account.ts';
import type { CustomerPorts } from './ports.ts';
import { readEmails } from './read-emails.ts';
import { customerView } from './view.ts';

/**
 * Calls by the rules of a window: private ones, those among colleagues, of opted-out reps and in other languages are
 * left out and counted. E-mails that cannot be read are a gap.
 *
 * Throws `window-not-valid`, `company-unknown`, `connection-unknown`, `children-failed`, and what the calls connection
 * throws.
 */
export async function analyzeCustomer(
	run: RunContext<AnalyzeCustomerInput>,
	ports: CustomerPorts,
): Promise<CustomerView> {
	const settings = await recordedSettings(run, ports);
	const account = newAccount(customerWindow(run, settings.zone), run.delivery);
	const found = await findAccount(run, ports.crm, run.input.account);
	account.gaps.push(...found.gaps);
	const ready = await callsOfAccount(run, ports, settings, found, account);
	const calls = await withRecordedMarks(run, ports, await analyzeCalls(run, ready, account));
	const view = (emails: CustomerEmail[]): CustomerView => viewOf({ found, calls, emails }, account, run.requestedAt);
	await run.report(view([]));

	const addresses = addressesOf(
		calls.map(({ call }) => call),
		found.domains,
	);
	const of = { companyIds: found.companyIds, addresses };
	const { emails, gaps } = await readEmails(run, ports.crm, of, account.window, run.input.emails);
	account.gaps.push(...gaps);
	return view(emails);
}

type Read = { found: FoundAccount; calls: AnalyzedReadyCall[]; emails: CustomerEmail[] };

function viewOf({ found, calls, emails }: Read, account: Account, requestedAt: Date): CustomerView {
	const affiliationOf = affiliationsOf(
		found.domains,
		calls.map(({ call }) => call),
		emails,
	);
	const { items, dropped, unread } = analyzeEmails(emails, affiliationOf, account.window.zone);
	const gaps = unreadGaps(unread, found.name);
	const whole = { ...account, gaps: [...account.gaps, ...gaps], dropped: account.dropped + dropped };
	return customerView({ account: found, calls, emails, itemsOfEmails: items, affiliationOf }, whole, requestedAt);
}
