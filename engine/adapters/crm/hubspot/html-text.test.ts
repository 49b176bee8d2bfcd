import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textOfHtml } from './html-text.ts';

describe('textOfHtml', () => {
	it.each<[string, string, string]>([
		['paragraphs and breaks', '<p>Hi Maya,</p><p>one<br>two<br/>three</p>', 'Hi Maya,\n\none\ntwo\nthree'],
		['inline markup', 'We <b>can\'t</b> <a href="https://x.example/?a=1&b=2">do</a> that.', "We can't do that."],
		['white space of the source', '<div>\n  one\n\ttwo  </div>', 'one two'],
		[
			'entities',
			'Tom &amp; Anke&#39;s &lt;list&gt; &euro;5&nbsp;000 &#x201C;now&#x201d; &nope;',
			"Tom & Anke's <list> €5 000 “now” &nope;",
		],
		['entities that are none', '&#0; &#xD800; &#9999999;', '\uFFFD \uFFFD \uFFFD'],
		[
			'what is quoted',
			'<p>New.</p><blockquote><p>Old.</p><blockquote>Older.</blockquote></blockquote>',
			'New.\n\n> Old.\n\n> > Older.',
		],
		['what is no text', '<style>p > a { }</style><script>alert("<b>")</script><!-- <p>no</p> -->Yes.', 'Yes.'],
		[
			'what Word writes',
			'<!DOCTYPE html><?xml v?><head><title>T</title></head><!--[if mso]><p>no</p><![endif]--><o:p>Yes.</o:p>',
			'Yes.',
		],
		['a list', '<ul><li>One</li><li>Two</li></ul>', 'One\n\nTwo'],
		['markup without an end', 'a < b <p', 'a < b <p'],
		['a comment without an end', 'Yes.<!-- no', 'Yes.'],
	])('reads %s', (_, html, text) => {
		expect(textOfHtml(html)).toBe(text);
	});

	it('leaves no tag behind, and keeps every word, whatever the markup', () => {
		const word = fc.stringMatching(/^[a-z]{1,8}$/);
		const piece = fc.oneof(
			word.map((text) => ({ html: ` ${text} `, text })),
			fc
				.constantFrom('<p>', '</p>', '<br>', '<b class="x y">', '</b>', '<blockquote>', '</blockquote>')
				.map((html) => ({ html, text: '' })),
		);
		fc.assert(
			fc.property(fc.array(piece), (pieces) => {
				const text = textOfHtml(pieces.map(({ html }) => html).join(''));
				expect(text).not.toMatch(/[<]/);
				expect(text.split(/[\s>]+/).filter(Boolean)).toEqual(pieces.map((one) => one.text).filter(Boolean));
			}),
		);
	});

	it('reads hostile markup in one pass', () => {
		for (const piece of ['<a "', '<!--', '<!', '<', '&', '<blockquote', '<script>']) {
			expect(textOfHtml(piece.repeat(50_000)).length).toBeLessThanOrEqual(piece.length * 50_000);
		}
		expect(textOfHtml('<blockquote>x'.repeat(50_000)).length).toBeLessThan(13 * 50_000);
	});
});
