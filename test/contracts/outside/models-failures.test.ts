/** What every model promises where there is no answer: what happened, whether it was asked at all, and when to come again. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RetryableError, TerminalError } from '../../../engine/errors.ts';
import type { Model } from '../../../engine/ports/model.ts';
import type { Scripted } from '../../../engine/sandbox/models/script.ts';
import type { ModelServer } from '../../../engine/sandbox/models/server.ts';
import { verifies } from '../../verifies.ts';
import { errorOf } from './fakes.ts';
import { ADAPTERS, asking, FORMS } from './model-adapters.ts';

const fail = (status: number, more: { code?: string; headers?: Record<string, string> } = {}): Scripted => ({
	...{ kind: 'fail', status, ...more },
});

/** Of tests that wait until a client goes away: what never does fails, and soon. */
const PATIENCE_MS = 20_000;

const wait = (retryAfterMs: number | undefined) => ({ code: 'vendor-rate-limited', notDone: true, retryAfterMs });
const busy = { code: 'vendor-unavailable', notDone: true };
/** It may have been done, and billed. */
const open = { code: 'vendor-unavailable', notDone: false };

const RETRYABLE: [string, Scripted, object][] = [
	['429', fail(429), wait(undefined)],
	['429 with a wait in seconds', fail(429, { headers: { 'retry-after': '7' } }), wait(7_000)],
	['429 with a wait in parts of seconds', fail(429, { headers: { 'retry-after': '0.25' } }), wait(250)],
	[
		'429 with a wait in milliseconds',
		fail(429, { headers: { 'retry-after-ms': '1500', 'retry-after': '2' } }),
		wait(1_500),
	],
	['429 with a date that is over', fail(429, { headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' } }), wait(0)],
	['429 with words for a wait', fail(429, { headers: { 'retry-after': 'soon' } }), wait(undefined)],
	['408', fail(408), open],
	['504', fail(504), open],
	['500', fail(500), busy],
	['503 with a wait', fail(503, { headers: { 'retry-after': '3' } }), { ...busy, retryAfterMs: 3_000 }],
	['529', fail(529), busy],
	['a connection that breaks', { kind: 'hang-up' }, open],
	['an answer that is cut', { kind: 'say', text: 'A long answer.', broken: 'cut' }, open],
	['an answer that ends in the middle', { kind: 'say', text: 'A long answer.', broken: 'short' }, open],
	['an empty answer', { kind: 'bytes', body: '' }, open],
	['a page of a proxy', { kind: 'bytes', headers: { 'content-type': 'text/html' }, body: '<p>Log in</p>' }, open],
	['another JSON', { kind: 'bytes', body: '{"status":"ok"}' }, open],
	['a list', { kind: 'bytes', body: '[]' }, open],
	['null', { kind: 'bytes', body: 'null' }, open],
	['an error with status 200', { kind: 'bytes', body: '{"error":{"message":"no","type":"x","code":"y"}}' }, open],
];

const TERMINAL: [string, Scripted, object][] = [
	['401', fail(401), { code: 'connection-refused' }],
	['403', fail(403), { code: 'connection-refused' }],
	['400', fail(400), { code: 'vendor-refused', details: { status: 400 } }],
	['404', fail(404, { code: 'model_not_found' }), { code: 'vendor-refused', details: { reason: 'model_not_found' } }],
];

for (const adapter of ADAPTERS) {
	for (const { form, generate } of FORMS) {
		describe(`failures of ${adapter.name}, ${form}`, () => {
			verifies('models.wire-formats');

			let server: ModelServer;
			let model: Model;
			beforeAll(async () => {
				server = await adapter.start();
				model = adapter.open(server);
			});
			beforeEach(() => {
				server.requests.length = 0;
			});
			afterAll(() => server?.close());

			async function failed(scripted: Scripted) {
				server.script([scripted]);
				const error = await errorOf(generate(model, asking()));
				// No library tries again on its own.
				expect(server.requests).toHaveLength(1);
				return error;
			}

			it.each(RETRYABLE)('may be tried again after %s', async (_what, scripted, expected) => {
				const error = await failed(scripted);
				expect(error).toBeInstanceOf(RetryableError);
				expect(error).toMatchObject(expected);
			});

			it.each(TERMINAL)('gives up after %s', async (_what, scripted, expected) => {
				const error = await failed(scripted);
				expect(error).toBeInstanceOf(TerminalError);
				expect(error).toMatchObject(expected);
			});

			it('waits until a date', async () => {
				const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
				const { retryAfterMs } = (await failed(fail(429, { headers: { 'retry-after': inAnHour } }))) as RetryableError;
				expect(retryAfterMs).toBeGreaterThan(0);
				expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
			});

			it('does not wait for an account to fill', async () => {
				const [status, code] = adapter.provider === 'openai' ? [429, 'insufficient_quota'] : [402, 'billing_error'];
				const error = await failed(fail(status, { code, headers: { 'retry-after': '1' } }));
				expect(error).toBeInstanceOf(TerminalError);
				expect(error).toMatchObject({ code: 'vendor-refused', details: { status } });
			});

			it('hears of a failure in the middle of an answer', async () => {
				const error = await failed({ kind: 'say', text: 'A long answer.', broken: 'error' });
				// Before the answer begins it is sure that nothing is billed.
				expect(error).toMatchObject(form === 'whole' ? busy : open);
			});

			it('takes a wrong key for one', async () => {
				server.script([{ kind: 'say', text: 'x' }]);
				const wrong = adapter.open({ ...server, key: 'sk-another' });
				expect(await errorOf(generate(wrong, asking()))).toMatchObject({ code: 'connection-refused' });
			});

			it.each([301, 302, 307, 308])('follows no redirect (%i)', async (status) => {
				const elsewhere = await adapter.start();
				elsewhere.script([{ kind: 'say', text: 'from elsewhere' }]);
				const error = await failed(fail(status, { headers: { location: `${elsewhere.origin}/v1/messages` } }));
				expect(error).toBeInstanceOf(TerminalError);
				expect(error).toMatchObject({ code: 'vendor-refused', message: expect.stringContaining('redirects') });
				expect(elsewhere.requests).toEqual([]);
				await elsewhere.close();
			});

			it('knows that nothing was asked where nobody listens', async () => {
				const gone = await adapter.start();
				await gone.close();
				expect(await errorOf(generate(adapter.open(gone), asking()))).toMatchObject(busy);
			});

			it.each<[string, Scripted]>([
				['while it is silent', { kind: 'silence' }],
				['in the middle of the answer', { kind: 'say', text: 'A long answer.', broken: 'stalled' }],
			])(
				'stops %s, with the reason',
				async (_when, scripted) => {
					server.script([scripted]);
					const stop = new AbortController();
					const arrival = server.arrival();
					const departure = server.departure();
					const outcome = generate(model, asking({ signal: stop.signal })).catch((error: unknown) => error);
					await arrival;
					const reason = new Error('the run was cancelled');
					stop.abort(reason);
					expect(await outcome).toBe(reason);
					await departure;
					expect(server.requests).toMatchObject([{ left: true }]);
				},
				PATIENCE_MS,
			);

			it('asks nothing when it was stopped before', async () => {
				const reason = new Error('the run was cancelled');
				const request = asking({ signal: AbortSignal.abort(reason) });
				expect(await generate(model, request).catch((error: unknown) => error)).toBe(reason);
				expect(server.requests).toEqual([]);
			});
		});
	}

	describe(`a stream of ${adapter.name}`, () => {
		verifies('models.wire-formats');

		let server: ModelServer;
		beforeAll(async () => {
			server = await adapter.start();
		});
		afterAll(() => server?.close());

		const stalled: Scripted = { kind: 'say', text: 'A long answer.', broken: 'stalled' };

		it(
			'stops with the reason after its first words',
			async () => {
				server.script([stalled]);
				const departure = server.departure();
				const stop = new AbortController();
				const reason = new Error('the run was cancelled');
				const words: string[] = [];
				const reading = async () => {
					for await (const part of adapter.open(server).stream(asking({ signal: stop.signal }))) {
						if (part.type === 'text') words.push(part.text);
						stop.abort(reason);
					}
				};
				expect(await reading().catch((error: unknown) => error)).toBe(reason);
				expect(words).toHaveLength(1);
				await departure;
			},
			PATIENCE_MS,
		);

		it(
			'ends the request when nobody reads on',
			async () => {
				server.script([stalled]);
				const departure = server.departure();
				for await (const part of adapter.open(server).stream(asking())) {
					expect(part.type).toBe('text');
					break;
				}
				await departure;
			},
			PATIENCE_MS,
		);
	});
}
