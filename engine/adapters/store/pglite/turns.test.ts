import { describe, expect, it } from '@jest/globals';
import { createTurns } from './turns.ts';

describe('turns on the one connection', () => {
	it('lets single statements go together and a transaction go alone, in the order in which they came', async () => {
		const turns = createTurns(60_000);
		const log: string[] = [];
		const gate = Promise.withResolvers<void>();
		const note = (entry: string) => async () => {
			log.push(entry);
		};
		const transaction = (name: string, wait: Promise<void>) =>
			turns.alone(async () => {
				log.push(`${name} begins`);
				await wait;
				log.push(`${name} ends`);
			});
		const all = [
			turns.shared(note('1')),
			turns.shared(note('2')),
			transaction('first', gate.promise),
			turns.shared(note('3')),
			transaction('second', Promise.resolve()),
			turns.shared(note('4')),
		];
		await Promise.resolve();
		expect(log).toEqual(['1', '2', 'first begins']);
		gate.resolve();
		await Promise.all(all);
		expect(log).toEqual(['1', '2', 'first begins', 'first ends', '3', 'second begins', 'second ends', '4']);
	});

	it('gives the turn back when the work fails', async () => {
		const turns = createTurns(60_000);
		await expect(turns.alone(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
		await expect(turns.shared(async () => 'next')).resolves.toBe('next');
	});

	it('gives up waiting for a transaction that does not end, which tells of a transaction inside another', async () => {
		const turns = createTurns(20);
		const inner = turns.alone(() => turns.alone(async () => 'never'));
		await expect(inner).rejects.toMatchObject({ code: 'store-unavailable', notDone: true });
		await expect(turns.shared(async () => 'next')).resolves.toBe('next');
	});
});
