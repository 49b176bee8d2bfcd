import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { CoachingMessage } from '../../contract/coaching.ts';
import { analyzeCall } from '../calls/analyze-call.ts';
import { type SpokenOptions, spoken } from '../testing/spoken.ts';
import { coachingMessage, type MessageOccasion } from './message.ts';
import { length } from './phrases.ts';
import { callTime, counted, firstName, listed, spokenDays } from './wording.ts';

const ZONE = 'Europe/Berlin';
const LECTURE = `
Rita 0-160: Our company was founded nine years ago by two engineers.
Carl 160-190: I hear that a lot, and to be honest we only have one question about all of it.
Rita 190-195: Let's meet again on Tuesday at ten.
Carl 195-197: Fine.
`;

function messageOf(dialogues: Partial<SpokenOptions>[], occasion: MessageOccasion = { kind: 'window' }) {
	const calls = dialogues.map((options, number) => {
		const { call, transcript } = spoken({ id: `c${number}`, lines: LECTURE, ...options });
		return { call, analysis: analyzeCall(call, transcript) };
	});
	const rep = calls[0]?.call.rep ?? { id: '', name: '' };
	return coachingMessage({ rep, calls, occasion, heading: '2026-11-19', zone: ZONE });
}

describe('coachingMessage', () => {
	it('has one thing that went well and one habit, each with quote, time and address', () => {
		verifies('coaching.one-strength-one-habit');
		const message = messageOf([{ title: 'Kick-off' }]);
		expect(CoachingMessage.parse(message)).toEqual(message);
		expect(message.habit).toMatchObject({
			evidence: { quote: 'Our company was founded nine years ago by two engineers.', startMs: 0 },
			callTitle: 'Kick-off',
			url: 'https://calls.example/c0',
		});
		expect(message.well?.evidence.quote).toBe("Let's meet again on Tuesday at ten.");
		expect(message.text).toContain('Hi Rita, you had one call on Thursday, 19 November: “Kick-off”.');
		expect(message.text).toContain('– you at 03:10 in “Kick-off”: https://calls.example/c0');
		expect(message.text.match(/What went well:/g)).toHaveLength(1);
		expect(message.text.match(/One thing to try:/g)).toHaveLength(1);
	});

	it('takes one of each from many calls', () => {
		const message = messageOf([{}, {}, { started: '2026-11-20T10:00:00+01:00' }]);
		expect(message.calls).toBe(3);
		expect(message.text).toContain('you had 3 calls from Thursday, 19 to Friday, 20 November');
		expect(message.text.match(/“Our company was founded/g)).toHaveLength(1);
	});

	it('is honest and short when nothing stood out', () => {
		const message = messageOf([{ lines: 'Rita: Hi Carl.\nCarl: See you on Monday at ten for the review call.' }]);
		const empty = messageOf([{ lines: 'Rita: Hi all.', colleagues: ['Paul'] }]);
		expect(message.habit).toBeUndefined();
		expect(empty.text).toContain('Nothing stood out this time');
		expect([empty.well, empty.habit]).toEqual([undefined, undefined]);
	});

	it('tells a rep who hardly spoke that there is nothing to pick out', () => {
		const guests = Array.from({ length: 9 }, (_, number) => `Guest${number}: We plan all of it on paper here.`);
		const { text, habit } = messageOf([{ lines: ['Rita: Hi.', ...guests].join('\n') }]);
		expect(habit).toBeUndefined();
		expect(text).toMatch(/You said very little|Others did nearly all|mostly to listen/);
	});

	it('gives the same words for the same calls, and others to another rep', () => {
		expect(messageOf([{}])).toEqual(messageOf([{}]));
		const titles = ['Rita', 'Rolf', 'Rosa', 'Ruth', 'Remy', 'Rick'].map(
			(rep) => messageOf([{ rep, lines: LECTURE.replaceAll('Rita', rep) }]).habit?.title,
		);
		expect(new Set(titles).size).toBeGreaterThan(1);
	});

	it('does not praise listening and blame talking on one call', () => {
		const lines = `
			Rita 0-155: Our company was founded nine years ago by two engineers.
			Carl 155-400: We plan all of our work on paper, and nobody likes it.
		`;
		const message = messageOf([{ lines }]);
		expect(message.habit?.title).toBeDefined();
		expect(message.well?.text ?? '').not.toContain('floor');
	});

	it('says when a call came in late, or was asked for', () => {
		expect(messageOf([{ title: 'Demo' }], { kind: 'late' }).text).toContain(
			'“Demo” (on Thursday, 19 November) came in late',
		);
		expect(messageOf([{ title: 'Demo' }], { kind: 'call' }).text).toContain('a look at your call “Demo”');
	});

	it('quotes a part of a long sentence, as it was said', () => {
		const long = `Our company was founded nine years ago, ${'and then we did one more thing that mattered, '.repeat(9)}and so on.`;
		const { habit } = messageOf([
			{ lines: LECTURE.replace('Our company was founded nine years ago by two engineers.', long) },
		]);
		expect(habit?.evidence.quote.length).toBeLessThanOrEqual(220);
		expect(long.startsWith(habit?.evidence.quote ?? '?')).toBe(true);
	});

	it('greets a rep whose name nobody knows', () => {
		const { call, transcript } = spoken({ lines: LECTURE });
		const rep = { id: 'unknown', name: 'Unknown' };
		const calls = [{ call: { ...call, rep }, analysis: analyzeCall(call, transcript) }];
		const message = coachingMessage({ rep, calls, occasion: { kind: 'window' }, heading: '2026-11-19', zone: ZONE });
		expect(message.text).toMatch(/^Hi there, you had one call/);
	});

	it('keeps the words it speaks of when it cuts a quote', () => {
		const aside = 'we have a lot on our plate with the new depot, '.repeat(7);
		const dated = messageOf([
			{ lines: `Carl: Hi.\nRita: Well, ${aside}so I'll send you the offer on Tuesday.\nCarl: Thank you.` },
		]);
		expect(dated.well?.evidence.quote).toContain('on Tuesday');
		const open = messageOf([
			{
				lines: `Carl: Well, ${aside}and what does it cost per user?\nRita: I'd have to check.\nRita: Let's meet on Tuesday at ten.`,
			},
		]);
		expect(open.habit?.evidence.quote).toMatch(/what does it cost per user\?$/);
		for (const { evidence } of [dated.well, open.habit].filter((point) => point !== undefined))
			expect(evidence.quote.length).toBeLessThanOrEqual(220);
	});
});

describe('wording', () => {
	it('writes times as players show them', () => {
		expect([callTime(0), callTime(83_999), callTime(3_723_000), callTime(-5)]).toEqual([
			'00:00',
			'01:23',
			'62:03',
			'00:00',
		]);
	});

	it('calls people by their first name, where they have one', () => {
		const names = ['Dana Cole', 'Speaker 1', 'Dr. Cole', 'Cher', 'Unknown speaker', ' Jo  Ann ', 'Cole, Dana M.'];
		expect(names.map(firstName)).toEqual(['Dana', 'Speaker 1', 'Dr. Cole', 'Cher', 'the customer', 'Jo', 'Dana']);
	});

	it('names days in the zone of the tenant', () => {
		expect(spokenDays(['2026-11-19T23:30:00Z'], ZONE)).toBe('on Friday, 20 November');
		expect(spokenDays(['2026-12-01T10:00:00Z', '2026-11-30T10:00:00Z'], ZONE)).toBe(
			'from Monday, 30 November to Tuesday, 1 December',
		);
		expect(spokenDays(['nonsense'], ZONE)).toBe('');
	});

	it('says lengths as people do', () => {
		expect([1, 48, 58, 75, 90, 150, 893].map(length)).toEqual([
			'a second',
			'48 seconds',
			'a minute',
			'1½ minutes',
			'1½ minutes',
			'2½ minutes',
			'15 minutes',
		]);
	});

	it('lists and counts', () => {
		expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
		expect([counted(1, 'call'), counted(2, 'call'), counted(5213, 'sentence')]).toEqual([
			'1 call',
			'2 calls',
			'5,213 sentences',
		]);
	});
});
