/** Dates and times for people, in the tenant's zone. */
export function clock(at: string, zone: string): string {
	return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

/** `Sunday, 22 November`; a date that is none stays as it is. */
export function dayName(at: string, zone: string): string {
	const date = new Date(at);
	if (Number.isNaN(date.getTime())) return at;
	const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' });
	return format.format(date);
}
