import { describe, expect, it } from '@jest/globals';
import { sha256, systemClock } from './system.ts';

describe('systemClock', () => {
	it('sleeps, and wakes with the reason of who aborted', async () => {
		await systemClock.sleep(1);
		const reason = new Error('enough');
		const controller = new AbortController();
		const asleep = systemClock.sleep(60_000, controller.signal);
		controller.abort(reason);
		await expect(asleep).rejects.toBe(reason);
		await expect(systemClock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
	});

	it('lets a thing happen later, unless it is called off', async () => {
		const happened = Promise.withResolvers<string>();
		const callOff = systemClock.after(1, () => happened.resolve('what was called off'));
		systemClock.after(2, () => happened.resolve('the other'));
		callOff();
		await expect(happened.promise).resolves.toBe('the other');
	});

	it('goes forward', () => {
		const first = systemClock.monotonicMs();
		expect(systemClock.monotonicMs()).toBeGreaterThanOrEqual(first);
		expect(Number.isInteger(first)).toBe(true);
	});
});

it('sha256 is that of the UTF-8 text, in hex', () => {
	// FIPS 180-4, the example of one block.
	expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
	expect(sha256('ü')).toBe(sha256('\u00fc'));
});
