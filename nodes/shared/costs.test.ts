import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ModelUse, RunResult } from '../../engine/contract/index.ts';
import { verifies } from '../../test/verifies.ts';
import { costsOf } from './costs.ts';

const use = (costUsd: number, model = 'openai/gpt-4o-mini'): ModelUse => ({
	...{ model, calls: 1, inputTokens: 900, outputTokens: 100, costUsd },
});
/** A run of that many items. */
const run = (items: number, spentUsd: number, models?: ModelUse[]) =>
	({ spentUsd, ...(models ? { models } : {}), results: Array.from({ length: items }, () => ({})) }) as RunResult;
const answer = (...models: ModelUse[]) => ({ question: '?', analysis: 'generative', written: { models } });

describe('what an item cost', () => {
	verifies('node.costs-once');

	it('is what the run spent where it is its only item, with the tries that failed', () => {
		const [good, failed] = [use(0.0002), use(0.0001, 'anthropic/claude')];
		expect(costsOf(answer(good), run(1, 0.0003, [good, failed]))).toEqual({
			...{ analysis: 'generative', costUsd: 0.0003, models: [good, failed] },
		});
	});

	it('is nothing without models, and no list of them', () => {
		expect(costsOf({ question: '?' }, run(1, 0))).toEqual({ analysis: 'extractive', costUsd: 0 });
		expect(costsOf({ question: '?' }, run(2, 0))).toEqual({ analysis: 'extractive', costUsd: 0 });
	});

	it('is what made it where others share the run: a call, a window, a view, an answer', () => {
		const reading = { models: [use(0.1)] };
		const call = { analysis: { analysis: 'generative', reading } };
		const values: [object, number, number][] = [
			[call, 0.1, 1],
			[{ calls: [call, { analysis: { reading: { models: [use(0.2)] } } }, { analysis: {} }] }, 0.3, 2],
			[{ models: [use(0.3)], calls: [{ id: '1' }] }, 0.3, 1],
			[answer(use(0.1), use(0.2, 'two')), 0.3, 1],
		];
		for (const [value, costUsd, calls] of values) {
			const costs = costsOf(value as never, run(2, 9));
			expect(costs.costUsd).toBe(costUsd);
			expect((costs.models as unknown as ModelUse[])[0]?.calls).toBe(calls);
		}
	});

	it('is left out where it cannot be told from that of the others', () => {
		expect(costsOf({ messages: [], analysis: 'generative' }, run(2, 0.5))).toEqual({ analysis: 'generative' });
	});

	it('adds up over the items of a run to no more than the run', () => {
		const nano = fc.integer({ min: 0, max: 1_000_000_000 });
		fc.assert(
			fc.property(fc.array(fc.array(nano, { maxLength: 4 }), { minLength: 1, maxLength: 5 }), nano, (items, failed) => {
				const spent = items.flat().reduce((sum, one) => sum + one, failed) / 1e9;
				const shared = run(items.length, spent, [use(spent)]);
				const costs = items.map(
					(uses) => costsOf(answer(...uses.map((one) => use(one / 1e9))), shared).costUsd as number,
				);
				expect(costs.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(spent + 1e-9);
				if (items.length === 1) expect(costs[0]).toBe(spent);
			}),
		);
	});
});
