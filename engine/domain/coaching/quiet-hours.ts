/** When messages may go out. */
import { DateTime } from 'luxon';
import type { TenantSettings } from '../../contract/tenant.ts';
import { TerminalError } from '../../errors.ts';

type Rest = Pick<TenantSettings, 'zone' | 'quietHours' | 'weekend'>;

/** The most steps from one quiet span to the next; a week of weekends and nights needs half of it. */
const MOST_STEPS = 40;

/**
 * The first moment at or after `now` that lies neither in the quiet hours [from, to) nor on a weekend day, both in the
 * tenant's zone. Quiet hours with `from` after `to` span midnight; with both equal there are none.
 */
export function nextAllowed(now: Date, rest: Rest): Date {
	if (new Set(rest.weekend).size >= 7) {
		throw new TerminalError('config-not-valid', "All seven days are the tenant's weekend: nothing may ever be sent.");
	}
	let moment: DateTime = DateTime.fromJSDate(now, { zone: rest.zone });
	for (let step = 0; step < MOST_STEPS; step += 1) {
		const end = endOfRest(moment, rest);
		if (!end) return moment.toJSDate();
		moment = end;
	}
	throw new TerminalError('config-not-valid', 'The quiet hours and the weekend leave no time to send.');
}

/** When the quiet span or weekend day around that moment ends; undefined outside of both. */
function endOfRest(moment: DateTime, rest: Rest): DateTime | undefined {
	if (rest.weekend.includes(moment.weekday)) return moment.plus({ days: 1 }).startOf('day');
	if (!rest.quietHours) return undefined;
	const from = minutesOf(rest.quietHours.from);
	const to = minutesOf(rest.quietHours.to);
	const at = moment.hour * 60 + moment.minute;
	if (from === to) return undefined;
	if (from < to) return at >= from && at < to ? atMinutes(moment, to) : undefined;
	if (at >= from) return atMinutes(moment.plus({ days: 1 }), to);
	return at < to ? atMinutes(moment, to) : undefined;
}

/** That local time on that day; where the clocks skip it, the hour after. */
function atMinutes(day: DateTime, minutes: number): DateTime {
	return day.set({ hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, millisecond: 0 });
}

function minutesOf(clock: string): number {
	const [hours, minutes] = clock.split(':').map(Number);
	return (hours ?? 0) * 60 + (minutes ?? 0);
}
