import { expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import type { CallbackClient } from '../ports/callback-client.ts';
import type { Clock } from '../ports/clock.ts';
import { createCallbackOriginCheck } from './callback-origin.ts';

/** Hosts that answer; what was asked is kept. */
function network(...hosts: string[]) {
	const asked: string[] = [];
	let now = 0;
	const client: CallbackClient = {
		async request(method, url) {
			asked.push(`${method} ${url}`);
			if (!hosts.includes(new URL(url).hostname)) throw new Error('connect ECONNREFUSED');
			return { status: 404, text: '' };
		},
	};
	const clock: Clock = {
		now: () => new Date(now),
		monotonicMs: () => now,
		sleep: async () => {},
		after: () => () => {},
	};
	const pass = (ms: number) => {
		now += ms;
	};
	return { asked, client, clock, pass };
}

const N8N = 'https://n8n.acme.example/webhook-waiting/7?signature=secret';

it('takes loopback alone where no origin is allowed by name', async () => {
	verifies('callbacks.origin-checked');
	const { client, clock, asked } = network('localhost', '127.0.0.1', '[::1]', 'n8n.acme.example');
	const check = createCallbackOriginCheck({ client, clock, allowed: [] });
	for (const host of ['localhost', '127.0.0.1', '[::1]']) await check(`http://${host}:5678/webhook-waiting/7`);
	await expect(check(N8N)).rejects.toMatchObject({
		code: 'callback-unreachable',
		message: expect.stringContaining('CALLBACK_ORIGINS'),
		details: { origin: 'https://n8n.acme.example' },
	});
	// Nothing is sent to an origin that is not allowed.
	expect(asked.some((one) => one.includes('acme'))).toBe(false);
});

it('takes the origins that are allowed and no other, not even loopback', async () => {
	verifies('callbacks.origin-checked');
	const { client, clock, asked } = network('localhost', 'n8n.acme.example', 'n8n.acme.example.evil.example');
	const check = createCallbackOriginCheck({ client, clock, allowed: ['https://n8n.acme.example/'] });
	await check(N8N);
	// The address itself is a secret of the execution: only its origin is asked.
	expect(asked).toEqual(['GET https://n8n.acme.example/']);
	for (const url of [
		'http://localhost:5678/',
		'http://n8n.acme.example/',
		'https://n8n.acme.example:8443/',
		'https://n8n.acme.example.evil.example/',
	]) {
		await expect(check(url)).rejects.toMatchObject({ code: 'callback-unreachable' });
	}
	expect(asked).toHaveLength(1);
});

it('refuses an origin that does not answer, and asks one that did not again', async () => {
	verifies('callbacks.origin-checked');
	const { client, clock, asked, pass } = network('localhost');
	const check = createCallbackOriginCheck({ client, clock, allowed: [] });
	for (const _ of [1, 2]) {
		await expect(check('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'callback-unreachable' });
	}
	for (const _ of [1, 2]) await check('http://localhost:5678/');
	expect(asked).toHaveLength(3);
	pass(60_000);
	await check('http://localhost:5678/');
	expect(asked).toHaveLength(4);
});
