import { describe, expect, it } from '@jest/globals';
import { createInTurn } from './in-turn.ts';

describe('createInTurn', () => {
	it('begins the next of a kind when the one before has ended, well or not', async () => {
		const inTurn = createInTurn();
		const begun: string[] = [];
		const gate = Promise.withResolvers<string>();
		const first = inTurn('note', () => {
			begun.push('first');
			return gate.promise;
		});
		const second = inTurn('note', async () => void begun.push('second'));
		await inTurn('message', async () => void begun.push('of another kind'));
		expect(begun).toEqual(['first', 'of another kind']);
		gate.reject(new Error('no answer'));
		await expect(first).rejects.toThrow('no answer');
		await second;
		expect(begun).toEqual(['first', 'of another kind', 'second']);
	});
});
