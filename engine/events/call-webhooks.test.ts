import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import type { Call } from '../contract/call.ts';
import { TerminalError } from '../errors.ts';
import type { CallWebhookPlace } from '../ports/call-webhook.ts';
import type { Log } from '../ports/log.ts';
import { createCallWebhooks } from './call-webhooks.ts';
import { CALL } from './testing/events.ts';

const place: CallWebhookPlace = {
	tenant: 'acme',
	connection: 'gong-main',
	address: 'https://s.example/1',
	publicKey: '',
};
const received = { authorization: 'a.b.c', body: new Uint8Array() };

/** A place with the id `known`, where the given call is said to be over. */
function world(said: Call | undefined | TerminalError) {
	const told: { tenant: string; id: string; source: string }[] = [];
	const lines: object[] = [];
	const log = {
		debug() {},
		error() {},
		info: (line: object) => lines.push(line),
		warn: (line: object) => lines.push(line),
	};
	const webhooks = createCallWebhooks({
		store: { find: async (id) => (id === 'known' ? place : undefined) },
		webhook: async () => ({
			async read(asked, given) {
				expect([asked, given]).toEqual([place, received]);
				if (said instanceof TerminalError) throw said;
				return said;
			},
		}),
		events: {
			async finished(tenant, { call, source }) {
				told.push({ tenant, id: call.id, source });
				return told.length === 1;
			},
		},
		log: log as unknown as Log,
	});
	return { told, lines, receive: (id = 'known') => webhooks.receive(id, received) };
}

describe('word of a finished call', () => {
	it('is told once, for the tenant of the place whose key verified it', async () => {
		verifies('webhook.tenant-from-signature', 'webhook.repeated-does-nothing');
		const { receive, told } = world(CALL);
		expect(await receive()).toBe('told');
		expect(await receive()).toBe('repeated');
		expect(told[0]).toEqual({ tenant: 'acme', id: '77', source: 'gong-main' });
	});

	it('is ignored where it is a trial or a private call', async () => {
		verifies('webhook.trial-does-nothing');
		for (const said of [undefined, { ...CALL, private: true }]) {
			const { receive, told } = world(said);
			expect([await receive(), told]).toEqual(['ignored', []]);
		}
	});

	it('is refused for an unknown place as for a wrong signature, and the log alone says why', async () => {
		const unknown = await world(CALL)
			.receive('guessed')
			.catch((error) => error);
		const wrong = new TerminalError('signature-not-valid', undefined, { cause: new Error('signature differs') });
		const { receive, told, lines } = world(wrong);
		const refused = await receive().catch((error) => error);
		for (const key of ['code', 'message', 'details', 'status']) expect(unknown[key]).toEqual(refused[key]);
		expect(refused.message).not.toContain('differs');
		expect([told, lines]).toEqual([[], [{ tenant: 'acme', connection: 'gong-main', reason: 'signature differs' }]]);
	});
});
