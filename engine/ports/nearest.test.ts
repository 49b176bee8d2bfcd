import { expect, it } from '@jest/globals';
import { nearest } from './nearest.ts';

const KNOWN = ['kind', 'inputs', 'connections', 'delivery', 'recipient', 'deadlineSeconds', 'budgetUsd'];

it.each([
	['recipent', 'recipient'],
	['Delivery', 'delivery'],
	['deadline_seconds', 'deadlineSeconds'],
	['input', 'inputs'],
	['connectoins', 'connections'],
	['budgetUSD', 'budgetUsd'],
])('%s is meant as %s', (word, meant) => {
	expect(nearest(word, KNOWN)).toBe(meant);
});

it('a word far from all is none of them, at no cost', () => {
	expect(nearest('webhook', KNOWN)).toBeUndefined();
	expect(nearest('x'.repeat(5_000_000), KNOWN)).toBeUndefined();
	expect(nearest('anything', [])).toBeUndefined();
});
