/** Small pictures of the inbox page: initials of people and accounts, and Sophia's mark. */
import { escapeHtml } from './html.ts';

/** A square with initials, its color made from the name. */
export function avatar(name: string, kind: 'person' | 'account' = 'person'): string {
	const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
	const initials = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => (word ?? '').slice(0, 1)).join('');
	const hue = [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 360, 7);
	return `<span class="avatar ${kind}" style="--hue:${hue}" aria-hidden="true">${escapeHtml(initials)}</span>`;
}

/** Sophia's mark. */
export const LARK = `<svg width="36" height="36" viewBox="0 0 36 36" aria-hidden="true"><rect width="36" height="36" rx="10" fill="#7a2e73"/><path d="M8 21c6 1 9-2 10-7 1-4 4-6 8-5l3 2-3 1c0 8-5 14-13 14l-3 3v-4z" fill="#fff"/></svg>`;
