/** The view of a customer, small enough to be kept. */
import type { CustomerItem, CustomerView, SentimentPoint } from '../../contract/analysis.ts';
import { type Account, byReason } from '../coaching/account.ts';
import type { AnalyzedReadyCall } from '../coaching/analyze-calls.ts';
import { undisputed } from '../feedback/disagreed.ts';
import type { Affiliations } from './affiliations.ts';
import { courseOf } from './course.ts';
import type { CustomerEmail } from './emails.ts';
import type { FoundAccount } from './find-account.ts';
import { inLists, itemsOfCall, LISTS } from './items.ts';
import { peopleOf } from './people.ts';
import { sentimentOf } from './sentiment.ts';
import { summaryOf } from './summary.ts';

/** What a run keeps is at most 1 MiB of JSON. */
const LARGEST_BYTES = 1_000_000;

/** Calls and e-mails whose words end after the window still count to its last week: nothing is lost between the two. */
export type Found = {
	account: FoundAccount;
	calls: AnalyzedReadyCall[];
	emails: CustomerEmail[];
	itemsOfEmails: CustomerItem[];
	affiliationOf: Affiliations;
};

/** Everything newest first. */
export function customerView(
	{ account: { name, domains, companyId }, calls, emails, itemsOfEmails, affiliationOf }: Found,
	account: Account,
	requestedAt: Date,
): CustomerView {
	const { from, to, zone } = account.window;
	const newest = calls.toSorted(
		({ call: one }, { call: other }) =>
			Date.parse(other.started) - Date.parse(one.started) || (one.id < other.id ? -1 : 1),
	);
	const shownCalls = newest.map(({ call: { id, title, started, url } }) => ({ id, title, started, url }));
	const shownEmails = emails
		.toReversed()
		.map(({ id, sent, subject, from: sender }) => ({ id, sent, subject, from: sender }));
	const lists = inLists([...calls.flatMap((one) => itemsOfCall(one, zone)), ...itemsOfEmails]);
	const view: Omit<CustomerView, 'summary'> = {
		account: { name, domains, ...(companyId === undefined ? {} : { companyId }) },
		window: { from, to, zone },
		people: peopleOf(
			newest.map(({ call }) => call),
			emails,
			affiliationOf,
		),
		calls: shownCalls,
		emails: shownEmails,
		...lists,
		course: courseOf(account.window, shownCalls, shownEmails, lists),
		...sentimentOf(calls, zone),
		skipped: byReason(account.skipped),
		gaps: [...account.gaps],
		...(account.generative ? { analysis: 'generative' as const } : {}),
		dropped: account.dropped,
	};
	const agreed = Object.fromEntries(LISTS.map((list) => [list, undisputed(lists[list])]));
	return fitted({ ...view, summary: summaryOf({ ...view, ...agreed }, requestedAt) });
}

/** The newest of each list, and a note, where not everything can be kept; the course and the summary count all. */
function fitted(view: CustomerView): CustomerView {
	for (let most = longestList(view); ; most = Math.floor(most / 2)) {
		const shown = withMost(view, most);
		if (most === 0 || fits(shown)) return shown;
	}
}

function withMost(view: CustomerView, most: number): CustomerView {
	if (longestList(view) <= most) return view;
	const { people, calls, emails, gaps, sentiment, skipped, summary } = view;
	return {
		...view,
		...(sentiment ? { sentiment: newestOf(sentiment, most) } : {}),
		people: people.slice(0, most),
		calls: calls.slice(0, most),
		emails: emails.slice(0, most),
		...Object.fromEntries(LISTS.map((list) => [list, view[list].slice(0, most)])),
		gaps: gaps.slice(0, most),
		skipped: skipped.map((one) => ({ ...one, callIds: one.callIds.slice(0, most) })),
		summary: `${summary}\nThere is too much to show in full: the newest ${most} of each kind are shown.`,
	};
}

/** Of each call as many moods at most. */
function newestOf(sentiment: SentimentPoint[], most: number): SentimentPoint[] {
	const newest = most === 0 ? [] : sentiment.slice(-most);
	return newest.map((point) => ({ ...point, moods: point.moods.slice(0, most) }));
}

function longestList(view: CustomerView): number {
	const { people, calls, emails, gaps, skipped } = view;
	const lists: { length: number }[] = [people, calls, emails, gaps, ...LISTS.map((list) => view[list])];
	return Math.max(...[...lists, ...skipped.map(({ callIds }) => callIds)].map(({ length }) => length));
}

function fits(view: CustomerView): boolean {
	return new TextEncoder().encode(JSON.stringify(view)).length <= LARGEST_BYTES;
}
