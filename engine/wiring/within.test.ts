import { expect, it } from '@jest/globals';
import { within } from './within.ts';

it('passes on what comes in time, and gives up on what does not come', async () => {
	expect(await within(60_000, Promise.resolve('done'))).toBe('done');
	expect(await within(60_000, 'done')).toBe('done');
	await expect(within(60_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
	await expect(within(1, new Promise(() => undefined))).rejects.toThrow('longer than 1 ms');
});
