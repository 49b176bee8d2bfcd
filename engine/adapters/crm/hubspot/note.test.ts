import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CallNote, NoteLine } from '../../../contract/coaching.ts';
import { referenceOf, toNoteBody } from './note.ts';

const KEY = 'ab'.repeat(32);
const evidence = { callId: '1', speakerId: '2', speaker: 'Jon', startMs: 65_000, endMs: 70_000, quote: 'By Friday.' };
const line: NoteLine = { text: 'Send the report', owner: 'Dana', due: 'by Friday', evidence };
const note: CallNote = {
	callId: '1',
	title: 'Pricing',
	url: 'https://app.gong.example/call?id=1',
	started: '2026-11-20T09:00:00Z',
	commitments: [line],
	openQuestions: [],
	nextStep: { text: 'Demo on Tuesday', owner: 'Dana', evidence },
	text: 'plain',
};

describe('a note for HubSpot', () => {
	it('says what was agreed, by whom and till when, with its proof and the address of the call', () => {
		expect(toNoteBody(note, KEY)).toBe(
			'<p><strong>Call: <a href="https://app.gong.example/call?id=1">Pricing</a></strong> (2026-11-20)</p>' +
				'<p><strong>Commitments</strong></p><ul><li>Send the report<br>Owner: Dana · Due: by Friday<br>' +
				'<em>“By Friday.” (Jon, 1:05)</em></li></ul>' +
				'<p><strong>Open questions</strong></p><p>No open question was heard.</p>' +
				'<p><strong>Next step</strong></p><ul><li>Demo on Tuesday<br><em>“By Friday.” (Jon, 1:05)</em></li></ul>' +
				'<p><small>Sophia reference: abababababababab</small></p>',
		);
	});

	it('has one line for the page of the call, where there is one', () => {
		const page = 'https://sophia.example/calls/1?tenant=acme&view=record';
		expect(toNoteBody({ ...note, page }, KEY)).toBe(
			toNoteBody(note, KEY).replace(
				'<p><small>',
				'<p><a href="https://sophia.example/calls/1?tenant=acme&amp;view=record">Timeline and quotes</a>' +
					' (link good for 30 days)</p><p><small>',
			),
		);
		expect(toNoteBody({ ...note, page: 'javascript:alert(1)' }, KEY)).not.toContain('javascript');
	});

	it('begins with what a model wrote in short, where one did', () => {
		const summary = [{ text: 'Jon <gets> it.', evidence }];
		expect(toNoteBody({ ...note, summary }, KEY)).toBe(
			toNoteBody(note, KEY).replace('<p><strong>Commitments', '<p>Jon &lt;gets&gt; it.</p><p><strong>Commitments'),
		);
	});

	it('makes nobody the owner of an open question', () => {
		const body = toNoteBody({ ...note, commitments: [], openQuestions: [{ ...line, text: 'Jon asked' }] }, KEY);
		expect(body).toContain('<li>Jon asked<br>Due: by Friday<br>');
		expect(body).not.toContain('Owner');
	});

	it('makes no link of an address that is none', () => {
		expect(toNoteBody({ ...note, url: 'javascript:alert(1)' }, KEY)).toContain('Call: Pricing<');
	});

	it('escapes whatever was said, keeps to the limit, and always carries its reference', () => {
		const said = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 3000 }),
			fc.constantFrom('<script>alert(1)</script>', '"><img src=x>', '<!-- -->', "'&<".repeat(4000)),
		);
		fc.assert(
			fc.property(said, said, fc.nat(60), (text, quote, count) => {
				const wild: NoteLine = { text, owner: text, due: quote, evidence: { ...evidence, quote, speaker: text } };
				const many = Array.from({ length: count }, () => wild);
				const body = toNoteBody({ ...note, title: text, commitments: many, openQuestions: many, nextStep: wild }, KEY);
				expect(body.length).toBeLessThanOrEqual(65_536);
				expect(body).toContain(referenceOf(KEY));
				expect(body.replace(/<\/?(p|strong|a|ul|li|em|br|small)( href="[^"<>]*")?>/g, '')).not.toMatch(/[<>]/);
			}),
			{ numRuns: 50 },
		);
	});
});
