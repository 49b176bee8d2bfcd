import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tierOf, type Work } from './complexity.ts';

const kinds = fc.constantFrom<Work['kind']>('extract', 'answer', 'write', 'search');

describe('how much thought work takes', () => {
	it.each<[string, Work, string]>([
		['to find what is there', { kind: 'extract', sources: 40 }, 'low'],
		['to look things up', { kind: 'search' }, 'research'],
		['to say what one call says', { kind: 'answer', question: 'Who signs the contract?' }, 'low'],
		['to put findings into words', { kind: 'write' }, 'low'],
		['to give a reason', { kind: 'answer', question: 'Why did they stop?' }, 'medium'],
		['to weigh', { kind: 'answer', question: 'Is our price better than theirs?' }, 'medium'],
		['to follow a course', { kind: 'answer', question: 'What did they say over time?' }, 'medium'],
		['to bring many sources together', { kind: 'write', sources: 9 }, 'medium'],
		['to answer two questions', { kind: 'answer', question: 'Who signs? And when?' }, 'medium'],
		[
			'to weigh, give reasons and follow a course',
			{ kind: 'answer', question: 'Why has their view of us versus the others changed?' },
			'high',
		],
	])('%s', (_, work, tier) => {
		expect(tierOf(work)).toBe(tier);
	});

	it('goes by words, not by parts of them', () => {
		// `vs`, `plan` and `why` stand in these as letters only.
		expect(
			tierOf({ kind: 'answer', question: 'Who owns the revs, the explanation, and plane tickets of Whyte?' }),
		).toBe('low');
	});

	it('never falls where there are more sources', () => {
		const ORDER = ['low', 'medium', 'high', 'research'];
		fc.assert(
			fc.property(kinds, fc.string(), fc.nat(20), fc.nat(20), (kind, question, sources, more) => {
				const [few, many] = [tierOf({ kind, question, sources }), tierOf({ kind, question, sources: sources + more })];
				expect(ORDER.indexOf(many)).toBeGreaterThanOrEqual(ORDER.indexOf(few));
			}),
		);
	});
});
