import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import type { StoredRun } from '../ports/run-store.ts';
import { toRunResult } from './results.ts';

const run = (...values: unknown[]): StoredRun => ({
	...{ id: 'run', kind: 'analyze-call', state: 'succeeded', batch: true, value: undefined, error: undefined },
	...{
		createdAt: new Date(0),
		endedAt: new Date(1),
		collectedAt: undefined,
		spentNano: 0,
		models: [],
		unconfirmed: [],
	},
	inputs: values.map((value, index) => ({ index, state: 'succeeded' as const, value, error: undefined })),
});

describe('toRunResult', () => {
	it('is called generative where models have read one of the calls', () => {
		const extractive = { analysis: { analysis: 'extractive' } };
		expect(toRunResult(run(extractive, { calls: [] }, undefined)).analysis).toBe('extractive');
		expect(toRunResult(run(extractive, { analysis: { analysis: 'generative' } })).analysis).toBe('generative');
		expect(toRunResult(run({ calls: [], analysis: 'generative' })).analysis).toBe('generative');
	});

	it('says what was used of which model, where one was asked', () => {
		verifies('models.uses-in-the-result');
		const use = { model: 'one/small', calls: 2, inputTokens: 900, outputTokens: 100 };
		const used: StoredRun = { ...run({}), models: [{ ...use, costNano: 195_000 }] };
		expect(toRunResult(used).models).toEqual([{ ...use, costUsd: 0.000195 }]);
		expect(toRunResult(run({}))).not.toHaveProperty('models');
	});

	it('counts what was dropped of many calls, and of one', () => {
		expect(toRunResult(run({ dropped: 2 }, { analysis: { dropped: 3 } }, null)).dropped).toBe(5);
	});
});
