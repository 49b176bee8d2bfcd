/** Text for Slack's mrkdwn: nothing a customer said may become a mention, a link or a format of ours. */

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Escaped, with whitespace folded, and cut with an ellipsis so that the escaped text has at most `limit` characters. */
export function plain(text: string, limit: number): string {
	const folded = text.toWellFormed().replace(/\s+/g, ' ').trim();
	const whole = escaped(folded);
	if (whole.length <= limit) return whole;
	let cut = '';
	for (const character of folded) {
		const next = cut + escaped(character);
		if (next.length > limit - 1) break;
		cut = next;
	}
	return `${cut.trimEnd()}…`;
}

/** A link, or only its label where the address is none. */
export function link(address: string, label: string, limit: number): string {
	const url = URL.parse(address);
	if (!url || !/^https?:$/.test(url.protocol)) return plain(label, limit);
	const target = url.href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E').replaceAll('&', '&amp;');
	return `<${target}|${plain(label, limit).replaceAll('|', '¦')}>`;
}

/** `4:05`, or `1:04:05` from an hour on. */
export function clockTime(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / 1000);
	const pad = (value: number) => String(value).padStart(2, '0');
	const hours = Math.floor(seconds / 3600);
	const minutes = Math.floor(seconds / 60) % 60;
	return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

/** ISO dates in a text as people say them: `2026-11-21` becomes `Saturday, 21 November`. */
export function spokenDates(text: string): string {
	const format = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
	return text.replace(/\b\d{4}-\d\d-\d\d\b/g, (date) => {
		const instant = Date.parse(date);
		return Number.isNaN(instant) ? date : format.format(instant);
	});
}

function escaped(text: string): string {
	return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}
