/** Cleans the HTML of a CRM note down to a short list of tags, so that nothing in it can run or load. */
import { escapeHtml, safeAddress } from './html.ts';

/** Kept tags, and what they become: a note's headings must not outrank the page's own. */
const KEPT: Record<string, string> = {
	p: 'p',
	b: 'strong',
	strong: 'strong',
	i: 'em',
	em: 'em',
	u: 'u',
	s: 's',
	small: 'small',
	ul: 'ul',
	ol: 'ol',
	li: 'li',
	blockquote: 'blockquote',
	code: 'code',
	pre: 'pre',
	h1: 'h4',
	h2: 'h4',
	h3: 'h4',
	h4: 'h4',
	h5: 'h4',
	h6: 'h4',
	a: 'a',
	br: 'br',
	hr: 'hr',
};

const VOID = new Set(['br', 'hr']);

/** Elements whose content is no text for people. */
const DROPPED = /<(script|style|iframe|object|template|svg|math|noscript|title|textarea)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)>/g;

/** Safe, well-formed HTML: unknown tags go and leave their text, attributes go but a safe `href`. */
export function sanitizeNote(html: string): string {
	const source = html.replace(/<!--[\s\S]*?(?:-->|$)/g, '').replace(DROPPED, '');
	const open: string[] = [];
	let clean = '';
	let position = 0;
	for (const match of source.matchAll(TAG)) {
		clean += escapeText(source.slice(position, match.index));
		position = match.index + match[0].length;
		const [, closing, name = '', attributes = ''] = match;
		const lower = name.toLowerCase();
		const tag = Object.hasOwn(KEPT, lower) ? (KEPT[lower] as string) : undefined;
		if (tag === undefined) continue;
		if (VOID.has(tag)) clean += `<${tag}>`;
		else if (closing) clean += close(open, tag);
		else {
			open.push(tag);
			clean += `<${tag}${tag === 'a' ? linkAttributes(attributes) : ''}>`;
		}
	}
	clean += escapeText(source.slice(position));
	return (
		clean +
		open
			.reverse()
			.map((tag) => `</${tag}>`)
			.join('')
	);
}

/** Closes a tag and all that is still open in it; nothing where it is not open. */
function close(open: string[], tag: string): string {
	const from = open.lastIndexOf(tag);
	if (from === -1) return '';
	return open
		.splice(from)
		.reverse()
		.map((one) => `</${one}>`)
		.join('');
}

function linkAttributes(attributes: string): string {
	const found = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
	const address = safeAddress(unescapeAmpersands(found?.[1] ?? found?.[2] ?? ''));
	return address === undefined ? '' : ` href="${escapeHtml(address)}" target="_blank" rel="noreferrer"`;
}

function unescapeAmpersands(text: string): string {
	return text.replaceAll('&amp;', '&');
}

/** Escapes text but keeps the entities that it already has. */
function escapeText(text: string): string {
	return escapeHtml(text).replace(/&amp;(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/gi, '&$1;');
}
