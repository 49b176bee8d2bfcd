import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import type { EventSender } from '../ports/event-sender.ts';
import type { Log } from '../ports/log.ts';
import { type DeliverOptions, deliver, LIMITS, pauseAfter } from './deliver.ts';
import { finished } from './testing/events.ts';

type Sent = Parameters<EventSender['send']>[0];

const NOW = new Date('2026-11-20T12:00:00Z');
const HOUR_MS = 3_600_000;

/** Tries once, with the answer given; `sent` is what left. */
async function tryWith(
	answer: number | Error,
	{ tries = 1, ...more }: Partial<DeliverOptions> & { tries?: number } = {},
) {
	const sent: Sent[] = [];
	const warned: string[] = [];
	const log = { debug() {}, info() {}, warn: (_: object, text: string) => warned.push(text), error() {} };
	const options: DeliverOptions = {
		sender: {
			async send(message) {
				sent.push(message);
				if (answer instanceof Error) throw answer;
				return { status: answer };
			},
		},
		secrets: { encrypt: () => new Uint8Array(), decrypt: (_, { tenant, connectionId }) => `${tenant} ${connectionId}` },
		mayCall: () => true,
		clock: { now: () => NOW },
		log: log as unknown as Log,
		...more,
	};
	const subscription = { id: 'sub_1', url: 'http://127.0.0.1:5678/webhook/1', secret: new Uint8Array() };
	const due = { tenant: 'acme', subscription, event: finished(), tries };
	return { outcome: await deliver(options, due, AbortSignal.any([])), sent, warned };
}

describe('deliver', () => {
	it('sends the event with its id and the secret of its own subscription', async () => {
		const { outcome, sent } = await tryWith(200);
		expect(outcome).toEqual({ next: 'delivered' });
		expect(sent).toEqual([
			{
				...{ url: 'http://127.0.0.1:5678/webhook/1', secret: 'acme sub_1', id: 'evt_1', sentAt: NOW },
				body: JSON.stringify(finished()),
			},
		]);
	});

	it('tells what each answer means', async () => {
		verifies('events.retried', 'events.disabled');
		for (const status of [200, 201, 204, 299]) expect((await tryWith(status)).outcome).toEqual({ next: 'delivered' });
		for (const status of [301, 400, 401, 403, 409, 429, 500, 503]) {
			expect((await tryWith(status)).outcome).toEqual({ next: 'again', inMs: 5_000, missing: false });
		}
		expect((await tryWith(404)).outcome).toEqual({ next: 'again', inMs: 5_000, missing: true });
		expect((await tryWith(410)).outcome).toEqual({ next: 'gone' });
		const silence = await tryWith(new Error('connect ECONNREFUSED'), { tries: 3 });
		expect(silence.outcome).toEqual({ next: 'again', inMs: 20_000, missing: false });
	});

	it('sends nothing to an origin that is not allowed any more', async () => {
		verifies('events.only-allowed-origins');
		const { outcome, sent, warned } = await tryWith(200, { mayCall: () => false });
		expect([outcome.next, sent]).toEqual(['again', []]);
		expect(warned[0]).toContain('CALLBACK_ORIGINS');
	});

	it('tries again where the secret cannot be read, and sends nothing unsigned', async () => {
		const secrets = {
			encrypt: () => new Uint8Array(),
			decrypt: () => {
				throw new Error('another key');
			},
		};
		const { outcome, sent } = await tryWith(200, { secrets });
		expect([outcome.next, sent]).toEqual(['again', []]);
	});

	it('waits twice as long after each try, an hour at most, until the time is over', () => {
		verifies('events.retried');
		expect([1, 2, 3, 4, 10, 11, 50].map(pauseAfter)).toEqual([
			...[5_000, 10_000, 20_000, 40_000, 2_560_000, HOUR_MS, HOUR_MS],
		]);
		let tries = 0;
		for (let at = 0; at < LIMITS.giveUpAfterMs; at += pauseAfter(tries)) tries += 1;
		expect(tries).toBeGreaterThan(70);
	});
});
