import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { prove } from './proof.ts';
import type { Passage } from './team-run.ts';

const passages = new Map<string, Passage>(
	[
		[
			'r1-1-1',
			'Acme renewed for two years. The price is 12,500 dollars a year,\n  paid in May 2026. She said "we are glad" twice.',
		],
		['context', 'stage: won'],
	].map(([id, text]) => [id as string, { id: id as string, tool: 'search', member: 'Ann', text: text as string }]),
);
const of = (text: string) => prove(text, (id) => passages.get(id));

describe('a sentence with its proof', () => {
	it('stays, numbered, with what it stands on', () => {
		verifies('teams.proof');
		const { answer, evidence } = of(
			'Acme renewed. [r1-1-1: "renewed for two years"] The deal is won [context: "stage: won"].',
		);
		expect(answer).toBe('Acme renewed. [1] The deal is won. [2]');
		expect(evidence.map(({ claim, quote, result }) => [claim, quote, result])).toEqual([
			['Acme renewed.', 'renewed for two years', 'r1-1-1'],
			['The deal is won.', 'stage: won', 'context'],
		]);
	});

	it.each([
		['words that are not there', 'Acme left. [r1-1-1: "left for good"]'],
		['half a word', 'Acme new. [r1-1-1: "newed for"]'],
		['a result that does not exist', 'Acme renewed. [r9-9: "renewed"]'],
		['no words at all', 'Acme renewed. [r1-1-1]'],
		['a number that the words do not have', 'Acme pays 13,000 dollars. [r1-1-1: "12,500 dollars a year"]'],
		['a proof alone', '[r1-1-1: "renewed"]'],
	])('is left out with %s', (_, text) => {
		expect(of(text)).toMatchObject({ answer: '', evidence: [], dropped: 1 });
	});

	it('may quote over line ends, and words that hold quotation marks', () => {
		const { evidence, dropped } = of(
			'12,500 dollars a year in 2026. [r1-1-1: "12,500 dollars a year, paid in May 2026"] Glad. [r1-1-1: "said "we are glad" twice"]',
		);
		expect(dropped).toBe(0);
		expect(evidence.map(({ quote }) => quote)).toEqual([
			'12,500 dollars a year, paid in May 2026',
			'said "we are glad" twice',
		]);
	});

	it('stands on what stands, where it names several', () => {
		expect(of('Won. [context: "stage: won"][r9-9: "x"]')).toMatchObject({ answer: 'Won. [1]', dropped: 0 });
	});
});

describe('a sentence without proof', () => {
	it('is listed; headings and what was not done are no claims', () => {
		const proven = of('# What we know\n\nAcme is glad.\nNot done: nobody asked Jo.');
		expect(proven.answer).toBe('# What we know\n\nAcme is glad.\nNot done: nobody asked Jo.');
		expect(proven).toMatchObject({ unproven: ['Acme is glad.'], notDone: ['nobody asked Jo.'], dropped: 0 });
	});
});

it('whatever a model writes: every proof that is shown stands in its passage, and is numbered in order', () => {
	const pieces = fc.constantFrom(
		...[
			'Acme renewed',
			'. ',
			'! ',
			'\n',
			' ',
			'[r1-1-1: "two years"]',
			'[r1-1-1: "three years"]',
			'[context: "won"]',
			'[',
			'"]',
			'12,500',
			'é',
			'“two years”',
			'[r1-1-1: “two years”]',
		],
	);
	fc.assert(
		fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
			const { answer, evidence } = of(parts.join(''));
			for (const { quote, result } of evidence) expect(passages.get(result)?.text).toContain(quote);
			const numbers = [...answer.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number));
			expect(numbers).toEqual(evidence.map((_, at) => at + 1));
		}),
	);
});
