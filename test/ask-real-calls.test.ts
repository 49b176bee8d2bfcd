/** Over real calls: every quote of every answer stands in the raw transcript, said by that speaker at that time. */
import { expect, it } from '@jest/globals';
import type { Evidence } from '../engine/contract/call.ts';
import { lookFor, readyTalk, searchCall } from '../engine/domain/search/search-call.ts';
import { gongCalls, type RawTranscript } from './bench/shared/gong-calls.ts';
import { need } from './need.ts';
import { verifies } from './verifies.ts';

const QUESTIONS = [
	'What did they say about the dividend?',
	'How much did revenue grow?',
	'When will the next results be published?',
	'What did the customer ask about prices and competition?',
	'What is the impact of the pandemic on costs?',
];

/** By this test's own reading of the raw file: consecutive sentences of that speaker that hold the words. */
function stands({ transcript }: RawTranscript, { speakerId, startMs, endMs, quote }: Evidence): boolean {
	const said = transcript.flatMap((turn) => turn.sentences.map((sentence) => ({ ...sentence, who: turn.speakerId })));
	return said.some((opening, first) => {
		if (opening.start !== startMs || opening.who !== speakerId) return false;
		const last = said.findIndex(({ end, who }, place) => place >= first && end === endMs && who === speakerId);
		const part = last < 0 ? [] : said.slice(first, last + 1);
		const text = part.map((sentence) => sentence.text).join(' ');
		return part.every(({ who }) => who === speakerId) && text.split(/\s+/).join(' ').includes(quote);
	});
}

need('shared')('answers from real calls', () => {
	it('quote only what was said', () => {
		verifies('ask.quotes-verbatim');
		let quotes = 0;
		for (const { call, transcript, rawTranscript } of gongCalls()) {
			for (const question of QUESTIONS) {
				const { passages, dropped } = searchCall(call, transcript, question);
				const evidence = passages.flatMap((passage) => passage.evidence);
				expect(evidence.filter((one) => !stands(rawTranscript, one))).toEqual([]);
				expect(dropped).toBe(0);
				quotes += evidence.length;
			}
		}
		expect(quotes).toBeGreaterThan(200);
	});

	it('have to do with the question from 0 to 1', () => {
		for (const { call, transcript } of gongCalls().slice(0, 5)) {
			for (const question of QUESTIONS) {
				const { relevance } = lookFor(readyTalk(call, transcript), question);
				for (const values of Object.values(relevance)) {
					expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
					expect(Math.max(...values)).toBeLessThanOrEqual(1 + 1e-9);
				}
			}
		}
	});
});
