/** HTML as values: what a template did not write itself is escaped, so that nothing said on a call becomes markup. */

const MARKUP = Symbol('markup');

/** Made by `html` alone: no data that comes from outside can have the symbol. */
export type Html = { readonly [MARKUP]: string };

/** `undefined` and `false` show nothing; lists show their elements one after another. */
export type Shown = Html | string | number | undefined | false | readonly Shown[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * A template whose values may stand as text or in an attribute between double quotes; nowhere else (not in a script, not
 * in a tag's name, not without quotes).
 */
export function html(texts: TemplateStringsArray, ...values: Shown[]): Html {
	let markup = texts[0] as string;
	for (const [position, value] of values.entries()) markup += markupOf(value) + texts[position + 1];
	return { [MARKUP]: markup };
}

/** The text to send. */
export function toText(shown: Html): string {
	return shown[MARKUP];
}

/** The address if it leads to the web, else undefined: a link must not run anything. */
export function webAddress(address: string): string | undefined {
	const url = URL.parse(address);
	return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

function markupOf(value: Shown): string {
	if (value === undefined || value === false) return '';
	if (typeof value === 'string') return escaped(value);
	if (typeof value === 'number') return String(value);
	if (MARKUP in value) return value[MARKUP];
	return value.map(markupOf).join('');
}

function escaped(text: string): string {
	// No page can show a NUL or half of a Unicode pair.
	return text
		.toWellFormed()
		.replaceAll('\0', '')
		.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
