import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { Sentence } from '../../contract/call.ts';
import { spoken } from '../testing/spoken.ts';
import { longestMonologue } from './monologue.ts';
import { speakersOf } from './speakers.ts';
import { talkStatistics } from './talk.ts';
import { byTime, turnsOf } from './turns.ts';

function statistics(lines: string, options: { colleagues?: string[] } = {}) {
	const { call, transcript } = spoken({ lines, ...options });
	return ofSentences(transcript.sentences, call);
}

function ofSentences(sentences: Sentence[], call = spoken({ lines: 'Rita: Hi.\nCarl: Hi.' }).call) {
	const speakers = speakersOf(call);
	const sorted = byTime(sentences);
	return talkStatistics(sorted, turnsOf(sorted, speakers), speakers);
}

describe('talkStatistics', () => {
	verifies('calls.talk-formulas');

	it('counts two speakers in turn', () => {
		// Rita 0-30 and 40-50, Carl 30-40: 40 of 50 s are hers; the longest stretch is her first.
		expect(statistics('Rita 0-30: One two three.\nCarl 30-40: Four five?\nRita 40-50: Six.')).toMatchObject({
			repTalkRatio: 0.8,
			internalTalkRatio: 0.8,
			longestMonologueMs: 30_000,
			longestMonologueSpeakerId: 'rita',
			speechMs: { rita: 40_000, carl: 10_000 },
			overlapMs: 0,
			questions: 1,
		});
	});

	it('counts silence for nobody', () => {
		const talk = statistics('Rita 0-10: Good morning everybody.\nCarl 70-100: Good morning to you.');
		expect(talk.speechMs).toEqual({ rita: 10_000, carl: 30_000 });
		expect(talk.repTalkRatio).toBe(0.25);
	});

	it('gives overlapped time to both and counts it apart', () => {
		// Rita 0-20, Carl 15-35: 5 s at once; speech 20 + 20, anybody 35.
		const talk = statistics('Rita 0-20: A long word.\nCarl 15-35: But I think so.');
		expect(talk.speechMs).toEqual({ rita: 20_000, carl: 20_000 });
		expect(talk.overlapMs).toBe(5_000);
		expect(talk.repTalkRatio).toBe(0.5);
	});

	it('tells the rep from colleagues among three parties', () => {
		// Rita 10 s, her colleague Paul 20 s, Carl 10 s; all three at once from 20 to 25: overlap 5 s, once.
		const talk = statistics(
			'Rita 0-5: We begin here.\nPaul 5-25: I go on for long.\nRita 20-25: Me too then.\nCarl 20-30: And so do I.',
			{ colleagues: ['Paul'] },
		);
		expect(talk.speechMs).toEqual({ paul: 20_000, rita: 10_000, carl: 10_000 });
		expect(talk.repTalkRatio).toBe(0.25);
		expect(talk.internalTalkRatio).toBe(0.75);
		expect(talk.overlapMs).toBe(5_000);
	});

	it('does not end a monologue at a back-channel, but at a silence', () => {
		const through = statistics('Rita 0-30: First I say this.\nCarl 10-11: Mm-hmm.\nRita 30-60: Then I say that.');
		expect(through.longestMonologueMs).toBe(60_000);
		const paused = statistics('Rita 0-30: First I say this.\nRita 45-60: Then I say that.');
		expect(paused.longestMonologueMs).toBe(30_000);
	});

	it('answers zeros for nothing', () => {
		expect(ofSentences([])).toMatchObject({
			repTalkRatio: 0,
			internalTalkRatio: 0,
			longestMonologueMs: 0,
			overlapMs: 0,
		});
	});

	it('takes times that run backward, or are none, for no speech', () => {
		const sentence = { index: 0, speakerId: 'rita', text: 'So it is.' };
		const talk = ofSentences([
			{ ...sentence, startMs: -5_000, endMs: 3_000 },
			{ ...sentence, index: 1, speakerId: 'carl', startMs: 9_000, endMs: 4_000 },
			{ ...sentence, index: 2, speakerId: 'carl', startMs: Number.NaN, endMs: Number.NaN },
		]);
		expect(talk.speechMs).toEqual({ rita: 3_000, carl: 0 });
	});
});

describe('longestMonologue', () => {
	it('looks only at the turns that count', () => {
		const { call, transcript } = spoken({ lines: 'Rita 0-60: I talk on and on.\nCarl 60-70: I do not.' });
		const turns = turnsOf(transcript.sentences, speakersOf(call));
		expect(longestMonologue(turns, ({ speaker }) => !speaker.rep)).toMatchObject({
			speakerId: 'carl',
			startMs: 60_000,
		});
	});
});
