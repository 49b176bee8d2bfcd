import { describe, expect, it } from '@jest/globals';
import type { Sentence } from '../../contract/call.ts';
import { analyzeCall } from '../../domain/calls/analyze-call.ts';
import { spoken } from '../../domain/testing/spoken.ts';
import { quoteFinder } from './quotes.ts';

function sentencesOf(...said: [speakerId: string, text: string, startMs?: number][]): Sentence[] {
	return said.map(([speakerId, text, startMs = 0], index) => ({
		...{ index, speakerId, text, startMs, endMs: startMs + 1_000 },
	}));
}

/** The words that the parts stand for. */
function wordsOf(sentences: Sentence[], evidence: { speakerId: string; startMs: number; quote: string }): string[] {
	const { texts, find } = quoteFinder(sentences);
	return find(evidence).map(({ sentence, from, to }) => `${sentence}: ${texts[sentence]?.slice(from, to)}`);
}

describe('quoteFinder', () => {
	it('finds every quote of an analyzed call in the sentences of its speaker, at its time', () => {
		const { call, transcript } = spoken({
			lines: `
				Rita: Hi Carl. What would have to change for you to move this year?
				Carl: Honestly, all of it is on paper. What does it cost?
				Rita: I'd have to check. I will send you the offer by Thursday. Can we talk again on Friday at ten?
				Carl: Friday works for me.`,
		});
		const { insights } = analyzeCall(call, transcript, 'Europe/Berlin');
		const { texts, find } = quoteFinder(transcript.sentences);
		expect(insights.length).toBeGreaterThan(4);
		for (const evidence of insights.flatMap((insight) => insight.evidence)) {
			const parts = find(evidence);
			expect(parts.map(({ sentence, from, to }) => texts[sentence]?.slice(from, to)).join(' ')).toBe(evidence.quote);
			const said = parts.map(({ sentence }) => transcript.sentences[sentence]);
			expect(said.every((sentence) => sentence?.speakerId === evidence.speakerId)).toBe(true);
			expect(said[0]?.startMs).toBe(evidence.startMs);
		}
	});

	it('finds the words where they were said, not where somebody said the same before', () => {
		const sentences = sentencesOf(['a', 'By Friday.', 1], ['b', 'By Friday.', 2], ['a', 'Yes.\n By  Friday.', 3]);
		expect(wordsOf(sentences, { speakerId: 'a', startMs: 3, quote: 'By Friday.' })).toEqual(['2: By Friday.']);
		expect(wordsOf(sentences, { speakerId: 'b', startMs: 2, quote: 'By Friday.' })).toEqual(['1: By Friday.']);
	});

	it('finds a quote of several sentences, of parts of them, and past a sentence without words', () => {
		const sentences = sentencesOf(['a', 'We will go.', 1], ['a', ' ', 2], ['a', 'Then we stop.', 3], ['b', 'Then', 4]);
		expect(wordsOf(sentences, { speakerId: 'a', startMs: 1, quote: 'will go. Then we' })).toEqual([
			'0: will go.',
			'2: Then we',
		]);
	});

	it('finds the words without times, and with many sentences at one time', () => {
		const many = sentencesOf(...Array.from({ length: 200 }, (_, at): [string, string] => ['a', `Number ${at}.`]));
		expect(wordsOf(many, { speakerId: 'a', startMs: 0, quote: 'Number 150.' })).toEqual(['150: Number 150.']);
	});

	it('tears no word and mixes no speakers', () => {
		const sentences = sentencesOf(['a', 'I cannot.', 1], ['b', 'I can.', 2]);
		expect(wordsOf(sentences, { speakerId: 'a', startMs: 1, quote: 'I can' })).toEqual([]);
		expect(wordsOf(sentences, { speakerId: 'a', startMs: 1, quote: 'I cannot. I can.' })).toEqual([]);
		expect(wordsOf([], { speakerId: 'a', startMs: 1, quote: 'I can' })).toEqual([]);
	});
});
