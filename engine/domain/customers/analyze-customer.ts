/** The run kind `analyze-customer`: all calls and e-mails of one account in a window, brought together. */
import type { CustomerView } from '../../contract/analysis.ts';
import type { Gap } from '../../contract/coaching.ts';
import type { AnalyzeCustomerInput } from '../../contract/run.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { type Account, newAccount } from '../coaching/account.ts';
import { type AnalyzedReadyCall, analyzeCalls } from '../coaching/analyze-calls.ts';
import { recordedSettings } from '../coaching/coach-calls.ts';
import { explicitWindow, lastDays, type PlannedWindow } from '../coaching/window.ts';
import { counted } from '../coaching/wording.ts';
import { affiliationsOf, domainOf } from './affiliations.ts';
import { analyzeEmails } from './analyze-emails.ts';
import { callsOfAccount } from './calls-of-account.ts';
import type { CustomerEmail } from './emails.ts';
import { type FoundAccount, findAccount } from './find-account.ts';
import type { CustomerPorts } from './ports.ts';
import { readEmails } from './read-emails.ts';
import { customerView } from './view.ts';

const LONGEST_WINDOW_DAYS = 366;
const USUAL_DAYS = 90;

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
	const account = newAccount(windowOf(run, settings.zone), run.delivery);
	const found = await findAccount(run, ports.crm);
	account.gaps.push(...found.gaps);
	const ready = await callsOfAccount(run, ports, settings, found, account);
	const calls = await analyzeCalls(run, ready, account);
	const view = (emails: CustomerEmail[]): CustomerView => viewOf({ found, calls, emails }, account, run.requestedAt);
	await run.report(view([]));

	const of = { companyIds: found.companyIds, addresses: addressesOf(calls, found) };
	const { emails, gaps } = await readEmails(run, ports.crm, of, account.window);
	account.gaps.push(...gaps);
	return view(emails);
}

/** The one asked for; else the last 90 days up to the request. */
function windowOf({ input, requestedAt }: RunContext<AnalyzeCustomerInput>, zone: string): PlannedWindow {
	return input.window
		? explicitWindow(input.window, zone, LONGEST_WINDOW_DAYS)
		: lastDays(requestedAt, zone, USUAL_DAYS);
}

type Read = { found: FoundAccount; calls: AnalyzedReadyCall[]; emails: CustomerEmail[] };

function viewOf({ found, calls, emails }: Read, account: Account, requestedAt: Date): CustomerView {
	const affiliationOf = affiliationsOf(
		found.domains,
		calls.map(({ call }) => call),
		emails,
	);
	const { items, dropped, unread } = analyzeEmails(emails, affiliationOf, account.window.zone);
	const text = `${counted(unread, 'older e-mail')} are not looked at: there are too many words.`;
	const gaps: Gap[] = unread > 0 ? [{ kind: 'emails-left-out', subject: found.name, text }] : [];
	const whole = { ...account, gaps: [...account.gaps, ...gaps], dropped: account.dropped + dropped };
	return customerView({ account: found, calls, emails, itemsOfEmails: items, affiliationOf }, whole, requestedAt);
}

/** Of the account's people who were on calls: the CRM may know them apart from their company. */
function addressesOf(calls: AnalyzedReadyCall[], { domains }: FoundAccount): string[] {
	const emails = calls.flatMap(({ call }) => call.parties.flatMap(({ email }) => email?.toLowerCase() ?? []));
	return [...new Set(emails)].filter((email) => domains.includes(domainOf(email))).sort();
}
