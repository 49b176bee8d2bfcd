import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../test/verifies.ts';
import { html, type Shown, toText, webAddress } from './html.ts';

describe('html', () => {
	verifies('pages.safe-text');

	it('escapes texts, keeps what it made itself, and shows lists one after another', () => {
		const items = ['a<b', '"&\''].map((text) => html`<li title="${text}">${text}</li>`);
		expect(toText(html`<ul>${items}</ul>${undefined}${false}${0}`)).toBe(
			'<ul><li title="a&lt;b">a&lt;b</li><li title="&quot;&amp;&#39;">&quot;&amp;&#39;</li></ul>0',
		);
	});

	it('lets no text end its element or its attribute', () => {
		const said = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom('<script>', '"><img onerror=x>', "' x='", '\0'),
		);
		fc.assert(
			fc.property(said, said, (text, name) => {
				const markup = toText(html`<p title="${name}">${text}</p>`);
				expect(markup).toMatch(/^<p title="[^"<>]*">[^<>]*<\/p>$/);
				expect(markup).not.toContain('\0');
				expect(markup.isWellFormed()).toBe(true);
			}),
		);
	});

	it('believes no object that only looks like its own', () => {
		const forged = JSON.parse('{"markup":"<script>","Symbol(markup)":"<script>"}') as Shown;
		expect(() => html`${forged}`).toThrow();
	});
});

it('webAddress leaves out what is no address of the web', () => {
	expect(webAddress('https://app.gong.example/call?id=1&t=2')).toBe('https://app.gong.example/call?id=1&t=2');
	for (const address of ['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'call', '', ' vbscript:x']) {
		expect(webAddress(address)).toBeUndefined();
	}
});
