/** Names, times and days as people write them. */
import { DateTime } from 'luxon';

/** Position in a call as mm:ss; an hour in is 60:00, as players show it. */
export function callTime(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	const pad = (number: number): string => String(number).padStart(2, '0');
	return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
}

/** Whether a name only says that nobody knows it. */
export function isUnknown(name: string): boolean {
	return /^\s*(?:unknown\b|$)/i.test(name);
}

/** "Dana" of "Dana Cole" and "Cole, Dana"; all of "Speaker 1" and of "Dr. Cole", where the first word is no name. */
export function firstName(name: string): string {
	if (isUnknown(name)) return 'the customer';
	const [, afterComma] = /^[^,]+,\s*(\S.*)$/.exec(name.trim()) ?? [];
	const words = (afterComma ?? name).trim().split(/\s+/);
	const [first = ''] = words;
	const rest = words.slice(1).join(' ');
	if (first.length < 2 || first.endsWith('.') || /\d/.test(rest)) return name.trim();
	return first;
}

/** "on Friday, 20 November", or "from Friday, 20 to Sunday, 22 November": the days of some moments in a zone. */
export function spokenDays(moments: string[], zone: string): string {
	const days = moments
		.map((moment) => DateTime.fromISO(moment, { zone }).startOf('day').setLocale('en-GB'))
		.filter((day) => day.isValid)
		.sort((one, other) => one.toMillis() - other.toMillis());
	const [first] = days;
	const last = days.at(-1);
	if (!first || !last) return '';
	const long = 'cccc, d LLLL';
	if (+first === +last) return `on ${first.toFormat(long)}`;
	return `from ${first.toFormat(first.month === last.month ? 'cccc, d' : long)} to ${last.toFormat(long)}`;
}

/** `2 calls`, `1 call`. */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: string[]): string {
	if (parts.length < 2) return parts.join('');
	return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** A number from 0 to below `count` that a text always gives (FNV-1a). */
export function variant(text: string, count: number): number {
	let hash = 0x811c9dc5;
	for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
	return hash % count;
}
