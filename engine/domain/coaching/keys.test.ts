import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { messageKey, noteKey } from './keys.ts';

const send = { delivery: 'send' as const, recipient: undefined, resend: undefined };
const window = { kind: 'window' as const, windowEnd: '2026-11-20T00:00:00+01:00' };

describe('effect keys', () => {
	verifies('effects.key-unique');

	it('are the same for the same moment, however it is written', () => {
		expect(messageKey(send, 'slack', 'u1', window)).toBe(
			messageKey(send, 'slack', 'u1', { ...window, windowEnd: '2026-11-19T23:00:00.000Z' }),
		);
	});

	it('differ by all that makes another delivery', () => {
		const keys = [
			messageKey(send, 'slack', 'u1', window),
			messageKey(send, 'slack', 'u2', window),
			messageKey(send, 'other', 'u1', window),
			messageKey(send, 'slack', 'u1', { ...window, windowEnd: '2026-11-21T00:00:00+01:00' }),
			messageKey(send, 'slack', 'u1', { ...window, kind: 'late', callId: 'c1' }),
			messageKey(send, 'slack', 'u1', { kind: 'call', callId: 'c1' }),
			messageKey({ ...send, resend: 'again' }, 'slack', 'u1', window),
			messageKey({ ...send, delivery: 'only-me', recipient: 'a@b.example' }, 'slack', 'u1', window),
			messageKey({ ...send, delivery: 'only-me', recipient: 'c@b.example' }, 'slack', 'u1', window),
			noteKey(send, 'slack', 'u1'),
			noteKey({ ...send, resend: 'again' }, 'slack', 'u1'),
		];
		expect(new Set(keys).size).toBe(keys.length);
	});

	it('never meet, whatever stands in their parts', () => {
		const part = fc.string({ unit: fc.constantFrom('a', '"', ',', '[', '\\', ' ', 'late'), maxLength: 4 });
		const parts = fc.tuple(part, part, part);
		const keyOf = ([chat, rep, callId]: [string, string, string]) =>
			messageKey(send, chat, rep, { ...window, kind: 'late', callId });
		fc.assert(
			fc.property(parts, parts, (one, other) => {
				expect(keyOf(one) === keyOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
			}),
			{ numRuns: 500 },
		);
	});
});
