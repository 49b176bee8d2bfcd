import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import type { Sentence } from '../../contract/call.ts';
import { analyzed } from '../../domain/testing/analyzed.ts';
import { anchorAt } from '../anchor.ts';
import { type CallShown, type CallToShow, showCall } from './shown.ts';

const DIALOGUE = analyzed({
	lines: `
		Rita: Hi Carl. What would have to change for you to move this year?
		Carl: Honestly, all of it is on paper. What does it cost per user? It is too expensive for us.
		Rita: I'd have to check. I will send you the offer by Thursday. Can we talk again on Friday at ten?
		Carl: Friday works for me.`,
});

function shown(more: Partial<CallToShow> = {}): CallShown {
	const benchmarks = { idealTalkRatio: 0.43, highTalkRatio: 0.65, longMonologueMs: 150_000 };
	return showCall({ ...DIALOGUE, view: 'coaching', zone: 'Europe/Berlin', benchmarks, ...more });
}

const sentencesOf = ({ turns }: CallShown) => turns.flatMap(({ sentences }) => sentences);
const textOf = ({ pieces }: { pieces: { text: string }[] }) => pieces.map(({ text }) => text).join('');

describe('showCall', () => {
	it('gives every insight the place where its words stand, and marks these words and no others', () => {
		verifies('pages.insight-to-quote');
		const call = shown();
		const pieces = sentencesOf(call).flatMap((sentence) => sentence.pieces);
		expect(call.insights.length).toBeGreaterThan(4);
		for (const { insight, anchor, quotes } of call.insights) {
			expect(anchor).toBe(anchorAt(insight.evidence[0]?.startMs ?? -1));
			const marked = quotes.map((id) =>
				pieces
					.filter((piece) => piece.quotes.includes(id))
					.map(({ text }) => text)
					.join(' '),
			);
			const said = insight.evidence.map(({ quote }) => quote);
			expect(marked.map(folded)).toEqual(said.map(folded));
		}
	});

	it('shows every word once, in the order of time, with a place of its own for each sentence', () => {
		const sentence = fc.record({
			speakerId: fc.constantFrom('rita', 'carl', 'nobody'),
			startMs: fc.constantFrom(0, 1_000, 1_000, 2_000, -5),
			text: fc.stringMatching(/^[a-z ,.]{0,12}$/),
		});
		fc.assert(
			fc.property(fc.array(sentence, { maxLength: 12 }), (said) => {
				const sentences = said.map((one, index): Sentence => ({ ...one, index, endMs: one.startMs + 500 }));
				const call = shown({ transcript: { callId: 'call-1', sentences } });
				const all = sentencesOf(call);
				const words = sentences.map(({ text }) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
				expect(all.map(textOf).toSorted()).toEqual(words.toSorted());
				expect(all.map(({ startMs }) => startMs)).toEqual(all.map(({ startMs }) => startMs).toSorted((a, b) => a - b));
				expect(new Set(all.map(({ anchor }) => anchor)).size).toBe(all.length);
			}),
		);
	});

	it('cuts a sentence where quotes overlap, so that each can be shown alone', () => {
		const evidence = (quote: string) => [
			{ callId: 'call-1', speakerId: 'carl', speaker: 'Carl', startMs: 0, endMs: 1, quote },
		];
		const { transcript, analysis } = analyzed({ lines: 'Carl: We need one two three four now.' });
		const call = shown({
			transcript,
			analysis: {
				...analysis,
				insights: [
					{ kind: 'risk', text: 'A', evidence: evidence('one two three') },
					{ kind: 'decision', text: 'B', evidence: evidence('two three four') },
				],
			},
		});
		expect(sentencesOf(call)[0]?.pieces.map(({ text, quotes }) => [text, quotes.join()])).toEqual([
			['We need ', ''],
			['one ', 'q0'],
			['two three', 'q0,q1'],
			[' four', 'q1'],
			[' now.', ''],
		]);
	});

	it('shows a record nothing about how the rep did', () => {
		verifies('pages.record-view');
		const playbook = { playbook: 'discovery', title: 'Discovery', findings: [] };
		const met = {
			...DIALOGUE.analysis.insights[0],
			kind: 'objection',
			text: 'Carl had a concern about the price, and nobody took it up.',
			...{ met: false, how: 'deferred' },
		} as (typeof DIALOGUE.analysis.insights)[0];
		const analysis = { ...DIALOGUE.analysis, insights: [...DIALOGUE.analysis.insights, met] };
		const [full, record] = [shown({ playbook, analysis }), shown({ playbook, analysis, view: 'record' })];
		expect(full.insights.map(({ insight }) => insight.kind)).toContain('coachable-moment');
		expect(record.insights.map(({ insight }) => insight.kind)).not.toContain('coachable-moment');
		expect(record.insights.some(({ insight }) => 'met' in insight || 'how' in insight)).toBe(false);
		expect(JSON.stringify(record.insights)).not.toContain('took it up');
		expect([full.playbook, record.playbook]).toEqual([playbook, undefined]);
	});

	it('knows a transcript without times', () => {
		verifies('pages.untimed');
		const sentences = DIALOGUE.transcript.sentences.map((sentence) => ({ ...sentence, startMs: 0, endMs: 0 }));
		const call = shown({ transcript: { callId: 'call-1', sentences } });
		expect([call.timed, call.lanes]).toEqual([false, []]);
		expect(call.insights.every(({ anchor }) => anchor?.startsWith('s'))).toBe(true);
		expect(shown({ call: { ...DIALOGUE.call, times: 'none' } }).timed).toBe(false);
	});

	it('shows the findings where the transcript is gone, without places', () => {
		const call = shown({ transcript: undefined });
		expect([call.kept, call.turns, call.lanes]).toEqual([false, [], []]);
		expect(call.insights.length).toBeGreaterThan(4);
		expect(call.insights.every(({ anchor, quotes }) => anchor === undefined && quotes.length === 0)).toBe(true);
	});
});

function folded(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
