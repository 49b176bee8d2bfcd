/** The view of a customer in a few plain sentences. */
import { DateTime } from 'luxon';
import type { CustomerItem, CustomerView } from '../../contract/analysis.ts';
import { excerpt } from '../calls/text.ts';
import { counted, listed } from '../coaching/wording.ts';

const MOST_NAMED = 3;
const LONGEST_QUOTE = 120;

/** How much there was, what it says, what is due, and how long it has been quiet. Days are those of the zone. */
export function summaryOf(view: Omit<CustomerView, 'summary'>, requestedAt: Date): string {
	const { account, calls, emails, gaps, skipped } = view;
	const days = spanOf(view.window);
	if (calls.length + emails.length === 0) {
		return [`There were no calls or e-mails of ${account.name} ${days}.`, ...gapTexts(gaps)].join('\n');
	}
	const left = skipped.reduce((sum, { count }) => sum + count, 0);
	return [
		`${account.name}: ${counted(calls.length, 'call')} and ${counted(emails.length, 'e-mail')} ${days}.`,
		foundIn(view),
		...dueSentence(view, requestedAt),
		...labelled('Risks', view.risks),
		...labelled('Objections', view.objections),
		...sentimentSentence(view),
		lastContact(view, requestedAt),
		...(left > 0 ? [`Left out ${counted(left, 'call')}.`] : []),
		...gapTexts(gaps),
	].join('\n');
}

function foundIn(view: Omit<CustomerView, 'summary'>): string {
	const unmet = view.objections.filter(({ met }) => met === false).length;
	const found = [
		[view.commitments, 'commitment'],
		[view.openQuestions, 'open question'],
		[view.objections, 'objection'],
		[view.risks, 'risk'],
		[view.decisions, 'word on how they decide', 'words on how they decide'],
	] as const;
	const named = found.flatMap(([list, one, many]) => (list.length === 0 ? [] : counted(list.length, one, many)));
	if (named.length === 0) return 'Nothing was promised, objected or left open.';
	return `${listed(named)}${unmet > 0 ? `; ${counted(unmet, 'objection')} not met` : ''}.`;
}

/**
 * Promises with a day: those whose day has not come, soonest first, and those of the window whose day is over, latest first.
 * What was to be done on the very day it was promised is no news afterwards.
 */
function dueSentence({ commitments, window: { zone } }: Omit<CustomerView, 'summary'>, requestedAt: Date): string[] {
	const today = DateTime.fromJSDate(requestedAt, { zone }).toISODate() ?? '';
	const dated = commitments
		.filter(({ dueDate }) => dueDate !== undefined)
		.toSorted((one, other) => ((one.dueDate ?? '') < (other.dueDate ?? '') ? -1 : 1));
	const due = dated.filter(({ dueDate = '' }) => dueDate >= today);
	const over = dated.filter(({ dueDate = '', at }) => dueDate < today && dueDate > at.slice(0, 10)).toReversed();
	return [...namedWith('Due', due, 'are due later'), ...namedWith('Was due', over, 'were due earlier')];
}

function namedWith(word: string, promises: CustomerItem[], others: string): string[] {
	const named = promises.slice(0, MOST_NAMED).map(({ party, dueDate, evidence }) => {
		const quote = excerpt(evidence[0]?.quote ?? '', LONGEST_QUOTE);
		return `${word} ${dueDate}: ${party ?? 'somebody'}, “${quote}”`;
	});
	const left = promises.length - named.length;
	return left > 0 ? [...named, `… and ${left} more that ${others}.`] : named;
}

/** "Risks: competitor (2) and price-pressure." */
function labelled(title: string, items: CustomerItem[]): string[] {
	const times = new Map<string, number>();
	for (const { label } of items) if (label) times.set(label, (times.get(label) ?? 0) + 1);
	if (times.size === 0) return [];
	const named = [...times]
		.sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1))
		.map(([label, count]) => `${label.replaceAll('-', ' ')}${count > 1 ? ` (${count})` : ''}`);
	return [`${title}: ${listed(named)}.`];
}

/** "Sentiment: positive on 2 calls and negative on 1; last negative, “…” 1 call is not read." */
function sentimentSentence({ calls, sentiment }: Omit<CustomerView, 'summary'>): string[] {
	if (calls.length === 0) return [];
	if (!sentiment) return ['Sentiment is not shown: no model has read the calls.'];
	const unread = sentiment.filter(({ read }) => read === 'unread').length;
	const left = unread > 0 ? ` ${counted(unread, 'call')} could be read by no model.` : '';
	const shown = sentiment.filter(({ label }) => label !== undefined);
	const last = shown.at(-1);
	if (!last) return [`Sentiment: no words showed any.${left}`];
	const labels = Map.groupBy(shown, ({ label }) => label);
	const times = [...labels].map(([label, points]) => `${label} on ${counted(points.length, 'call')}`);
	const quote = excerpt(last.moods.at(-1)?.evidence[0]?.quote ?? '', LONGEST_QUOTE);
	return [`Sentiment: ${listed(times)}; last ${last.label} on ${last.at.slice(0, 10)}, “${quote}”${left}`];
}

function lastContact({ calls, emails, window: { zone } }: Omit<CustomerView, 'summary'>, requestedAt: Date): string {
	const [call, email] = [calls[0]?.started, emails[0]?.sent].map((at) => (at === undefined ? 0 : Date.parse(at)));
	const isCall = (call ?? 0) >= (email ?? 0);
	const last = DateTime.fromMillis(Math.max(call ?? 0, email ?? 0), { zone });
	const now = DateTime.fromJSDate(requestedAt, { zone });
	const days = Math.round(now.startOf('day').diff(last.startOf('day'), 'days').days);
	const ago = days < 1 ? '' : `, ${counted(days, 'day')} ago`;
	return `Last contact: ${isCall ? 'a call' : 'an e-mail'} on ${last.setLocale('en-GB').toFormat('d LLLL yyyy')}${ago}.`;
}

function spanOf({ from, to, zone }: CustomerView['window']): string {
	const written = (moment: DateTime) => moment.setLocale('en-GB').toFormat('d LLLL yyyy');
	const last = DateTime.fromISO(to, { zone }).minus({ milliseconds: 1 });
	return `from ${written(DateTime.fromISO(from, { zone }))} to ${written(last)}`;
}

function gapTexts(gaps: CustomerView['gaps']): string[] {
	return gaps.slice(0, 5).map(({ text }) => text);
}
