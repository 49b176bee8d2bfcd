/** The text of an HTML e-mail as a reader sees it. Nothing of the markup is kept, and nothing of it is run. */

/** Their content is not text. */
const SILENT = new Set(['style', 'script', 'head', 'title', 'template', 'svg', 'noscript']);

/** These end a line. */
const BLOCKS = new Set(
	'address article blockquote br dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul'.split(
		' ',
	),
);

/** Quotes within quotes; all of it is history anyway. */
const DEEPEST = 3;

const ENTITIES: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
	hellip: '…',
	ndash: '–',
	mdash: '—',
	lsquo: '‘',
	rsquo: '’',
	ldquo: '“',
	rdquo: '”',
	bull: '•',
	middot: '·',
	laquo: '«',
	raquo: '»',
	deg: '°',
	times: '×',
	copy: '©',
	reg: '®',
	trade: '™',
	zwnj: '',
	shy: '',
	euro: '€',
	pound: '£',
	auml: 'ä',
	ouml: 'ö',
	uuml: 'ü',
	szlig: 'ß',
	eacute: 'é',
	egrave: 'è',
	agrave: 'à',
	ccedil: 'ç',
};

/**
 * A comment's begin, a declaration, or a tag. None goes over a further `<`, so that any text is read in one pass; a tag
 * with `>` in an attribute leaves the rest of it behind as text.
 */
const MARKUP = /<!--|<[!?][^<>]*>|<(\/?)([a-z][a-z0-9:]*)([^<>]*)>/gi;

/**
 * Lines as the blocks say; what a reply quotes (`blockquote`) has `> ` before each line, as in plain e-mails. Markup
 * that never ends is text.
 */
export function textOfHtml(html: string): string {
	const lines: string[] = [''];
	let quoted = 0;
	let silent: string | undefined;
	let at = 0;
	const write = (text: string): void => {
		if (silent !== undefined || text === '') return;
		// White space of the source is no line of the text.
		const folded = decoded(text.replace(/\s+/g, ' '));
		const line = lines.at(-1) ?? '';
		lines[lines.length - 1] =
			line === '' ? `${'> '.repeat(Math.min(quoted, DEEPEST))}${folded.trimStart()}` : line + folded;
	};
	const endLine = (): void => {
		lines.push('');
	};
	MARKUP.lastIndex = 0;
	for (let tag = MARKUP.exec(html); tag; tag = MARKUP.exec(html)) {
		write(html.slice(at, tag.index));
		at = MARKUP.lastIndex;
		if (tag[0] === '<!--') {
			const end = html.indexOf('-->', at);
			at = end < 0 ? html.length : end + 3;
			MARKUP.lastIndex = at;
			continue;
		}
		const name = (tag[2] ?? '').toLowerCase();
		const closing = tag[1] === '/';
		if (silent !== undefined) {
			if (closing && name === silent) silent = undefined;
			continue;
		}
		if (SILENT.has(name) && !closing && !tag[3]?.endsWith('/')) silent = name;
		if (BLOCKS.has(name)) endLine();
		if (name === 'blockquote') quoted = Math.max(0, quoted + (closing ? -1 : 1));
	}
	write(html.slice(at));
	return lines
		.map((line) => line.trimEnd())
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

function decoded(text: string): string {
	return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
		if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
		const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
		return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\uFFFD';
	});
}
