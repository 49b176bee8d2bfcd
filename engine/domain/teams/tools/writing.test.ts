/** The writing tools that the engine brings, over services in memory. */
import { expect, it } from '@jest/globals';
import { verifies } from '../../../../test/verifies.ts';
import { RetryableError, TerminalError } from '../../../errors.ts';
import type { Chat } from '../../../ports/chat.ts';
import type { ToolRun } from '../../../ports/tool.ts';
import { customerWorld, NOW } from '../../testing/customer.ts';
import { hubspotNote } from './hubspot-note.ts';
import { slackNotifier } from './slack-notifier.ts';

const KEY = 'run-1 step-1';
const hash = (text: string) => `hash of ${text}`;
const guard = { signal: new AbortController().signal } as never;
const since = NOW as never;
const { signal } = new AbortController();
const MESSAGE = { to: 'rita@ours.example', text: 'Call Carl.' };

const slack = (chat: Chat, run: Pick<ToolRun, 'delivery' | 'recipient'>) =>
	slackNotifier(chat, run, hash).attempt(MESSAGE, KEY);

function chatOf(world = customerWorld()): { world: typeof world; chat: Chat } {
	const { chat } = world.ports;
	if (!chat) throw new Error('This world has a chat.');
	return { world, chat };
}

it('a message goes to whom it is for, under a key by which it is found again', async () => {
	verifies('teams.tools-write');
	const { world, chat } = chatOf();
	const attempt = slack(chat, { delivery: 'send', recipient: undefined });
	expect(await attempt.find(since, signal)).toEqual({ answer: 'absent' });
	await attempt.do(guard);
	expect(world.told).toMatchObject([{ to: { name: 'Rita' }, text: 'Call Carl.', keyHash: hash(KEY) }]);
	expect(await attempt.find(since, signal)).toMatchObject({ answer: 'present' });
});

it('with only-me it goes to the recipient alone, says for whom it was, and to nobody without one', async () => {
	verifies('teams.tools-write');
	const { world, chat } = chatOf();
	world.users.set('me@ours.example', { id: 'U-me', name: 'Me', channel: 'D-me' });
	await slack(chat, { delivery: 'only-me', recipient: 'me@ours.example' }).do(guard);
	expect(world.told).toMatchObject([{ to: { name: 'Me' }, text: 'For rita@ours.example: Call Carl.' }]);
	await expect(slack(chat, { delivery: 'only-me', recipient: undefined }).do(guard)).rejects.toMatchObject({
		code: 'tool-refused',
	});
	expect(world.told).toHaveLength(1);
});

it('a person whom the chat cannot look up is surely not written to, and a lookup that fails tells nothing', async () => {
	verifies('teams.tools-write');
	const { world, chat } = chatOf();
	world.users.clear();
	const attempt = slack(chat, { delivery: 'send', recipient: undefined });
	await expect(attempt.do(guard)).rejects.toMatchObject({ code: 'tool-refused' });
	chat.findUser = () => Promise.reject(new RetryableError('vendor-unavailable', undefined, { retryAfterMs: 7 }));
	await expect(attempt.do(guard)).rejects.toMatchObject({ notDone: true, retryAfterMs: 7 });
	chat.findUser = () => Promise.reject(new TerminalError('connection-refused'));
	expect(await attempt.find(since, signal)).toMatchObject({ answer: 'cannot-tell' });
	expect(world.told).toEqual([]);
});

it('a note stands on the record that was named, at the time of the request, and asks a person first', async () => {
	verifies('teams.tools-write');
	const world = customerWorld();
	if (!world.ports.crm) throw new Error('This world has a CRM.');
	const tool = hubspotNote(world.ports.crm, { requestedAt: new Date(NOW) }, hash);
	expect(tool).toMatchObject({ writes: true, approval: true, onlyMe: false });
	const attempt = tool.attempt({ record: 'deal', id: '7', text: ' Agreed. ' }, KEY);
	await attempt.do(guard);
	expect(world.texts).toEqual([
		{ to: [{ type: 'deal', id: '7' }], text: 'Agreed.', at: new Date(NOW).toISOString(), keyHash: hash(KEY) },
	]);
	expect(await attempt.find(since, signal)).toMatchObject({ answer: 'present' });
	for (const bad of [{ record: 'ticket', id: '7', text: 'x' }, { record: 'deal', id: '7', text: ' ' }, {}]) {
		expect(() => tool.attempt(bad, KEY)).toThrow();
	}
});
