import { beforeAll, describe, expect, it } from '@jest/globals';
import { seededRandom } from '../../../../test/crash/random.ts';
import {
	bodyOf,
	forgeries,
	makeKeys,
	type Place,
	signed,
	type WebhookRequest,
} from '../../../../test/forged/webhook.ts';
import { verifies } from '../../../../test/verifies.ts';
import type { CallWebhookPlace } from '../../../ports/call-webhook.ts';
import { createGongWebhook } from './webhook.ts';

const webhook = createGongWebhook({ clock: { now: () => new Date() } });
let here: Place;
let there: Place;
let keys: ReturnType<typeof makeKeys>;

beforeAll(() => {
	[here, there] = ['here', 'there'].map((id) => ({
		...{ address: `http://127.0.0.1:8787/v1/webhooks/gong/${id}`, ...makeKeys() },
	})) as [Place, Place];
	keys = makeKeys();
});

/** The place that is asked is the one of the address, as the route finds it. */
function read({ address, authorization, body }: WebhookRequest) {
	const found = [here, there].find((place) => place.address === address);
	if (found === undefined) return Promise.reject(Object.assign(new Error(), { code: 'signature-not-valid' }));
	const place: CallWebhookPlace = { tenant: 't', connection: 'c', address, publicKey: found.publicKey };
	return webhook.read(place, { authorization, body });
}

describe('what Gong signed', () => {
	it('is a call, in the words of the contract', async () => {
		expect(await read(signed(here, bodyOf('7782342274025937895')))).toMatchObject({
			...{ id: '7782342274025937895', title: 'Call 7782342274025937895', durationSeconds: 1800, private: false },
			rep: { id: '7', name: 'Unknown' },
		});
	});

	it('keeps all digits of an id that comes as a number', async () => {
		const body = Buffer.from(String(bodyOf('1')).replace('"id":"1"', '"id":18446744073709551615'));
		expect(await read(signed(here, body))).toMatchObject({ id: '18446744073709551615' });
	});

	it('is no call where it is a trial, whatever call it shows', async () => {
		verifies('webhook.trial-does-nothing');
		expect(await read(signed(here, bodyOf('1', { isTest: true })))).toBeUndefined();
		expect(await read(signed(here, bodyOf('1', { isTest: true, callData: null })))).toBeUndefined();
	});

	it('is refused with what is wrong where it cannot be read', async () => {
		verifies('webhook.unreadable-refused');
		for (const text of ['', 'no json', '{', '\xff']) {
			const answer = read(signed(here, Buffer.from(text, 'latin1')));
			await expect(answer).rejects.toMatchObject({ code: 'body-not-json' });
		}
		const wrong: [body: string, path: string][] = [
			['null', ''],
			['[]', ''],
			['{}', 'callData'],
			['{"callData":{}}', 'callData.metaData'],
			['{"callData":{"metaData":{"id":"1"}}}', 'callData.metaData.started'],
			['{"callData":{"metaData":{"id":"../1","started":"2026-11-20T09:00:00Z"}}}', 'callData.metaData.id'],
			['{"isTest":"yes"}', 'isTest'],
		];
		for (const [body, path] of wrong) {
			await expect(read(signed(here, Buffer.from(body)))).rejects.toMatchObject({
				code: 'bad-request',
				details: { fields: [{ path, message: expect.any(String) }] },
			});
		}
	});
});

describe('what Gong did not sign', () => {
	it('is refused, whatever was changed', async () => {
		verifies('webhook.forged-refused');
		const forger = { random: seededRandom('forged webhooks'), place: here, other: there, keys };
		for (const forged of forgeries(forger, 500)) {
			const answer = await read(forged).then(
				(call) => `accepted: ${forged.kind} ${call?.id}`,
				(error: { code: string }) => error.code,
			);
			expect(answer).toBe('signature-not-valid');
		}
	});

	it('gives away nothing of why to who sent it', async () => {
		verifies('webhook.forged-refused');
		const { authorization } = signed(here, bodyOf('1'));
		const error = await read({ address: here.address, authorization, body: bodyOf('2') }).catch((reason) => reason);
		expect(error).toMatchObject({ code: 'signature-not-valid', details: undefined });
		expect(error.cause.message).toBe('body_sha256 is not that of the body');
	});
});
