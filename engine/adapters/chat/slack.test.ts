import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { errorOf, openGuard, unstopped } from '../../../test/contracts/outside/fakes.ts';
import { type Replies, startReplies } from '../../../test/servers/replies.ts';
import { type RetryableError, TerminalError } from '../../errors.ts';
import type { Chat } from '../../ports/chat.ts';
import { createOutbound } from '../outbound/http.ts';
import { createSlack } from './slack.ts';

const USER = { id: 'U1', name: 'Dana', channel: 'D1' };
const MESSAGE = { rep: { id: '1', name: 'Dana' }, heading: '2026-11-20', calls: 1, text: 'Hello.' };
const ok = (fields: object) => ({ body: JSON.stringify({ ok: true, ...fields }) });
const failed = (error: string, more: object = {}) => ({ body: JSON.stringify({ ok: false, error, ...more }) });

describe('Slack', () => {
	let replies: Replies;
	let chat: Chat;

	beforeAll(async () => {
		replies = await startReplies();
		chat = createSlack({ address: `${replies.address}/api`, token: 'xoxb-secret', outbound: createOutbound() });
	});
	beforeEach(() => {
		replies.received.length = 0;
	});
	afterAll(() => replies?.stop());

	const send = () => chat.send(USER, MESSAGE, 'hash', openGuard());
	const fields = (index: number) => new URLSearchParams(replies.received[index]?.body);

	it('sends blocks, a text for notifications and the key, without unfolding links', async () => {
		replies.answer(ok({ ts: '1.2', channel: 'D1' }));
		expect(await send()).toEqual({ id: '1.2', channel: 'D1' });
		expect(replies.received[0]).toMatchObject({
			path: '/api/chat.postMessage',
			headers: { authorization: 'Bearer xoxb-secret' },
		});
		expect(Object.fromEntries(fields(0))).toMatchObject({
			channel: 'D1',
			text: 'Hello.',
			unfurl_links: 'false',
			unfurl_media: 'false',
			metadata: '{"event_type":"sophia_message","event_payload":{"key":"hash"}}',
		});
	});

	it.each<[string, object]>([
		['was deactivated', { deleted: true }],
		['is a bot', { is_bot: true }],
	])('finds nobody in one who %s', async (_what, more) => {
		replies.answer(ok({ user: { id: 'U1', ...more } }));
		expect(await chat.findUser('dana@acme.example', unstopped)).toBeUndefined();
		expect(replies.received).toHaveLength(1);
	});

	it('looks from a little before the intent on, with metadata, and follows the cursor', async () => {
		const ours = { ts: '3.4', metadata: { event_type: 'sophia_message', event_payload: { key: 'hash' } } };
		const others = [{ ts: '9.9' }, { ts: '8.8', metadata: { event_type: 'other', event_payload: { key: 'hash' } } }];
		replies.answer(
			ok({ messages: others, has_more: true, response_metadata: { next_cursor: 'on' } }),
			ok({ messages: [ours] }),
		);
		expect(await chat.find(USER, 'hash', new Date(1_000_000_000), unstopped)).toEqual({
			answer: 'present',
			receipt: { id: '3.4', channel: 'D1' },
		});
		expect(Object.fromEntries(fields(0))).toMatchObject({ oldest: '999700.000000', include_all_metadata: 'true' });
		expect(fields(1).get('cursor')).toBe('on');
	});

	it('cannot tell from a history that goes on without saying where, or without end', async () => {
		replies.answer(ok({ messages: [], has_more: true }));
		expect(await chat.find(USER, 'hash', new Date(), unstopped)).toMatchObject({ answer: 'cannot-tell' });
		replies.answer(ok({ messages: [], has_more: true, response_metadata: { next_cursor: 'on' } }));
		expect(await chat.find(USER, 'hash', new Date(), unstopped)).toMatchObject({ answer: 'cannot-tell' });
	});

	it('throws, and does not shrug, when its search is stopped', async () => {
		await expect(chat.find(USER, 'hash', new Date(), AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
	});

	it.each([
		['channel_not_found', 'vendor-refused', 'terminal'],
		['msg_too_long', 'vendor-refused', 'terminal'],
		['invalid_auth', 'connection-refused', 'terminal'],
		['token_revoked', 'connection-refused', 'terminal'],
		['missing_scope', 'connection-scope-missing', 'terminal'],
		['ratelimited', 'vendor-rate-limited', 'not done'],
		['internal_error', 'vendor-unavailable', 'open'],
		['fatal_error', 'vendor-unavailable', 'open'],
		['service_unavailable', 'vendor-unavailable', 'open'],
		['<b>Some page</b>', 'vendor-unavailable', 'open'],
	])('takes %s as %s: %s', async (word, code, certainty) => {
		replies.answer(failed(word, { needed: 'chat:write' }));
		const error = await errorOf(send());
		expect(error.code).toBe(code);
		expect(error instanceof TerminalError ? 'terminal' : (error as RetryableError).notDone ? 'not done' : 'open').toBe(
			certainty,
		);
		expect(replies.received).toHaveLength(1);
	});

	it('waits a second after a 429 that names no time', async () => {
		replies.answer({ status: 429, body: failed('ratelimited').body });
		expect(await errorOf(send())).toMatchObject({ code: 'vendor-rate-limited', retryAfterMs: 1000, notDone: true });
	});
});
