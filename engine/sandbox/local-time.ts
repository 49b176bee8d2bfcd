/** Dates and times of day in a zone, with nothing but Intl. */

/** Today's date (YYYY-MM-DD) in a zone. */
export function todayIn(zone: string, now: Date = new Date()): string {
	const parts = localParts(now.getTime(), zone);
	return `${parts.year}-${parts.month}-${parts.day}`;
}

/** The date `days` after another one (before it when negative). */
export function addDays(date: string, days: number): string {
	const moved = new Date(`${date}T00:00:00Z`);
	moved.setUTCDate(moved.getUTCDate() + days);
	return moved.toISOString().slice(0, 10);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekday(date: string): number {
	return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** The instant at which clocks in `zone` show `date` and `time` (HH:MM), in ms since 1970. */
export function instantOf(date: string, time: string, zone: string): number {
	const wanted = Date.parse(`${date}T${time}:00Z`);
	// Two rounds settle the offset on both sides of a clock change.
	const first = wanted - offsetAt(wanted, zone);
	return wanted - offsetAt(first, zone);
}

/** `2026-11-21T10:00:00+01:00`: an instant as Gong writes it, in the zone's own offset. */
export function withOffset(instant: number, zone: string): string {
	const offset = offsetAt(instant, zone);
	const sign = offset < 0 ? '-' : '+';
	const minutes = Math.abs(offset) / 60_000;
	const pad = (value: number) => String(value).padStart(2, '0');
	const local = new Date(instant + offset).toISOString().slice(0, 19);
	return `${local}${sign}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function offsetAt(instant: number, zone: string): number {
	const parts = localParts(instant, zone);
	const local = Date.UTC(+parts.year, +parts.month - 1, +parts.day, +parts.hour, +parts.minute, +parts.second);
	return local - Math.floor(instant / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localParts(instant: number, zone: string) {
	let format = formats.get(zone);
	if (!format) {
		format = new Intl.DateTimeFormat('en-US', {
			timeZone: zone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
		});
		formats.set(zone, format);
	}
	const found = Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, part.value]));
	return found as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>;
}
