import { expect, it } from '@jest/globals';
import { createRest } from './rest.ts';

const never = new AbortController().signal;

it('waits for all that is under way, and for what begins right after it', async () => {
	const rest = createRest();
	const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
	const seen: string[] = [];
	const parallel = (async () => {
		await rest.during(() => first.promise);
		seen.push('first');
		await rest.during(() => second.promise);
		seen.push('second');
	})();
	const waits = [1, 2].map(() => rest.untilRest(never).then(() => seen.push('rest')));
	first.resolve();
	await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
	expect(seen).toEqual(['first']);
	second.resolve();
	await Promise.all([parallel, ...waits]);
	expect(seen).toEqual(['first', 'second', 'rest', 'rest']);
});

it('does not wait for the work that itself waits, however deep', async () => {
	const rest = createRest();
	const failing = rest.during(() =>
		rest.during(async () => {
			await rest.untilRest(never);
			throw new Error('given back');
		}),
	);
	await expect(failing).rejects.toThrow('given back');
	// It was counted out once: what begins later is waited for as ever.
	const later = Promise.withResolvers<void>();
	let rested = false;
	const work = rest.during(() => later.promise);
	const waiting = rest.untilRest(never).then(() => {
		rested = true;
	});
	await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
	expect(rested).toBe(false);
	later.resolve();
	await Promise.all([work, waiting]);
});

it('ends with the attempt', async () => {
	const rest = createRest();
	const stop = new AbortController();
	void rest.during(() => new Promise(() => undefined));
	const waiting = rest.untilRest(stop.signal);
	stop.abort(new Error('stopped'));
	await expect(waiting).rejects.toThrow('stopped');
});
