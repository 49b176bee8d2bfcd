/** Slack's mrkdwn as HTML. */
import { escapeHtml, link } from './html.ts';

/** The shortcodes that a message is likely to have; others stay as they are. */
const EMOJI: Record<string, string> = {
	white_check_mark: '✅',
	heavy_check_mark: '✔️',
	dart: '🎯',
	bulb: '💡',
	star: '⭐',
	star2: '🌟',
	sparkles: '✨',
	muscle: '💪',
	seedling: '🌱',
	tada: '🎉',
	warning: '⚠️',
	wave: '👋',
	calendar: '📅',
	date: '📅',
	memo: '📝',
	mag: '🔍',
	speech_balloon: '💬',
	telephone_receiver: '📞',
	thumbsup: '👍',
	'+1': '👍',
	raised_hands: '🙌',
	headphones: '🎧',
	sunrise: '🌅',
	link: '🔗',
	point_right: '👉',
	clap: '👏',
};

/** Stands around the number of a finished piece; a private-use character, taken out of what comes in. */
const MARK = '\uE000';

/** Lines that begin with `>` become quotes; blank lines part paragraphs. `nameOf` tells a mentioned user's name. */
export function mrkdwn(text: string, nameOf: (userId: string) => string = (id) => id): string {
	const parts: string[] = [];
	let quote: string[] = [];
	let lines: string[] = [];
	const flush = () => {
		if (quote.length > 0) parts.push(`<blockquote>${quote.join('<br>')}</blockquote>`);
		if (lines.some((line) => line !== '')) parts.push(`<p>${lines.join('<br>')}</p>`);
		quote = [];
		lines = [];
	};
	for (const line of text.replaceAll(MARK, '').split('\n')) {
		const quoted = /^(?:>|&gt;)\s?(.*)$/.exec(line);
		if (line.trim() === '' || (quoted ? lines : quote).length > 0) flush();
		if (quoted) quote.push(inline(quoted[1] ?? '', nameOf));
		else if (line.trim() !== '') lines.push(inline(line, nameOf));
	}
	flush();
	return parts.join('');
}

/** One line: links, mentions, code, then bold, italic and strike. */
function inline(line: string, nameOf: (userId: string) => string): string {
	const kept: string[] = [];
	const keep = (html: string) => `${MARK}${kept.push(html) - 1}${MARK}`;
	const html = escapeHtml(
		plain(
			line
				.replace(/`([^`]+)`/g, (_, code: string) => keep(`<code>${escapeHtml(plain(code))}</code>`))
				.replace(/<([^<>]+)>/g, (_, inner: string) => keep(reference(inner, nameOf))),
		),
	)
		.replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*]*[^*\s])\*(?![\p{L}\p{N}*])/gu, '<strong>$1</strong>')
		.replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_]*[^_\s])_(?![\p{L}\p{N}_])/gu, '<em>$1</em>')
		.replace(/(?<![\p{L}\p{N}~])~(?=\S)([^~]*[^~\s])~(?![\p{L}\p{N}~])/gu, '<s>$1</s>')
		.replace(/:([a-z0-9_+]+):/g, (code, name: string) => EMOJI[name] ?? code);
	return html.replace(/\uE000(\d+)\uE000/g, (_, index: string) => kept[Number(index)] ?? '');
}

/** What stands between `<` and `>`: a user, a channel, or an address with an optional label. */
function reference(inner: string, nameOf: (userId: string) => string): string {
	const [target = '', label] = inner.split('|');
	if (target.startsWith('@')) return `<span class="mention">@${escapeHtml(label ?? nameOf(target.slice(1)))}</span>`;
	if (/^[#!]/.test(target)) return `<span class="mention">${escapeHtml(label ?? target)}</span>`;
	return link(plain(target), plain(label ?? target));
}

/** Text without the escapes that Slack wants of senders: these three and no others. */
export function plain(text: string): string {
	return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
