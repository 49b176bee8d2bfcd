/** Text to HTML: everything that is not made here is escaped. */
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** An address that may stand in a link: web or mail, nothing that runs. */
export function safeAddress(address: string): string | undefined {
	return /^(https?:\/\/|mailto:)[^\s]+$/i.test(address) ? address : undefined;
}

/** A link that opens apart from the page; just its label when the address is not safe. Both are plain text. */
export function link(address: string, label: string): string {
	const safe = safeAddress(address);
	if (safe === undefined) return escapeHtml(label);
	return `<a href="${escapeHtml(safe)}" target="_blank" rel="noreferrer">${escapeHtml(label)}</a>`;
}
