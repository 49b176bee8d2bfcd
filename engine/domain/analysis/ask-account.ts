/** What a question to an account is asked of: its calls, and the e-mails that the CRM has of it. */
import type { Answer } from '../../contract/analysis.ts';
import type { AskedAccount, AskInput } from '../../contract/run.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { newAccount } from '../coaching/account.ts';
import { recordedSettings } from '../coaching/coach-calls.ts';
import type { ReadyCall } from '../coaching/select-calls.ts';
import { addressesOf, affiliationsOf } from '../customers/affiliations.ts';
import { unreadGaps } from '../customers/analyze-emails.ts';
import { callsOfAccount } from '../customers/calls-of-account.ts';
import { customerWindow } from '../customers/customer-window.ts';
import { findAccount } from '../customers/find-account.ts';
import type { CustomerPorts } from '../customers/ports.ts';
import { readEmails } from '../customers/read-emails.ts';
import { type SearchedEmails, searchEmails } from '../customers/search-emails.ts';
import type { Scope } from './scope.ts';

export type AskedOfAccount = {
	calls: ReadyCall[];
	found: Pick<Answer, 'account' | 'window'>;
	emails: Pick<SearchedEmails, 'passages' | 'dropped'> & { count: number; nameOf(address: string): string };
};

/**
 * As the view of a customer finds them, into the same window; why others are left out goes into the scope. Throws what
 * `findAccount` and `customerWindow` throw.
 */
export async function ofAccount(
	run: RunContext<AskInput>,
	ports: CustomerPorts,
	asked: AskedAccount,
	scope: Scope,
): Promise<AskedOfAccount> {
	const settings = await recordedSettings(run, ports);
	const account = newAccount(customerWindow(run, settings.zone), run.delivery);
	const { from, to, zone } = account.window;
	const found = await findAccount(run, ports.crm, asked);
	const calls = await callsOfAccount(run, ports, settings, found, account);
	const parties = calls.map(({ call }) => call);
	const of = { companyIds: found.companyIds, addresses: addressesOf(parties, found.domains) };
	const { emails, gaps } = await readEmails(run, ports.crm, of, account.window, []);
	const affiliationOf = affiliationsOf(found.domains, parties, emails);
	const { passages, dropped, unread } = searchEmails(emails, affiliationOf, run.input.question);
	scope.skipped.push(...account.skipped);
	scope.gaps.push(...found.gaps, ...account.gaps, ...gaps, ...unreadGaps(unread, found.name));
	const names = new Map(
		emails.flatMap(({ from: sender, fromName }) => (fromName && !fromName.includes('@') ? [[sender, fromName]] : [])),
	);
	const { name, domains, companyId } = found;
	return {
		calls,
		found: {
			account: { name, domains, ...(companyId === undefined ? {} : { companyId }) },
			window: { from, to, zone },
		},
		// An address is no name, and no model needs to know it.
		emails: {
			passages,
			dropped,
			count: emails.length - unread,
			nameOf: (address) => names.get(address) ?? 'An e-mail',
		},
	};
}
