/** The course of a customer over the weeks. */
import { DateTime } from 'luxon';
import type { CustomerView, CustomerWeek } from '../../contract/analysis.ts';
import type { PlannedWindow } from '../coaching/window.ts';
import { undisputed } from '../feedback/disagreed.ts';
import { type ItemLists, LISTS } from './items.ts';

const MOST_TOPICS = 5;

/** Every week that the window touches, also those in which nothing happened, oldest first. What is disagreed with does not count. */
export function courseOf(
	{ from, to, zone }: PlannedWindow,
	calls: CustomerView['calls'],
	emails: CustomerView['emails'],
	lists: ItemLists,
): CustomerWeek[] {
	const weekOf = (moment: string): string => DateTime.fromISO(moment, { zone }).startOf('week').toISODate() ?? '';
	const weeks = new Map<string, CustomerWeek & { named: Map<string, number> }>();
	const end = DateTime.fromISO(to, { zone });
	for (
		let monday = DateTime.fromISO(from, { zone }).startOf('week');
		monday < end;
		monday = monday.plus({ weeks: 1 })
	) {
		const week = monday.toISODate() ?? '';
		weeks.set(week, { week, calls: 0, emails: 0, counts: {}, topics: [], named: new Map() });
	}
	for (const { started } of calls) {
		const week = weeks.get(weekOf(started));
		if (week) week.calls += 1;
	}
	for (const { sent } of emails) {
		const week = weeks.get(weekOf(sent));
		if (week) week.emails += 1;
	}
	const last = [...weeks.values()].at(-1);
	for (const { at, kind, label, text } of undisputed(LISTS.flatMap((list) => lists[list]))) {
		// A call that began in the window may end after it.
		const week = weeks.get(weekOf(at)) ?? last;
		if (!week) continue;
		week.counts[kind] = (week.counts[kind] ?? 0) + 1;
		const topic = label ?? text;
		if (kind === 'topic') week.named.set(topic, (week.named.get(topic) ?? 0) + 1);
	}
	return [...weeks.values()].map(({ named, ...week }) => ({ ...week, topics: mostNamed(named) }));
}

function mostNamed(named: ReadonlyMap<string, number>): string[] {
	return [...named]
		.sort(([one, times], [other, more]) => more - times || (one < other ? -1 : 1))
		.slice(0, MOST_TOPICS)
		.map(([topic]) => topic);
}
