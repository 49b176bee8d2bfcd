import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { Answer, type AnswerPassage } from '../../contract/analysis.ts';
import { bestOf, toAnswer } from './answer.ts';

const passage = (callId: string, startMs: number, score: number): AnswerPassage => ({
	score,
	callTitle: `Call ${callId}`,
	url: `https://calls.example/${callId}`,
	started: '2026-11-19T10:00:00Z',
	evidence: [{ callId, speakerId: 'carl', speaker: 'Carl', startMs, endMs: startMs + 1, quote: 'So it is.' }],
});
const answer = (passages: AnswerPassage[], question = 'What of the price?') =>
	toAnswer({ question, passages, calls: 2, skipped: [], gaps: [], dropped: 0 });

describe('bestOf', () => {
	it('takes at most eight, the best first, whatever order they come in', () => {
		verifies('ask.at-most-eight', 'ask.order-free');
		const drawn = fc.uniqueArray(
			fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(9), fc.constantFrom(0.1, 0.2, 0.3, 0.9)),
			{ maxLength: 30, selector: ([callId, startMs]) => `${callId} ${startMs}` },
		);
		const shuffled = drawn.chain((list) =>
			fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
		);
		fc.assert(
			fc.property(shuffled, ([list, other]) => {
				const best = bestOf(list.map((one) => passage(...one)));
				expect(best).toEqual(bestOf(other.map((one) => passage(...one))));
				expect(best.length).toBeLessThanOrEqual(8);
				const scores = best.map(({ score }) => score);
				expect(scores).toEqual(scores.toSorted((one, more) => more - one));
				expect(scores[0]).toBe(list.length === 0 ? undefined : Math.max(...list.map(([, , score]) => score)));
			}),
		);
	});

	it('lets other calls speak: no more than three of one call while others have something to say', () => {
		const many = Array.from({ length: 9 }, (_, at) => passage('a', at, 0.9 - at / 100));
		const others = Array.from({ length: 5 }, (_, at) => passage(`b${at}`, 0, 0.5));
		const callsOf = (passages: AnswerPassage[]) =>
			bestOf(passages).filter(({ callTitle }) => callTitle === 'Call a').length;
		expect(callsOf([...many, ...others])).toBe(3);
		expect(callsOf(many)).toBe(8);
	});

	it('leaves out what is far weaker than the best', () => {
		expect(bestOf([passage('a', 0, 0.8), passage('b', 0, 0.1)])).toHaveLength(1);
	});
});

describe('toAnswer', () => {
	it('says in plain words what it rests on', () => {
		expect(Answer.parse(answer([passage('a', 0, 0.5), passage('b', 0, 0.4)]))).toMatchObject({
			said: true,
			summary: '2 passages of 2 calls; 2 calls looked through.',
		});
	});

	it('says that it was not said', () => {
		verifies('ask.not-said');
		expect(answer([])).toMatchObject({ said: false, passages: [], summary: 'Not said.' });
		expect(answer([], 'What was discussed?').summary).toBe('Not said: the question names no subject to look for.');
	});

	it('stays below what a run keeps, however many calls could not be searched', () => {
		const skipped = Array.from({ length: 6_000 }, (_, at) => ({
			callId: String(at).padStart(20, '7'),
			reason: 'failed' as const,
		}));
		const gaps = skipped.map(({ callId }) => ({
			kind: 'call-failed' as const,
			subject: callId,
			text: 'x'.repeat(400),
		}));
		const passages = Array.from({ length: 8 }, (_, at) => passage(String(at), 0, 0.5));
		const large = toAnswer({ question: 'q'.repeat(1_000), passages, calls: 6_000, skipped, gaps, dropped: 0 });
		expect(JSON.stringify(large).length).toBeLessThan(1024 * 1024);
		expect(large.skipped).toMatchObject([{ reason: 'failed', count: 6_000 }]);
	});
});
