/** The e-mails of an account: those of the CRM, read in pages, and those that the request brought. */
import type { Email } from '../../contract/analysis.ts';
import type { Gap } from '../../contract/coaching.ts';
import { TerminalError } from '../../errors.ts';
import type { Crm, CrmCorrespondents } from '../../ports/crm.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { batches } from '../coaching/batches.ts';
import { shortened } from '../coaching/trim.ts';
import { holds, type PlannedWindow } from '../coaching/window.ts';
import { type CustomerEmail, distinctEmails } from './emails.ts';
import { LONGEST_OWN_WORDS, ownWords } from './own-words.ts';

const EMAILS_A_REQUEST = 100;

/** A step records 1 MiB; some room is left for addresses. */
const LARGEST_PAGE_BYTES = 900_000;

const MOST_RECIPIENTS = 50;

/** RFC 5321 allows 254 characters, and the contract some more. */
const LONGEST_ADDRESS = 320;

/** With less of it a text says nothing any more. */
const SMALLEST_SHARE = 1 / 1024;

/** Each e-mail of the CRM and of those that are given once, oldest first, with its sender's own words. What cannot be read is a gap. */
export async function readEmails(
	run: RunContext,
	crm: Crm | undefined,
	of: CrmCorrespondents,
	window: PlannedWindow,
	givenEmails: Email[],
): Promise<{ emails: CustomerEmail[]; gaps: Gap[] }> {
	const given = givenEmails.filter(({ sent }) => holds(window, sent)).map((email) => shortEmail(email));
	const { emails, gaps } = crm ? await emailsOfCrm(run, crm, of, window) : { emails: [], gaps: [] };
	return { emails: distinctEmails([...emails, ...given]), gaps };
}

async function emailsOfCrm(
	run: RunContext,
	crm: Crm,
	of: CrmCorrespondents,
	window: PlannedWindow,
): Promise<{ emails: CustomerEmail[]; gaps: Gap[] }> {
	const emails: CustomerEmail[] = [];
	const subject = run.connections.crm ?? '';
	try {
		const { ids, complete } = await run.step('list e-mails', (signal) => crm.listEmails(of, window, signal));
		for (const [page, some] of batches(ids, EMAILS_A_REQUEST).entries()) {
			emails.push(...(await run.step(`e-mails ${page + 1}`, async (signal) => fitted(await crm.emails(some, signal)))));
			run.progress('Reading e-mails', emails.length, ids.length);
		}
		if (complete) return { emails, gaps: [] };
		const text = `There are more e-mails than the newest ${ids.length}, which were read.`;
		return { emails, gaps: [{ kind: 'emails-left-out', subject, text }] };
	} catch (error) {
		if (!(error instanceof TerminalError)) throw error;
		const text = `E-mails of the CRM could not be read: ${error.message} ${error.action}`;
		return { emails, gaps: [{ kind: 'emails-unread', subject, text }] };
	}
}

/** A page that can be recorded: nothing of what was quoted; where that is not enough, less of the texts and the lists. */
function fitted(emails: CustomerEmail[]): CustomerEmail[] {
	for (let share = 1; share > SMALLEST_SHARE; share /= 2) {
		const page = emails.map((email) => shortEmail(email, share));
		if (new TextEncoder().encode(JSON.stringify(page)).length <= LARGEST_PAGE_BYTES) return page;
	}
	return emails.map((email) => shortEmail(email, 0));
}

/** `share`: how much of the longest text and list is kept, up to 1. */
function shortEmail<One extends CustomerEmail>(email: One, share = 1): One {
	const { from, fromName, to, subject, text } = email;
	return {
		...email,
		from: from.slice(0, LONGEST_ADDRESS).toLowerCase(),
		...(fromName === undefined ? {} : { fromName: shortened(fromName) }),
		subject: shortened(subject),
		to: to
			.filter(({ length }) => length <= LONGEST_ADDRESS)
			.slice(0, MOST_RECIPIENTS * share)
			.map((address) => address.toLowerCase()),
		text: ownWords(text, fromName)
			.slice(0, LONGEST_OWN_WORDS * share)
			.toWellFormed(),
	};
}
