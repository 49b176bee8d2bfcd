import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../../test/verifies.ts';
import type { CoachingMessage, CoachingPoint } from '../../../contract/coaching.ts';
import { toBlocks, toFallback } from './blocks.ts';

const point: CoachingPoint = {
	title: 'You let Jon finish',
	text: 'He named the budget himself.',
	callTitle: 'Pricing',
	url: 'https://app.gong.example/call?id=1&t=2',
	evidence: {
		callId: '1',
		speakerId: '2',
		speaker: 'Jon Ray',
		startMs: 3_725_000,
		endMs: 3_730_000,
		quote: 'We have\n 40k.',
	},
};
const message: CoachingMessage = {
	rep: { id: '1', name: 'Dana Cole' },
	heading: '2026-11-20',
	calls: 2,
	text: 'Plain.',
	well: point,
	habit: point,
};

type Shown = { type: string; text?: { text: string }; elements?: { text: string }[] };

const texts = (shown: CoachingMessage) =>
	(toBlocks(shown) as Shown[]).flatMap(({ text, elements }) => [
		...(text ? [text.text] : []),
		...(elements ?? []).map((e) => e.text),
	]);

describe('a coaching message in Block Kit', () => {
	it('reads like a letter: greeting, window, what went well, one habit, each with its proof', () => {
		expect(texts(message)).toEqual([
			'Hi Dana',
			'Friday 20 November  ·  2 calls',
			':sparkles: *What went well: You let Jon finish*\nHe named the budget himself.',
			'>We have 40k.\nJon Ray, 1:02:05 in <https://app.gong.example/call?id=1&amp;t=2|Pricing>',
			':dart: *One habit to work on: You let Jon finish*\nHe named the budget himself.',
			'>We have 40k.\nJon Ray, 1:02:05 in <https://app.gong.example/call?id=1&amp;t=2|Pricing>',
			'Only you see this message. Each quote stands word for word in the call.',
		]);
		expect(toFallback(message)).toBe('Plain.');
	});

	it('leads to the quote on the page of the call, where there is one', () => {
		verifies('pages.link-needs-public-url');
		const page = 'https://sophia.example/calls/1?tenant=acme&signature=x#t3725000';
		const [, , , quoted] = texts({ ...message, well: { ...point, page } });
		expect(quoted).toBe(
			'>We have 40k.\nJon Ray, 1:02:05 in <https://app.gong.example/call?id=1&amp;t=2|Pricing>' +
				'  ·  <https://sophia.example/calls/1?tenant=acme&amp;signature=x#t3725000|See it on the call>',
		);
		expect(JSON.stringify(texts(message))).not.toContain('See it on the call');
	});

	it('asks below each point whether it is right, small and in a block of its own', () => {
		verifies('feedback.link');
		const disagree = 'https://sophia.example/feedback/ab?call=1&signature=x';
		const shown = texts({ ...message, well: { ...point, disagree } });
		expect(shown.filter((text) => text.includes('Not right?'))).toEqual([
			'<https://sophia.example/feedback/ab?call=1&amp;signature=x|Not right? Tell us>',
		]);
		expect(shown.indexOf(shown.find((text) => text.includes('Not right?')) ?? '')).toBe(4);
		const types = (toBlocks({ ...message, well: { ...point, disagree }, habit: undefined }) as Shown[]).map(
			({ type }) => type,
		);
		expect(types).toEqual(['header', 'context', 'section', 'section', 'context', 'context']);
	});

	it('greets people whose first word is no name', () => {
		const names = ['Dr. Cole', 'Speaker 1', 'Unknown', ' '];
		const headers = names.map((name) => texts({ ...message, rep: { id: '1', name } })[0]);
		expect(headers).toEqual(['Hi Dr. Cole', 'Hi Speaker 1', 'Hi there', 'Hi there']);
	});

	it('says in its text that nothing stood out, without greeting twice', () => {
		const text = 'Hi Dana, you had one call.\n\nNothing stood out this time.';
		const shown = texts({ ...message, text, well: undefined, habit: undefined });
		expect(shown.slice(2)).toEqual(['Nothing stood out this time.', 'Only you see this message.']);
	});

	it('leaves out what there is not', () => {
		const types = (toBlocks({ ...message, habit: undefined, calls: 1 }) as Shown[]).map(({ type }) => type);
		expect(types).toEqual(['header', 'context', 'section', 'section', 'context']);
	});

	it('makes no link of an address that is none', () => {
		const [, , , proof] = texts({ ...message, well: { ...point, url: 'javascript:alert(1)' } });
		expect(proof).toContain('in Pricing');
	});

	it('lets nothing that was said mention anybody, or break out of its place, and keeps to the limits', () => {
		verifies('coaching.safe-text');
		const words = fc.oneof(
			fc.constantFrom(
				'<!channel>',
				'<@U123>',
				'@here',
				'<https://evil.example|click>',
				'&amp;',
				'\n> x',
				'|',
				'😀'.repeat(3000),
				'<'.repeat(9000),
			),
			fc.string({ unit: 'grapheme', maxLength: 4000 }),
		);
		const said = fc.array(words, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));
		fc.assert(
			fc.property(said, said, said, (title, quote, name) => {
				const evidence = { ...point.evidence, quote, speaker: name };
				const page = `https://sophia.example/calls/1?tenant=${'t'.repeat(340)}`;
				const wild = { ...point, title, text: quote, callTitle: title, evidence, page };
				const blocks = toBlocks({
					...message,
					rep: { id: '1', name },
					heading: name,
					well: wild,
					habit: wild,
				}) as Shown[];
				for (const { type, text } of blocks) {
					if (text) expect(text.text.length).toBeLessThanOrEqual(type === 'header' ? 150 : 3000);
					if (!text || type === 'header') continue;
					expect(text.text.isWellFormed()).toBe(true);
					// What is left of markup is our two links.
					const ours = /<https:\/\/(app\.gong|sophia)\.example\/[^<>|]*\|[^<>|]*>/g;
					expect(text.text.replace(ours, '')).not.toMatch(/[<]/);
				}
				expect(toFallback({ ...message, text: quote }).length).toBeLessThanOrEqual(3000);
				expect(toFallback({ ...message, text: quote })).not.toMatch(/[<>]/);
			}),
			{ numRuns: 50 },
		);
	});
});
