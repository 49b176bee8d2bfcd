import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../../test/verifies.ts';
import type { Insight } from '../../../contract/call.ts';
import { merged } from './merge.ts';

const said = (kind: Insight['kind'], label: string, startMs: number, quote: string, speakerId = 'carl'): Insight => ({
	...{ kind, label, text: `${kind} ${label}` },
	evidence: [{ callId: 'c', speakerId, speaker: speakerId, startMs, endMs: startMs + 1_000, quote }],
});
const shape = (insights: Insight[]) => insights.map(({ kind, label, foundBy }) => `${kind} ${label} by ${foundBy}`);

describe('merged', () => {
	it('marks what both found, keeps what the rules found and adds what the model found, in the order of the call', () => {
		const floor = [
			said('objection', 'price', 2_000, 'It is too dear for us.'),
			said('commitment', 'promised', 9_000, "I'll send it."),
		];
		const found = [
			said('risk', 'timing', 5_000, 'Not this year.'),
			said('objection', 'need', 2_000, 'too dear for us'),
		];
		expect(shape(merged(floor, found))).toEqual([
			'objection price by both',
			'risk timing by model',
			'commitment promised by rules',
		]);
	});

	it('takes the same words of another person, or of another kind, for something else', () => {
		const floor = [said('question', 'open', 1_000, 'Who signs?')];
		const found = [said('question', 'open', 1_000, 'Who signs?', 'rita'), said('decision', 'who', 1_000, 'Who signs?')];
		expect(merged(floor, found)).toHaveLength(3);
	});

	it('tells moments apart by their words where a call has no times', () => {
		const untimed = (quote: string): Insight => {
			const insight = said('commitment', 'promised', 0, quote);
			return { ...insight, evidence: insight.evidence.map((one) => ({ ...one, endMs: 0 })) };
		};
		expect(
			merged([untimed("I'll send the offer.")], [untimed("I'll call Ann."), untimed('send the offer')]),
		).toHaveLength(2);
	});

	describe('an objection', () => {
		verifies('models.objections-met');
		const reply = (startMs: number) => said('objection', 'x', startMs, 'We can start small.', 'rita').evidence;
		const objection = (startMs: number, quote: string, more: Partial<Insight>): Insight => {
			const insight = { ...said('objection', 'price', startMs, quote), ...more };
			return { ...insight, evidence: [...insight.evidence, ...(more.met ? reply(9_000) : [])] };
		};
		const dear = 'It is too dear for us.';

		it('is met as a model shows it where the rules saw that it was met', () => {
			const [insight] = merged(
				[objection(1_000, dear, { met: true })],
				[objection(1_000, dear, { met: true, how: 'offered' })],
			);
			expect(insight).toMatchObject({ foundBy: 'both', met: true, how: 'offered', evidence: [{ quote: dear }, {}] });
		});

		it('stays open where the rules saw nobody take it up, whatever a model says', () => {
			const [insight] = merged(
				[objection(1_000, dear, { met: false })],
				[objection(1_000, dear, { met: true, how: 'offered' })],
			);
			expect([insight?.met, insight?.how, insight?.evidence.length]).toEqual([false, undefined, 1]);
		});

		it('is told from another one that the same reply met', () => {
			const late = objection(5_000, 'And it takes too long.', { met: true, how: 'offered' });
			expect(merged([objection(1_000, dear, { met: true })], [late])).toHaveLength(2);
		});
	});

	it('takes a topic within the time of another, with a word of its name, for the same', () => {
		const rules = { ...said('topic', 'offer · two sites', 0, 'The offer.'), span: { startMs: 0, endMs: 60_000 } };
		const found = (label: string, at: number) => merged([rules], [said('topic', label, at, 'We saw it.', 'rita')]);
		expect(shape(found('the offer', 30_000))).toEqual(['topic offer · two sites by both']);
		expect(found('the audit', 30_000)).toHaveLength(2);
		expect(found('the offer', 90_000)).toHaveLength(2);
	});

	it('has one risk of a sort and what a model says twice once', () => {
		const found = [said('risk', 'timing', 1_000, 'Not now.'), said('risk', 'timing', 8_000, 'Not this year.')];
		expect(shape(merged([], found))).toEqual(['risk timing by model']);
	});

	describe('the ending', () => {
		it('is the one that a model shows where the rules found none', () => {
			const floor = [
				said('next-step', 'missing', 9_000, 'Bye.'),
				said('risk', 'no-next-step', 9_000, 'Bye.'),
				said('coachable-moment', 'no-next-step', 9_000, 'Bye.'),
			];
			expect(merged(floor, [])).toHaveLength(3);
			const dated = { ...said('next-step', 'agreed', 8_000, 'Tuesday, then.'), dueDate: '2026-11-17' };
			expect(shape(merged(floor, [dated]))).toEqual(['next-step agreed by model']);
		});

		it('is not what a model shows without a day, where the rules found none', () => {
			const floor = [said('next-step', 'missing', 9_000, 'Bye.'), said('risk', 'no-next-step', 9_000, 'Bye.')];
			expect(shape(merged(floor, [said('next-step', 'agreed', 8_000, 'Good.')]))).toEqual(shape(merged(floor, [])));
		});

		it('is that of the rules where both show one', () => {
			const floor = [said('next-step', 'agreed', 8_000, 'Tuesday, then.')];
			expect(shape(merged(floor, [said('next-step', 'undated', 5_000, 'Let us talk.')]))).toEqual([
				'next-step agreed by rules',
			]);
			expect(shape(merged(floor, [said('next-step', 'agreed', 5_000, 'Tuesday?')]))).toEqual([
				'next-step agreed by both',
			]);
		});
	});

	it('loses nothing of the rules but an ending that was missing, and finds nothing twice', () => {
		const insight = fc
			.record({
				kind: fc.constantFrom<Insight['kind']>('commitment', 'risk', 'question', 'next-step', 'decision'),
				label: fc.constantFrom('one', 'two', 'missing'),
				at: fc.integer({ min: 0, max: 20 }),
			})
			.map(({ kind, label, at }) => said(kind, label, at * 700, `said ${at}`));
		fc.assert(
			fc.property(fc.array(insight, { maxLength: 12 }), fc.array(insight, { maxLength: 12 }), (floor, found) => {
				const oneEnding = floor.filter(
					({ kind }, at) => kind !== 'next-step' || floor.findIndex((one) => one.kind === kind) === at,
				);
				const result = merged(oneEnding, found);
				const kept = result.filter(({ foundBy }) => foundBy !== 'model').map(({ evidence }) => evidence[0]);
				for (const { kind, label, evidence } of oneEnding)
					if (!(kind === 'next-step' && label === 'missing')) expect(kept).toContain(evidence[0]);
				const again = merged(
					result.map(({ foundBy: _, ...one }) => one),
					found,
				);
				expect(again).toHaveLength(result.length);
				expect(result.filter(({ kind }) => kind === 'next-step').length).toBeLessThanOrEqual(1);
			}),
		);
	});
});
