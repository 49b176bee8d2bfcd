/** What every chat promises: sent once, found again, and never "absent" where nobody can tell. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSlack } from '../../../engine/adapters/chat/slack.ts';
import { createOutbound } from '../../../engine/adapters/outbound/http.ts';
import type { CoachingMessage } from '../../../engine/contract/coaching.ts';
import { RetryableError, TerminalError } from '../../../engine/errors.ts';
import type { Chat, ChatUser } from '../../../engine/ports/chat.ts';
import { type Sandbox, type SandboxFault, startSandbox } from '../../servers/sandbox.ts';
import { verifies } from '../../verifies.ts';
import { arrived, closedGuard, errorOf, everythingIn, openGuard, unstopped, until } from './fakes.ts';

type Adapter = {
	name: string;
	service: 'slack';
	secret: string;
	/** The operation that writes, and the one that looks. */
	operations: { send: string; find: string };
	open(sandbox: Sandbox): Chat;
};

const ADAPTERS: Adapter[] = [
	{
		name: 'Slack',
		service: 'slack',
		secret: 'xoxb-sandbox',
		operations: { send: 'chat.postMessage', find: 'conversations.history' },
		open: ({ slack }) => createSlack({ ...slack, outbound: createOutbound({ timeoutMs: 5_000 }) }),
	},
];

/** A rep of the demo calls. */
const REP = 'maya.okafor@larkspur.example';
const ALL_SCOPES = ['chat:write', 'im:history', 'im:write', 'users:read', 'users:read.email'];

const key = (name: string) => createHash('sha256').update(name).digest('hex');

const MESSAGE: CoachingMessage = {
	rep: { id: '1', name: 'Dana Cole' },
	heading: '2026-11-20',
	calls: 2,
	text: 'You let Jon finish.',
	well: {
		title: 'You let Jon finish',
		text: 'He named the budget himself.',
		callTitle: 'Pricing',
		url: 'https://app.gong.example/call?id=1',
		evidence: {
			callId: '1',
			speakerId: '2',
			speaker: 'Jon Ray',
			startMs: 65_000,
			endMs: 70_000,
			quote: 'We have 40k.',
		},
	},
};

for (const adapter of ADAPTERS) {
	describe(`chat in ${adapter.name}`, () => {
		let sandbox: Sandbox;
		let chat: Chat;
		let user: ChatUser;
		const began = new Date();

		beforeAll(async () => {
			sandbox = await startSandbox({ today: '2026-11-21' });
			chat = adapter.open(sandbox);
		});
		beforeEach(async () => {
			await sandbox.reset();
			await sandbox.settings({ slack: { ask: 'open' } });
			const found = await chat.findUser(REP, unstopped);
			if (!found) throw new Error(`the demo has no ${REP}`);
			user = found;
		});
		afterAll(() => sandbox?.stop());

		const send = (name: string) => chat.send(user, MESSAGE, key(name), openGuard());
		const find = (name: string, since = began) => chat.find(user, key(name), since, unstopped);
		const fault = (operation: string, what: Omit<SandboxFault, 'service' | 'operation'>) =>
			sandbox.fault({ service: adapter.service, operation, ...what });
		const messages = async () => (await sandbox.state()).messages;

		it('finds a person by e-mail address, and nobody for an unknown one', async () => {
			expect(user.name).toBe('Maya Okafor');
			expect(await chat.findUser('nobody@elsewhere.example', unstopped)).toBeUndefined();
		});

		it('sends to that person and finds the message by its key', async () => {
			const receipt = await send('first');
			const [message, ...others] = await messages();
			expect(others).toEqual([]);
			expect(message).toMatchObject({ ts: receipt.id, user: { email: REP } });
			expect(await find('first')).toEqual({ answer: 'present', receipt });
			expect(await find('second')).toEqual({ answer: 'absent' });
		});

		it('finds a message behind hundreds of later ones', async () => {
			const receipt = await send('buried');
			for (let batch = 0; batch < 26; batch += 1) {
				await Promise.all(Array.from({ length: 10 }, (_, index) => send(`${batch}/${index}`)));
			}
			expect(await find('buried')).toEqual({ answer: 'present', receipt });
			expect(await find('never sent')).toEqual({ answer: 'absent' });
		});

		it('does not look further back than it is told', async () => {
			await send('old');
			expect(await find('old', new Date(Date.now() + 3_600_000))).toEqual({ answer: 'absent' });
		});

		it('writes the hash of the key and nothing else beside the message', async () => {
			verifies('effects.key-hashed');
			await send('plain');
			expect((await messages())[0]?.metadata?.event_payload).toEqual({ key: key('plain') });
		});

		it('sends nothing when the guard is closed, and asks it once', async () => {
			verifies('effects.guard-at-the-last-moment');
			const guard = closedGuard();
			await expect(chat.send(user, MESSAGE, key('late'), guard)).rejects.toThrow('the time is over');
			expect(guard.asked).toBe(1);
			expect(await messages()).toEqual([]);
			expect((await sandbox.requests()).map(({ operation }) => operation)).not.toContain(adapter.operations.send);
		});

		it('leaves a write open that was cut, and makes one request of it', async () => {
			verifies('effects.open-is-not-refused');
			await fault(adapter.operations.send, { kind: 'cut' });
			const error = await errorOf(send('cut'));
			expect(error).toBeInstanceOf(RetryableError);
			expect(error).toMatchObject({ code: 'vendor-unavailable', notDone: false });
			expect(await find('cut')).toEqual({ answer: 'absent' });
			const sent = (await sandbox.requests()).filter(({ operation }) => operation === adapter.operations.send);
			expect(sent).toHaveLength(1);
		});

		it('finds a write whose answer was lost', async () => {
			verifies('effects.found-after-a-lost-answer');
			await fault(adapter.operations.send, { kind: 'cut-after-write' });
			expect(await errorOf(send('lost'))).toMatchObject({ notDone: false });
			expect(await find('lost')).toMatchObject({ answer: 'present' });
			expect(await messages()).toHaveLength(1);
		});

		it('finds a write that landed after the connection was cut', async () => {
			verifies('effects.found-after-a-lost-answer');
			await fault(adapter.operations.send, { kind: 'late-write', delayMs: 100 });
			expect(await errorOf(send('late'))).toMatchObject({ notDone: false });
			await until(async () => (await messages()).length > 0);
			expect(await find('late')).toMatchObject({ answer: 'present' });
		});

		it.each<[string, Omit<SandboxFault, 'service' | 'operation'>]>([
			['half an answer', { kind: 'half-body' }],
			['an empty answer', { kind: 'body', body: '' }],
			['a web page', { kind: 'body', body: '<html>Bad gateway</html>' }],
			['an answer of another shape', { kind: 'body', body: '{"ok":true}' }],
			['an error of the service', { kind: 'status', status: 503 }],
		])('leaves a write open after %s', async (_what, bad) => {
			verifies('effects.open-is-not-refused');
			await fault(adapter.operations.send, bad);
			const error = await errorOf(send('unclear'));
			expect(error).toBeInstanceOf(RetryableError);
			expect(error).toMatchObject({ notDone: false });
		});

		it('leaves a write open that was stopped half-way, whatever stopped it', async () => {
			await fault(adapter.operations.send, { kind: 'hold' });
			const controller = new AbortController();
			const sent = chat.send(user, MESSAGE, key('held'), { signal: controller.signal, assertOpen() {} });
			await arrived(sandbox, adapter.operations.send);
			controller.abort(new TerminalError('run-cancelled'));
			expect(await errorOf(sent)).toMatchObject({ code: 'vendor-unavailable', notDone: false });
			await sandbox.release();
		});

		it('knows that a write was not done after a 429', async () => {
			await fault(adapter.operations.send, { kind: 'status', status: 429, retryAfterSeconds: 7 });
			expect(await errorOf(send('limited'))).toMatchObject({
				code: 'vendor-rate-limited',
				notDone: true,
				retryAfterMs: 7000,
			});
		});

		it('knows that a write was refused for want of a scope', async () => {
			await sandbox.settings({ slack: { scopes: ['im:write', 'users:read.email'] } });
			const error = await errorOf(send('refused'));
			await sandbox.settings({ slack: { scopes: ALL_SCOPES } });
			expect(error).toBeInstanceOf(TerminalError);
			expect(error).toMatchObject({ code: 'connection-scope-missing', details: { scopes: ['chat:write'] } });
		});

		it.each<['missing-scope' | 'rate-limited', string]>([
			['missing-scope', 'im:history'],
			['rate-limited', 'wait'],
		])('cannot tell where asking meets %s, and says why', async (ask, why) => {
			verifies('effects.cannot-tell');
			await send('asked');
			await sandbox.settings({ slack: { ask } });
			// Apps outside the Marketplace may ask once a minute.
			if (ask === 'rate-limited') await find('asked');
			const found = await find('asked');
			expect(found).toEqual({ answer: 'cannot-tell', reason: expect.stringContaining(why) });
		});

		it.each<[string, Omit<SandboxFault, 'service' | 'operation'>]>([
			['a cut', { kind: 'cut' }],
			['half an answer', { kind: 'half-body' }],
			['an empty answer', { kind: 'body', body: '' }],
			['an answer of another shape', { kind: 'body', body: '{"ok":true}' }],
			['an error of the service', { kind: 'status', status: 500 }],
		])('cannot tell after %s', async (_what, bad) => {
			verifies('effects.cannot-tell');
			await send('there');
			await fault(adapter.operations.find, bad);
			expect(await find('there')).toMatchObject({ answer: 'cannot-tell' });
		});

		it('tells what works and which scopes are missing', async () => {
			verifies('connections.test-names-scopes');
			expect(await chat.test(unstopped)).toMatchObject({ ok: true, missingScopes: [] });
			await sandbox.settings({ slack: { ask: 'missing-scope' } });
			expect(await chat.test(unstopped)).toMatchObject({ ok: false, missingScopes: ['im:history'] });
		});

		it('lets no secret into an error', async () => {
			verifies('connections.secret-never-shown');
			const kinds: Omit<SandboxFault, 'service' | 'operation'>[] = [
				{ kind: 'cut' },
				{ kind: 'body', body: `<html>${adapter.secret}</html>` },
				{ kind: 'body', body: JSON.stringify({ ok: false, error: 'invalid_auth', token: adapter.secret }) },
				...[302, 401, 403, 404, 429, 500].map((status) => ({ kind: 'status' as const, status, body: adapter.secret })),
			];
			for (const kind of kinds) {
				await fault(adapter.operations.send, kind);
				expect(everythingIn(await errorOf(send('secret')))).not.toContain(adapter.secret);
			}
		});
	});
}
