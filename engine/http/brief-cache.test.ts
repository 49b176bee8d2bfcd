import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { briefCache } from './brief-cache.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function counted(answer: () => string | undefined = () => 'acme') {
	const load = jest.fn(async () => answer());
	return load;
}

describe('briefCache', () => {
	it('asks again when the time is over', async () => {
		const cache = briefCache<string | undefined>({ milliseconds: 1_000, maximum: 10 });
		const load = counted();
		await cache('a', load);
		jest.advanceTimersByTime(999);
		await cache('a', load);
		expect(load).toHaveBeenCalledTimes(1);
		jest.advanceTimersByTime(1);
		expect(await cache('a', load)).toBe('acme');
		expect(load).toHaveBeenCalledTimes(2);
	});

	it('shares one question among those who ask meanwhile', async () => {
		const cache = briefCache<string | undefined>({ milliseconds: 1_000, maximum: 10 });
		const load = counted();
		await Promise.all([cache('a', load), cache('a', load), cache('b', load)]);
		expect(load).toHaveBeenCalledTimes(2);
	});

	it('keeps neither errors nor what is not worth keeping', async () => {
		const cache = briefCache<string | undefined>({ milliseconds: 1_000, maximum: 10 });
		const nothing = counted(() => undefined);
		await cache('a', nothing, (value) => value !== undefined);
		await cache('a', nothing, (value) => value !== undefined);
		expect(nothing).toHaveBeenCalledTimes(2);
		const failing = jest.fn(async () => {
			throw new Error('down');
		});
		await expect(cache('b', failing)).rejects.toThrow('down');
		await expect(cache('b', failing)).rejects.toThrow('down');
		expect(failing).toHaveBeenCalledTimes(2);
	});

	it('holds no more than its maximum, the youngest', async () => {
		const cache = briefCache<string | undefined>({ milliseconds: 1_000, maximum: 2 });
		const load = counted();
		for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) await cache(key, load);
		expect(load).toHaveBeenCalledTimes(4);
	});
});
