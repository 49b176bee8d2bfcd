/** The window of a morning: which span of time is coached. */
import { DateTime } from 'luxon';
import type { Window } from '../../contract/coaching.ts';
import { TerminalError } from '../../errors.ts';

const LONGEST_EXPLICIT_DAYS = 31;

export type PlannedWindow = Window & { zone: string; explicit: boolean };

/**
 * [from, to) in the tenant's zone. `to` is the last local midnight at or before `requestedAt` (where the clocks skip
 * midnight: the first moment of that day). `from` is where the last completed window ended, at the first time 24 h
 * before `to`. From a mark that is not before `to` comes an empty window.
 */
export function nextWindow(requestedAt: Date, zone: string, completedUntil: string | undefined): PlannedWindow {
	const end = startOfDay(requestedAt, zone);
	const mark = completedUntil === undefined ? end.minus({ hours: 24 }) : DateTime.fromISO(completedUntil, { zone });
	const start = mark.toMillis() < end.toMillis() ? mark : end;
	return { from: iso(start), to: iso(end), zone, explicit: false };
}

/** A window that the request names, of at most that many days. Throws `window-not-valid`. */
export function explicitWindow(window: Window, zone: string, mostDays = LONGEST_EXPLICIT_DAYS): PlannedWindow {
	const from = DateTime.fromISO(window.from, { zone });
	const to = DateTime.fromISO(window.to, { zone });
	if (!from.isValid || !to.isValid || to <= from || to.diff(from).as('days') > mostDays + 1 / 24) {
		throw new TerminalError('window-not-valid', undefined, { details: { from: window.from, to: window.to } });
	}
	return { from: iso(from), to: iso(to), zone, explicit: true };
}

/** The last days up to the request: from the local midnight so many days before. */
export function lastDays(requestedAt: Date, zone: string, days: number): PlannedWindow {
	const from = startOfDay(requestedAt, zone).minus({ days });
	return { from: iso(from), to: iso(DateTime.fromJSDate(requestedAt, { zone })), zone, explicit: true };
}

export function isEmpty(window: Window): boolean {
	return Date.parse(window.from) >= Date.parse(window.to);
}

/** Whether a moment lies in [from, to). */
export function holds(window: Window, moment: string): boolean {
	const at = Date.parse(moment);
	return at >= Date.parse(window.from) && at < Date.parse(window.to);
}

/** First and last day of a window as ISO dates in its zone: `2026-11-20` or `2026-11-20 to 2026-11-22`. */
export function daysOf(window: PlannedWindow): string {
	const first = DateTime.fromISO(window.from, { zone: window.zone }).toISODate() ?? '';
	const end = DateTime.fromISO(window.to, { zone: window.zone });
	const last = (isEmpty(window) ? end : end.minus({ milliseconds: 1 })).toISODate() ?? '';
	return last <= first ? first : `${first} to ${last}`;
}

/** The ISO date of a moment in a zone. */
export function dayOf(moment: string, zone: string): string {
	return DateTime.fromISO(moment, { zone }).toISODate() ?? '';
}

function startOfDay(moment: Date, zone: string): DateTime {
	const local = DateTime.fromJSDate(moment, { zone });
	if (!local.isValid) {
		throw new TerminalError('config-not-valid', `The tenant's time zone "${zone}" is not known.`);
	}
	return local.startOf('day');
}

function iso(moment: DateTime): string {
	return moment.toISO({ suppressMilliseconds: true }) ?? '';
}
