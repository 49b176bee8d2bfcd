import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Json } from '../exchange.ts';
import { startForTest, type TestSandbox } from '../start-for-test.ts';
import { renderMessage } from './block-kit.ts';
import { mrkdwn } from './mrkdwn.ts';
import { sanitizeNote } from './note-html.ts';

describe('mrkdwn', () => {
	it.each([
		['*bold* and _soft_ and ~gone~', '<p><strong>bold</strong> and <em>soft</em> and <s>gone</s></p>'],
		['2*3*4 snake_case_name', '<p>2*3*4 snake_case_name</p>'],
		['> one\n> two\nthree', '<blockquote>one<br>two</blockquote><p>three</p>'],
		['&gt; escaped', '<blockquote>escaped</blockquote>'],
		['`a *b*`', '<p><code>a *b*</code></p>'],
		[
			'<https://a.example/?x=1&amp;y=2|Listen>',
			'<p><a href="https://a.example/?x=1&amp;y=2" target="_blank" rel="noreferrer">Listen</a></p>',
		],
		['<javascript:alert(1)|Click>', '<p>Click</p>'],
		['a &lt;b&gt; &amp; c', '<p>a &lt;b&gt; &amp; c</p>'],
		['"quoted" \uE0000\uE000', '<p>&quot;quoted&quot; 0</p>'],
		[':dart: :unknown_one:', '<p>🎯 :unknown_one:</p>'],
	])('%j', (text, html) => {
		expect(mrkdwn(text)).toBe(html);
	});

	it('never lets a tag through', () => {
		expect(mrkdwn('<script>alert(1)</script> <img src=x onerror=alert(1)>')).not.toMatch(/<(script|img)/);
	});
});

describe('blocks', () => {
	it('are shown in order, their text escaped', () => {
		const blocks = [
			{ type: 'header', text: { type: 'plain_text', text: 'Calls <of> *today*' } },
			{ type: 'divider' },
			{ type: 'context', elements: [{ type: 'mrkdwn', text: '_soft_' }] },
		];
		expect(renderMessage({ text: 'fallback', blocks }, (id) => id)).toBe(
			'<h3>Calls &lt;of&gt; *today*</h3><hr><div class="context"><p><em>soft</em></p></div>',
		);
	});

	it('give way to the text where there are none', () => {
		expect(renderMessage({ text: 'just *text*', blocks: [] }, (id) => id)).toBe('<p>just <strong>text</strong></p>');
	});
});

describe('the HTML of a note', () => {
	it.each([
		['<p>a <b>b</b></p>', '<p>a <strong>b</strong></p>'],
		['<h1 onclick="x()">Big</h1>', '<h4>Big</h4>'],
		['<script>alert(1)</script>rest', 'rest'],
		['<script>alert(1)', ''],
		['<img src=x onerror=alert(1)>', ''],
		['<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
		[
			'<a href="https://a.example/?a=1&amp;b=2" onclick="x">x</a>',
			'<a href="https://a.example/?a=1&amp;b=2" target="_blank" rel="noreferrer">x</a>',
		],
		['<ul><li>one<li>two</ul>after</div>', '<ul><li>one<li>two</li></li></ul>after'],
		['<b>open', '<strong>open</strong>'],
		['1 < 2 &amp; 3 > 2', '1 &lt; 2 &amp; 3 &gt; 2'],
		['<!-- hidden --><svg><a href="https://x"></svg>seen', 'seen'],
		['<scr<script></script>ipt>alert(1)</script>', 'alert(1)'],
		['<p title=">">x</p>', '<p>x</p>'],
	])('%j', (html, clean) => {
		expect(sanitizeNote(html)).toBe(clean);
	});
});

describe('the inbox page', () => {
	let sandbox: TestSandbox;
	beforeEach(async () => {
		sandbox = await startForTest();
	});
	afterEach(() => sandbox.close());

	it('looks again while there is nothing, and loads nothing from outside', async () => {
		const { status, html, headers } = await sandbox.page('/');
		expect(status).toBe(200);
		expect(html).toContain('http-equiv="refresh"');
		expect(html).toContain('No messages yet');
		expect(headers.get('content-security-policy')).toContain("default-src 'none'");
		expect(html).not.toMatch(/<script|<link|src=/);
	});

	it('shows each rep their thread and each account its notes', async () => {
		const { body } = await sandbox.slack('users.lookupByEmail', { email: 'maya.okafor@larkspur.example' });
		const user = (body.user as Json).id as string;
		await sandbox.slack('chat.postMessage', { channel: user, text: 'Two calls <b>yesterday</b>' });
		const tom = '/crm/v3/objects/contacts/tom.verhoeven%40haldenfreight.example?idProperty=email';
		const { body: contact } = await sandbox.hubspot('GET', tom);
		await sandbox.hubspot('POST', '/crm/v3/objects/notes', {
			properties: {
				hs_note_body: '<p>Agreed: <b>Thursday</b></p><script>x</script>',
				hs_timestamp: '2026-11-21T08:30:00Z',
			},
			associations: [
				{ to: { id: contact.id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 202 }] },
			],
		});
		const home = await sandbox.page('/');
		expect(home.html).toContain('1 message, 1 note');
		const thread = await sandbox.page(`/people/${user}`);
		expect(thread.html).toContain('Maya Okafor');
		expect(thread.html).not.toContain('<b>yesterday');
		const account = /href="(\/accounts\/\d+)"/.exec(home.html)?.[1] ?? '';
		const page = await sandbox.page(account);
		expect(page.html).toContain('<p>Agreed: <strong>Thursday</strong></p>');
		expect(page.html).toContain('Halden Freight: 140 technicians');
	});

	it('says so where there is no such page', async () => {
		const { status, html } = await sandbox.page('/people/<script>');
		expect(status).toBe(404);
		expect(html).not.toContain('<script>');
	});
});
