import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { sha256 } from '../../adapters/clock/system.ts';
import type { Insight } from '../../contract/call.ts';
import { analyzed } from '../testing/analyzed.ts';
import { insightId } from './insight-id.ts';

const evidence = {
	callId: '7',
	speakerId: 'r',
	speaker: 'Rita',
	startMs: 5_000,
	endMs: 9_000,
	quote: 'I will send it.',
};
const promise: Insight = {
	kind: 'commitment',
	text: 'Rita promised something.',
	label: 'promised',
	evidence: [evidence],
};
const idOf = (insight: Insight, callId = '7') => insightId(callId, insight, sha256);

it('is the same however a finding is worded, dated or doubted', () => {
	verifies('feedback.identity');
	const facts = fc.record({
		text: fc.string(),
		party: fc.option(fc.string(), { nil: undefined }),
		due: fc.option(fc.string(), { nil: undefined }),
		dueDate: fc.option(fc.string(), { nil: undefined }),
		foundBy: fc.constantFrom('rules' as const, 'model' as const, 'both' as const, undefined),
		disagreed: fc.constantFrom(true as const, undefined),
	});
	fc.assert(fc.property(facts, (given) => expect(idOf({ ...promise, ...given })).toBe(idOf(promise))));
	expect(idOf({ ...promise, evidence: [{ ...evidence, endMs: 1, speaker: 'Rita B.' }] })).toBe(idOf(promise));
});

it('is another one of another call, kind, label, speaker, time or words', () => {
	verifies('feedback.identity');
	const said = (changed: Partial<typeof evidence>) => ({ ...promise, evidence: [{ ...evidence, ...changed }] });
	const others = [
		idOf(promise),
		idOf(promise, '8'),
		idOf({ ...promise, kind: 'next-step' }),
		idOf({ ...promise, label: undefined }),
		idOf({ ...promise, label: 'agreed-to' }),
		...[{ quote: 'I will send it' }, { startMs: 5_001 }, { speakerId: 's' }].map((changed) => idOf(said(changed))),
		idOf({ ...promise, evidence: [evidence, evidence] }),
		idOf({
			...promise,
			evidence: [
				{ ...evidence, quote: 'I will' },
				{ ...evidence, quote: 'send it.' },
			],
		}),
	];
	expect(new Set(others).size).toBe(others.length);
	for (const id of others) expect(id).toMatch(/^[0-9a-f]{40}$/);
});

it('is the same objection, whatever was replied to it', () => {
	verifies('feedback.identity');
	const objection: Insight = { ...promise, kind: 'objection', label: 'price', met: false };
	const reply = { ...evidence, speakerId: 's', quote: 'We can start smaller.' };
	expect(idOf({ ...objection, met: true, how: 'offered', evidence: [evidence, reply] })).toBe(idOf(objection));
	expect(idOf({ ...objection, evidence: [reply, evidence] })).not.toBe(idOf(objection));
});

it('finds every insight of a call again when the call is analyzed again', () => {
	verifies('feedback.identity');
	const lines = 'Rita: Hi Carl.\nCarl: What does it cost per user?\nRita: I will send you the offer by Thursday.';
	const [before, after] = [analyzed({ lines }), analyzed({ lines })].map(({ analysis }) =>
		analysis.insights.map((one) => idOf(one)),
	);
	expect(before?.length).toBeGreaterThan(1);
	expect(after).toEqual(before);
});
