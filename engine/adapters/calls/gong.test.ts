import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { clock, errorOf, recordedRateLimit, unstopped } from '../../../test/contracts/outside/fakes.ts';
import { type Replies, startReplies } from '../../../test/servers/replies.ts';
import { verifies } from '../../../test/verifies.ts';
import { RetryableError, TerminalError } from '../../errors.ts';
import type { CallSource } from '../../ports/call-source.ts';
import { createGong } from './gong.ts';

const WINDOW = { from: '2026-11-20T00:00:00+01:00', to: '2026-11-21T00:00:00+01:00' };
const page = (cursor?: string, ...ids: string[]) =>
	JSON.stringify({
		requestId: 'r',
		records: { totalRecords: 2, cursor },
		calls: ids.map((id) => ({ metaData: { id, started: '2026-11-20T09:00:00Z' } })),
	});

describe('Gong', () => {
	let replies: Replies;
	let calls: CallSource;

	beforeAll(async () => {
		replies = await startReplies();
	});
	beforeEach(() => {
		replies.received.length = 0;
		calls = createGong({
			address: `${replies.address}/customer/`,
			accessKey: 'key',
			accessKeySecret: 'secret',
			rateLimit: recordedRateLimit(),
			limitName: 'acme/gong',
			clock,
		});
	});
	afterAll(() => replies?.stop());

	it('asks for parties and CRM records, with Basic credentials, and repeats the request with the cursor', async () => {
		replies.answer({ body: page('next', '1') }, { body: page(undefined, '2') });
		const first = await calls.list(WINDOW, undefined, unstopped);
		const second = await calls.list(WINDOW, first.cursor, unstopped);
		expect([first.cursor, second.cursor]).toEqual(['next', undefined]);
		const asked = {
			filter: { fromDateTime: WINDOW.from, toDateTime: WINDOW.to },
			contentSelector: { context: 'Extended', exposedFields: { parties: true } },
		};
		expect(replies.received.map(({ body }) => JSON.parse(body))).toEqual([asked, { ...asked, cursor: 'next' }]);
		expect(replies.received[0]).toMatchObject({
			method: 'POST',
			path: '/customer/v2/calls/extensive',
			headers: { authorization: `Basic ${btoa('key:secret')}`, 'content-type': 'application/json' },
		});
	});

	it('follows the cursor of calls and transcripts by id, and drops what it did not ask for', async () => {
		replies.answer({ body: page('next', '1', 'foreign') }, { body: page(undefined, '2') });
		expect((await calls.get(['2', '1', '2'], unstopped)).map(({ id }) => id)).toEqual(['2', '1']);
		const body = (cursor?: string, ...ids: string[]) =>
			JSON.stringify({ records: { cursor }, callTranscripts: ids.map((callId) => ({ callId, transcript: [] })) });
		replies.answer({ body: body('next', '1', 'foreign') }, { body: body(undefined, '2') });
		expect((await calls.transcripts(['2', '1'], unstopped)).map(({ callId }) => callId)).toEqual(['2', '1']);
		expect(replies.received.at(-1)?.path).toBe('/customer/v2/calls/transcript');
	});

	it('keeps to the half-open window, whatever Gong takes its ends to be', async () => {
		verifies('gong.half-open-window');
		const starts = [
			'2026-11-19T22:59:59Z',
			'2026-11-19T23:00:00Z',
			'2026-11-20T23:59:59+01:00',
			'2026-11-20T23:00:00Z',
		];
		const all = starts.map((started, index) => ({ metaData: { id: String(index), started } }));
		replies.answer({ body: JSON.stringify({ records: {}, calls: all }) });
		expect((await calls.list(WINDOW, undefined, unstopped)).calls.map(({ id }) => id)).toEqual(['1', '2']);
	});

	it('takes only a 404 of Gong itself for a window without calls', async () => {
		const none = JSON.stringify({ requestId: 'r', errors: ['No calls found corresponding to the provided filters'] });
		replies.answer({ status: 404, body: none });
		expect(await calls.list(WINDOW, undefined, unstopped)).toEqual({ calls: [], cursor: undefined });
		for (const body of ['<html>Not found</html>', '', '{"message":"no Route matched"}']) {
			replies.answer({ status: 404, body });
			const error = await errorOf(calls.list(WINDOW, undefined, unstopped));
			expect(error).toMatchObject({ code: 'vendor-refused', details: { status: 404 } });
		}
		replies.answer({ status: 404, body: none });
		expect(await errorOf(calls.list(WINDOW, 'next', unstopped))).toMatchObject({ code: 'vendor-refused' });
	});

	it('asks for nothing when no id is given', async () => {
		expect(await calls.get([], unstopped)).toEqual([]);
		expect(await calls.transcripts([], unstopped)).toEqual([]);
		expect(replies.received).toEqual([]);
	});

	it('gives up on a cursor that never ends', async () => {
		replies.answer({ body: page('again', '1') });
		expect((await errorOf(calls.get(['1'], unstopped))).code).toBe('calls-unreadable');
		expect(replies.received).toHaveLength(20);
	});

	it('follows no redirect', async () => {
		replies.answer({ status: 302, headers: { location: `${replies.address}/elsewhere` } });
		expect((await errorOf(calls.list(WINDOW, undefined, unstopped))).code).toBe('vendor-refused');
		expect(replies.received).toHaveLength(1);
	});

	it.each([
		['an HTTP date', () => new Date(Date.now() + 3_600_000).toUTCString(), 3_590_000, 3_600_000],
		['seconds', () => '90', 90_000, 90_000],
	])('understands Retry-After as %s', async (_what, header, least, most) => {
		replies.answer({ status: 429, headers: { 'retry-after': header() } });
		const { retryAfterMs } = (await errorOf(calls.list(WINDOW, undefined, unstopped))) as RetryableError;
		expect(retryAfterMs).toBeGreaterThanOrEqual(least);
		expect(retryAfterMs).toBeLessThanOrEqual(most);
	});

	it.each<[number, string, string, boolean]>([
		[400, 'Bad filter.', 'vendor-refused', false],
		[401, 'Wrong key.', 'connection-refused', false],
		[401, 'The scope is missing.', 'connection-scope-missing', false],
		[403, 'No.', 'connection-scope-missing', false],
		[408, '', 'vendor-unavailable', true],
		[500, '', 'vendor-unavailable', true],
		[503, '', 'vendor-unavailable', true],
	])('takes %i (%s) as %s', async (status, words, code, retryable) => {
		replies.answer({ status, body: JSON.stringify({ requestId: 'r-1', errors: [words] }) });
		const error = await errorOf(calls.list(WINDOW, undefined, unstopped));
		expect(error).toBeInstanceOf(retryable ? RetryableError : TerminalError);
		expect(error.code).toBe(code);
		expect(replies.received).toHaveLength(1);
	});

	it('shows the words and the request id of a refusal', async () => {
		replies.answer({ status: 400, body: '{"requestId":"r-1","errors":["filter: wrong"]}' });
		const error = await errorOf(calls.list(WINDOW, undefined, unstopped));
		expect(error.message).toContain('filter: wrong');
		expect(error.details).toMatchObject({ requestId: 'r-1', status: 400 });
	});
});
