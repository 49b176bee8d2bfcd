/** What a run would do if somebody allows it: who, with which tool, and with what. */
import type { AskedQuestion } from '../../contract/question.ts';
import { type Html, html } from '../html.ts';
import { cut, spokenLabel } from '../wording.ts';

/** Letters of one value, and fields, that are shown. */
const MOST_LETTERS = 8_000;
const MOST_FIELDS = 50;

type Proposed = Pick<AskedQuestion, 'tool' | 'member' | 'input'>;

export function proposal({ tool, member, input }: Proposed): Html {
	return html`<p class="who"><bdi>${member}</bdi> wants to use <strong><bdi>${tool}</bdi></strong> with:</p>
${inputShape(input)}`;
}

/** Fields by name; what is no object, or holds others, as JSON. */
export function inputShape(input: unknown): Html {
	if (input === null || typeof input !== 'object' || Array.isArray(input)) return valueShape(input);
	const fields = Object.entries(input);
	if (fields.length === 0) return html`<p class="nothing">Nothing.</p>`;
	const missing = fields.length - MOST_FIELDS;
	return html`<dl class="proposed">${fields
		.slice(0, MOST_FIELDS)
		.map(
			([name, value]) =>
				html`<div><dt dir="auto">${cut(spokenLabel(name), 200)}</dt><dd>${valueShape(value)}</dd></div>`,
		)}</dl>
${missing > 0 && html`<p class="note">And ${missing} more fields; the interface shows them all.</p>`}`;
}

function valueShape(value: unknown): Html {
	const text = typeof value === 'string' ? value : (JSON.stringify(value, undefined, 2) ?? '');
	const shown = cut(text, MOST_LETTERS);
	return html`${typeof value === 'object' ? html`<pre dir="auto">${shown}</pre>` : html`<p dir="auto">${shown}</p>`}${text.length > MOST_LETTERS && html`<p class="note">Cut: the interface shows all ${text.length.toLocaleString('en-US')} letters.</p>`}`;
}
