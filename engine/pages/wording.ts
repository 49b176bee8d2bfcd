/** Times, lengths and numbers as people read them. */

/** A moment of a call: `4:05`, or `1:04:05` from an hour on. */
export function clockTime(milliseconds: number): string {
	const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
	const pad = (value: number) => String(value).padStart(2, '0');
	const hours = Math.floor(seconds / 3_600);
	const minutes = Math.floor(seconds / 60) % 60;
	return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

/** How long something took: `42 s`, `5 min 8 s`, `1 h 20 min`; below ten seconds with a tenth. A number stays with its unit. */
export function spokenLength(milliseconds: number): string {
	if (milliseconds < 9_950) return `${Math.round(Math.max(0, milliseconds) / 100) / 10}\u00a0s`;
	const seconds = Math.round(milliseconds / 1_000);
	if (seconds < 60) return `${seconds}\u00a0s`;
	if (seconds < 3_600) return joined(`${Math.floor(seconds / 60)}\u00a0min`, seconds % 60, 's');
	const minutes = Math.round(seconds / 60);
	return joined(`${Math.floor(minutes / 60)}\u00a0h`, minutes % 60, 'min');
}

function joined(whole: string, rest: number, unit: string): string {
	return rest === 0 ? whole : `${whole} ${rest}\u00a0${unit}`;
}

/** `43 %`, of a share from 0 to 1; never broken before the sign. */
export function percent(share: number): string {
	return `${Math.round(share * 100)}\u00a0%`;
}

/** `2 calls`, `1 call`. */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** `Thursday, 19 November 2026 at 14:00`, in that zone; a text that is no time stays as it is. */
export function spokenMoment(moment: string, zone: string): string {
	const at = Date.parse(moment);
	if (Number.isNaN(at)) return moment;
	return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: zone }).format(at);
}

/** `Wednesday 25 November`, of an ISO date; with its year where that is another than the year of `around`. */
export function spokenDay(date: string, around: string): string {
	const at = Date.parse(date);
	if (Number.isNaN(at)) return date;
	const year = date.slice(0, 4) === around.slice(0, 4) ? undefined : 'numeric';
	const day = { weekday: 'long', day: 'numeric', month: 'long', year, timeZone: 'UTC' } as const;
	return new Intl.DateTimeFormat('en-GB', day).format(at);
}

/** `high-talk-ratio` as `High talk ratio`. */
export function spokenLabel(label: string): string {
	const words = label.replaceAll(/[-_]+/g, ' ').trim();
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** At most that many characters, the last one an ellipsis where something was cut. */
export function cut(text: string, limit: number): string {
	return text.length <= limit
		? text
		: `${text
				.slice(0, limit - 1)
				.toWellFormed()
				.trimEnd()}…`;
}
