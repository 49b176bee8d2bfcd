import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../../test/verifies.ts';
import type { ModelAnswers } from '../../../ports/model-answers.ts';
import { withoutOthers } from './under-way.ts';

const answersThatKnow = (...keys: string[]): ModelAnswers => ({
	known: async () => new Map(keys.map((key) => [key, {}])),
	keep: async () => {},
});
const going = new AbortController().signal;

describe('withoutOthers', () => {
	verifies('models.one-pays');

	it('waits for whoever asks for one of the same keys, and not for one that is known', async () => {
		const answers = answersThatKnow('a');
		const first = await withoutOthers(answers, 'acme', ['a', 'b'], going);
		const order: string[] = [];
		const second = withoutOthers(answers, 'acme', ['b', 'c'], going).then(({ over }) => {
			order.push('second');
			over();
		});
		await withoutOthers(answers, 'acme', ['a'], going);
		order.push('known');
		first.over();
		await second;
		expect([order, first.known]).toEqual([['known', 'second'], ['a']]);
	});

	it('waits no longer than its run', async () => {
		const answers = answersThatKnow();
		await withoutOthers(answers, 'acme', ['a'], going);
		const stop = new AbortController();
		const waiting = withoutOthers(answers, 'acme', ['a'], stop.signal);
		// It is waiting by then.
		await Promise.resolve();
		stop.abort(new Error('cancelled'));
		await expect(waiting).rejects.toThrow('cancelled');
	});
});
