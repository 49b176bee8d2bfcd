/** Talk statistics computed by hand, to the millisecond; the sums stand beside the figures. */
import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { Call, Party, Sentence } from '../../contract/call.ts';
import { analyzeCall } from './analyze-call.ts';
import { speakersOf } from './speakers.ts';
import { repShare, talkStatistics } from './talk.ts';
import { byTime, turnsOf } from './turns.ts';

type Line = [speakerId: string, startMs: number, endMs: number, text: string];

const party = (speakerId: string, affiliation: Party['affiliation']): Party => ({
	speakerId,
	name: speakerId,
	affiliation,
	email: `${speakerId}@mail.example`,
});
const PARTIES = [
	party('rita', 'internal'),
	party('paul', 'internal'),
	party('carl', 'external'),
	party('dora', 'external'),
];
const REP = { id: 'u-rita', name: 'rita', email: 'rita@mail.example' };
const CALL = { id: 'call-1', parties: PARTIES, rep: REP, started: '2026-11-19T10:00:00+01:00' };

const sentencesOf = (lines: Line[]): Sentence[] =>
	lines.map(([speakerId, startMs, endMs, text], index) => ({ index, speakerId, startMs, endMs, text }));

function statistics(lines: Line[], parties = PARTIES, times?: Call['times']) {
	const speakers = speakersOf({ parties, rep: REP });
	const sentences = byTime(sentencesOf(lines));
	return talkStatistics(sentences, turnsOf(sentences, speakers), speakers, times);
}

describe('talk statistics computed by hand', () => {
	verifies('calls.talk-goldens');

	// Rita is the rep, Paul her colleague; Carl and Dora are customers.
	const meeting: Line[] = [
		['rita', 1_000, 9_250, 'Thanks for joining, what would you like to cover today?'],
		['carl', 11_000, 31_500, 'We lose two days a month to the schedule.'],
		['rita', 15_200, 15_900, 'Mm-hmm.'],
		['rita', 20_000, 20_450, 'Right.'],
		['carl', 31_900, 52_000, 'Last week a whole crew stood in the wrong town.'],
		['rita', 52_750, 58_000, 'How did you find out about it?'],
		['paul', 57_250, 60_000, 'And who called you first that day?'],
		['dora', 60_750, 95_000, 'The customer called me, and I had no answer for him.'],
		['carl', 70_000, 70_600, 'Yeah.'],
		['rita', 94_000, 99_000, 'Let me show you how that would look.'],
		['paul', 94_500, 96_000, 'It is on the screen now.'],
		['rita', 112_000, 125_000, 'Here you see each crew on the map.'],
		['carl', 125_800, 130_000, 'That would help us a lot.'],
		['rita', 131_500, 135_000, 'We could start with your north region.'],
	];

	it('adds up speech, and divides it', () => {
		const { speechMs, repTalkRatio, internalTalkRatio, times } = statistics(meeting);
		expect(times).toBe('measured');
		expect(speechMs).toEqual({
			carl: 45_400, // 20,500 + 20,100 + 600 + 4,200
			rita: 36_150, // 8,250 + 700 + 450 + 5,250 + 5,000 + 13,000 + 3,500
			dora: 34_250, // 95,000 − 60,750
			paul: 4_250, // 2,750 + 1,500
		});
		expect(Object.keys(speechMs)).toEqual(['carl', 'rita', 'dora', 'paul']);
		expect(repTalkRatio).toBe(36_150 / 120_050);
		expect(internalTalkRatio).toBe(40_400 / 120_050);
	});

	it('measures overlap apart from back-channels, and silence', () => {
		const { overlapMs, backChannelOverlapMs, silenceMs } = statistics(meeting);
		// Rita and Paul 57,250–58,000; Dora, Rita and Paul, two or three of them, 94,000–96,000.
		expect(overlapMs).toBe(750 + 2_000);
		// Rita's "Mm-hmm" and "Right" under Carl, Carl's "Yeah" under Dora.
		expect(backChannelOverlapMs).toBe(700 + 450 + 600);
		// The gaps: 9,250–11,000; 31,500–31,900; 52,000–52,750; 60,000–60,750; 99,000–112,000; 125,000–125,800; 130,000–131,500.
		expect(silenceMs).toBe(1_750 + 400 + 750 + 750 + 13_000 + 800 + 1_500);
	});

	it('measures monologues and the longest story', () => {
		const talk = statistics(meeting);
		// Carl from 11,000 to 52,000: neither the back-channels nor the gap of 400 ms end it.
		expect(talk).toMatchObject({ longestMonologueMs: 41_000, longestMonologueSpeakerId: 'carl' });
		expect(talk).toMatchObject({ longestStoryMs: 41_000, longestStorySpeakerId: 'carl' });
		expect(Object.fromEntries(talk.parties.map((one) => [one.speakerId, one.longestMonologueMs]))).toEqual({
			carl: 41_000,
			rita: 13_000, // 112,000–125,000
			dora: 34_250,
			paul: 2_750,
		});
	});

	it('measures how the talk passes between the sides', () => {
		const talk = statistics(meeting);
		// Turns: Rita, Carl, Rita, Paul, Dora, Rita, Paul, Rita, Carl, Rita; between the sides it passes 6 times in 134 s.
		expect(talk.interactivity).toBe(6 / (134_000 / 60_000));
		// Rita after Carl at 52,750 − 52,000, after Dora while she still spoke, after Carl at 131,500 − 130,000.
		expect(talk.patienceMs).toBe(750);
	});

	it('counts words and questions', () => {
		const talk = statistics(meeting);
		expect(talk.questions).toBe(3);
		expect(talk.questionRate).toBe(2 / (134_000 / 3_600_000));
		const rita = talk.parties.find(({ rep }) => rep);
		// 10 + 1 + 1 + 7 + 8 + 8 + 7 words in 36,150 ms.
		expect(rita).toMatchObject({ speakerId: 'rita', words: 42, questions: 2, wordsPerMinute: 42 / (36_150 / 60_000) });
		expect(rita?.talkRatio).toBe(36_150 / 120_050);
	});

	it('is what docs/talk-statistics.md says of its example', () => {
		const talk = statistics([
			['rita', 0, 10_000, 'What would you like to cover today?'],
			['carl', 12_000, 32_000, 'We lose two days a month to the schedule.'],
			['rita', 15_000, 16_000, 'Mm-hmm.'],
			['paul', 30_000, 36_000, 'And who finds out first?'],
			['dora', 38_000, 60_000, 'That would be me.'],
		]);
		expect(talk).toMatchObject({ repTalkRatio: 11 / 59, internalTalkRatio: 17 / 59, interactivity: 3 });
		expect(talk).toMatchObject({ overlapMs: 2_000, backChannelOverlapMs: 1_000, silenceMs: 4_000 });
		expect(talk).toMatchObject({ longestMonologueMs: 22_000, longestStoryMs: 22_000, longestStorySpeakerId: 'dora' });
	});

	it('ends a monologue at a silence of 10 s, not before', () => {
		const after = (startMs: number): Line[] => [
			['rita', 0, 20_000, 'First I say this.'],
			['rita', startMs, startMs + 5_000, 'Then I say that.'],
		];
		expect(statistics(after(29_999)).longestMonologueMs).toBe(34_999);
		expect(statistics(after(30_000)).longestMonologueMs).toBe(20_000);
	});

	it('begins no turn with a back-channel, and takes the mean of two pauses', () => {
		const talk = statistics([
			['carl', 0, 30_000, 'It began in spring with the new contract.'],
			['rita', 12_000, 12_500, 'Okay.'],
			['rita', 31_200, 40_000, 'What did you do then, with your team?'],
			['carl', 40_500, 50_000, 'We waited for a while.'],
			['rita', 52_500, 60_000, 'And now it has to go fast.'],
		]);
		// 31,200 − 30,000 and 52,500 − 50,000.
		expect(talk.patienceMs).toBe((1_200 + 2_500) / 2);
		expect(talk.parties.find(({ rep }) => rep)?.longestMonologueMs).toBe(8_800);
		expect(talk.overlapMs).toBe(0);
		expect(talk.backChannelOverlapMs).toBe(500);
	});

	it('counts an overlap with oneself once, and times that run backward or are missing as none', () => {
		const talk = statistics([
			['rita', -5_000, 3_000, 'So it is, as far as we know.'],
			['rita', 2_000, 6_000, 'And so it stays.'],
			['carl', 9_000, 4_000, 'I see what you mean.'],
			['carl', Number.NaN, Number.NaN, 'It was not me.'],
			['dora', 5_500, 6_500, ' '],
		]);
		// Rita 0–6,000; Carl has no length; what has no words is no speech. From the first word, at 0, to the last, at 9,000.
		expect(talk.speechMs).toEqual({ rita: 6_000, carl: 0 });
		expect(talk).toMatchObject({ overlapMs: 0, silenceMs: 3_000, repTalkRatio: 1, internalTalkRatio: 1 });
	});

	it('counts a rep whose side nobody named as no customer', () => {
		const talk = statistics(
			[
				['rita', 0, 3_000, 'We can do that for you.'],
				['carl', 3_000, 4_000, 'Please do it then.'],
			],
			[party('rita', 'unknown'), party('carl', 'unknown')],
		);
		expect(talk).toMatchObject({ repTalkRatio: 0.75, internalTalkRatio: 0.75, longestStorySpeakerId: 'carl' });
	});
});

describe('a transcript without times', () => {
	verifies('calls.without-times');

	it('that has starts alone gives no figure that needs a measured end', () => {
		// Rita 0–30,000 (its end estimated: where Carl begins), Carl 30,000–50,000, Rita 50,000–60,000.
		const lines: Line[] = [
			['rita', 0, 30_000, 'So this is what we do all day.'],
			['carl', 30_000, 50_000, 'That sounds a lot like us.'],
			['rita', 50_000, 60_000, 'What do you do first in the morning?'],
		];
		const talk = statistics(lines, PARTIES, 'starts');
		expect(talk).toMatchObject({
			times: 'starts',
			repTalkRatio: 40 / 60,
			longestMonologueMs: 30_000,
			interactivity: 2,
		});
		expect(talk).toMatchObject({ overlapMs: 0, backChannelOverlapMs: 0, silenceMs: 0, questionRate: 60 });
		expect(talk.patienceMs).toBeUndefined();
		expect(talk.parties.map(({ wordsPerMinute }) => wordsPerMinute)).toEqual([0, 0]);
		expect(statistics(lines).patienceMs).toBe(0);
	});

	const lines: Line[] = [
		['rita', 0, 0, 'What would have to happen so that your crews find the right town?'],
		[
			'carl',
			0,
			0,
			`They would need to know it before they leave, ${'and that every single day, '.repeat(12)}that is all.`,
		],
		['rita', 0, 0, 'I will send you a plan by Friday.'],
		['carl', 0, 0, 'Okay.'],
		['rita', 0, 0, 'Then we meet on Monday at ten and go through it.'],
	];

	it('has words and questions, and no figure of time', () => {
		const talk = statistics(lines);
		expect(talk).toEqual({
			times: 'none',
			...{ repTalkRatio: 0, internalTalkRatio: 0, longestMonologueMs: 0, longestStoryMs: 0 },
			...{ overlapMs: 0, backChannelOverlapMs: 0, silenceMs: 0, interactivity: 0, questionRate: 0 },
			speechMs: { rita: 0, carl: 0 },
			questions: 1,
			parties: [
				expect.objectContaining({ speakerId: 'rita', words: 32, questions: 1, talkRatio: 0, wordsPerMinute: 0 }),
				expect.objectContaining({ speakerId: 'carl', words: 73, longestMonologueMs: 0 }),
			],
		});
		// 32 of 105 words: Rita 13 + 8 + 11; Carl 9 + 12 × 5 + 3 + 1.
		expect(repShare(talk)).toBe(32 / 105);
	});

	it('has none either where only the starts are known', () => {
		const started = lines.map(([who, , , text], index): Line => [who, index * 5_000, index * 5_000, text]);
		expect(statistics(started)).toMatchObject({ times: 'none', silenceMs: 0, interactivity: 0, questionRate: 0 });
		expect(statistics(started).patienceMs).toBeUndefined();
	});

	it('has no findings that rest on time', () => {
		const { insights } = analyzeCall(CALL, { callId: CALL.id, sentences: sentencesOf(lines) });
		const labels = insights.flatMap(({ kind, label }) => (kind === 'coachable-moment' ? [label] : []));
		expect(labels).toContain('dated-promise');
		for (const label of ['discovery-question', 'listening', 'monologue', 'talk-ratio', 'interrupted-customer']) {
			expect(labels).not.toContain(label);
		}
		expect(insights.map(({ text }) => text).join()).not.toMatch(/\b0 seconds/);
	});
});
