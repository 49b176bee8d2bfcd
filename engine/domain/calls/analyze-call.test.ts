import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { CallAnalysis, type Sentence } from '../../contract/call.ts';
import { spoken } from '../testing/spoken.ts';
import { analyzeCall, INSIGHTS_PER_KIND } from './analyze-call.ts';
import { LISTED_SPEAKERS } from './talk.ts';

const { call } = spoken({ lines: 'Rita: Hi.\nCarl: Hi.' });

function many(count: number, speaker: (index: number) => string, text: (index: number) => string): Sentence[] {
	return Array.from({ length: count }, (_, index) => ({
		index,
		speakerId: speaker(index),
		startMs: index * 100,
		endMs: index * 100 + 90,
		text: text(index),
	}));
}

describe('analyzeCall', () => {
	it('gives what the contract says, the same every time', () => {
		verifies('calls.deterministic', 'calls.without-a-model');
		const { call, transcript } = spoken({
			lines: "Carl: What does it cost?\nRita: I'll send you the offer by Friday.",
		});
		const analysis = analyzeCall(call, transcript);
		expect(CallAnalysis.parse(analysis)).toMatchObject({
			callId: call.id,
			analysis: 'extractive',
			dropped: 0,
			sentences: 2,
		});
		expect(analyzeCall(call, transcript)).toEqual(analysis);
	});

	it('says on which day a promise and the next step fall due, in the zone of the tenant', () => {
		const { call, transcript } = spoken({
			started: '2026-11-19T23:30:00Z',
			lines: "Rita: I'll send you the offer tomorrow.\nCarl: Thank you, shall we talk on Monday?\nRita: Monday works.",
		});
		const days = (zone?: string) =>
			analyzeCall(call, transcript, zone).insights.flatMap(({ kind, dueDate }) => (dueDate ? [[kind, dueDate]] : []));
		expect(days('Europe/Berlin')).toEqual([
			['commitment', '2026-11-21'],
			['next-step', '2026-11-23'],
		]);
		expect(days()).toContainEqual(['commitment', '2026-11-20']);
	});

	it.each([
		['no sentence', []],
		[
			'one speaker',
			many(
				5,
				() => 'rita',
				() => 'I am alone here, is that right?',
			),
		],
		[
			'blank sentences',
			many(
				3,
				() => 'carl',
				() => '  ',
			),
		],
		[
			'no times',
			many(
				9,
				(index) => (index % 2 ? 'rita' : 'carl'),
				() => 'What is the time?',
			).map((one) => ({ ...one, startMs: 0, endMs: 0 })),
		],
		[
			'negative times',
			many(
				4,
				() => 'carl',
				() => 'What is it?',
			).map((one) => ({ ...one, startMs: -5, endMs: -9 })),
		],
		[
			'two endless turns',
			many(
				4_000,
				(index) => (index < 2_000 ? 'rita' : 'carl'),
				(index) => (index % 2 ? 'Let me show you the next thing.' : 'So what would the board cost us?'),
			),
		],
		[
			'wrong positions',
			many(
				4,
				() => 'carl',
				() => 'What is it?',
			).map((one) => ({ ...one, index: 7 })),
		],
		[
			'a sentence without end',
			many(
				1,
				() => 'carl',
				() => `I'll ${'send '.repeat(100_000)} by Friday?`,
			),
		],
	])('copes with %s', (_, sentences) => {
		verifies('calls.any-transcript');
		const analysis = analyzeCall(call, { callId: call.id, sentences });
		expect(CallAnalysis.safeParse(analysis).success).toBe(true);
		expect(analysis.dropped).toBe(0);
	});

	it('stays within a recorded result however long the call, and says what it left out', () => {
		const sentences = many(
			5_000,
			(index) => `speaker-${index % 700}`,
			(index) => `I'll send you number ${index} by Friday, and ${'then some more of that '.repeat(8)} by Monday.`,
		);
		const analysis = analyzeCall(call, { callId: call.id, sentences });
		expect(JSON.stringify(analysis).length).toBeLessThan(1024 * 1024);
		expect(analysis.insights.filter(({ kind }) => kind === 'commitment')).toHaveLength(INSIGHTS_PER_KIND);
		expect(analysis.leftOut).toBe(5_000 - INSIGHTS_PER_KIND);
		expect(Object.keys(analysis.talk.speechMs)).toHaveLength(LISTED_SPEAKERS);
	});

	it('proves every insight with words that stand in the transcript', () => {
		verifies('calls.evidence-complete');
		const texts = fc.constantFrom(
			'What  would it\ncost?',
			"I'll send you the offer by Thursday.",
			'We are worried about the price, because it is too expensive for a company of our size, and I mean it.',
			'I hear you, that is a fair point.',
			'Mm-hmm.',
			"Let's talk again on Tuesday, 10 o'clock.",
			'So what I am hearing is that you need it in March.',
			'',
		);
		const said = fc.array(
			fc.tuple(fc.constantFrom('rita', 'carl', 'x'), fc.integer({ min: -100, max: 90_000 }), texts),
			{ maxLength: 40 },
		);
		fc.assert(
			fc.property(said, (drawn) => {
				const sentences = drawn.map(([speakerId, startMs, text], index) => ({
					index,
					speakerId,
					startMs,
					endMs: startMs + 40_000,
					text,
				}));
				const analysis = analyzeCall(call, { callId: call.id, sentences });
				expect(analysis.dropped).toBe(0);
				for (const { speakerId, startMs, quote } of analysis.insights.flatMap(({ evidence }) => evidence)) {
					const spoken = sentences.filter((one) => one.speakerId === speakerId && one.startMs === startMs);
					expect(spoken.some(({ text }) => text.replaceAll(/\s+/g, ' ').includes(quote))).toBe(true);
				}
			}),
		);
	});
});
