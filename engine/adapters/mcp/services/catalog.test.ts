import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../../test/verifies.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { createServiceTools } from './catalog.ts';
import type { Ask } from './session.ts';

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
const never = new AbortController().signal;

const listing =
	(...names: string[]): Ask =>
	async () => ({
		kind: 'answered',
		result: { tools: names.map((name) => ({ name, inputSchema: { type: 'object' } })) },
	});

function world() {
	let now = 0;
	const clock = { monotonicMs: () => now } as Clock;
	const known = createServiceTools('notes', clock, quiet);
	return {
		known,
		pass: (ms: number) => {
			now += ms;
		},
		async lists(...names: string[]) {
			await known.refresh(listing(...names), never);
			return { tools: [...known.listed.tools.keys()], vanished: [...known.vanished.keys()] };
		},
	};
}

describe('what is known of the tools of a service', () => {
	it('forgets what was taken away where the service said so', async () => {
		verifies('teams.services-refreshed');
		const { known, lists } = world();
		await lists('read', 'write');
		known.announced();
		expect(await lists('read')).toEqual({ tools: ['read'], vanished: [] });
		expect(known.stale).toBe(false);
	});

	it('misses what is gone after a lost connection, for ever, where nobody said so', async () => {
		verifies('teams.services-vanished');
		const { known, lists, pass } = world();
		await lists('read', 'write');
		known.doubted();
		for (let minutes = 0; minutes < 60; minutes++) {
			expect(await lists('read')).toEqual({ tools: ['read'], vanished: ['write'] });
			expect(known.stale).toBe(true);
			pass(60_001);
		}
		expect(await lists('read', 'write')).toEqual({ tools: ['read', 'write'], vanished: [] });
		expect(known.stale).toBe(false);
	});

	it('misses what is gone where the connection was lost after the word, and believes it after a minute', async () => {
		verifies('teams.services-vanished');
		const { known, lists, pass } = world();
		await lists('read', 'write');
		known.announced();
		known.doubted();
		expect((await lists('read')).vanished).toEqual(['write']);
		pass(60_000);
		expect((await lists('read')).vanished).toEqual(['write']);
		pass(1);
		expect((await lists('read')).vanished).toEqual([]);
		known.doubted();
		expect((await lists()).vanished).toEqual(['read']);
	});

	it('believes no word of before a list that was whole', async () => {
		verifies('teams.services-vanished');
		const { known, lists, pass } = world();
		await lists('read', 'write');
		known.announced();
		known.doubted();
		await lists('read', 'write');
		known.doubted();
		expect((await lists('read')).vanished).toEqual(['write']);
		pass(120_000);
		expect((await lists('read')).vanished).toEqual(['write']);
	});

	it('never believes that a service has none left', async () => {
		verifies('teams.services-vanished');
		const { known, lists, pass } = world();
		await lists('read');
		known.announced();
		expect((await lists()).vanished).toEqual(['read']);
		known.announced();
		known.doubted();
		pass(120_000);
		expect((await lists()).vanished).toEqual(['read']);
	});
});
