import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { DeliveredMessage, DeliveryState } from '../../contract/coaching.ts';
import { type Account, newAccount, toCoachingDay } from './account.ts';
import { nextWindow } from './window.ts';

const window = nextWindow(new Date('2026-11-20T06:00:00Z'), 'Europe/Berlin', undefined);

function summary(change: Partial<Account>): string[] {
	return toCoachingDay({ ...newAccount(window, 'send'), completed: true, ...change }).summary.split('\n');
}

const messages = (...states: DeliveryState[]): DeliveredMessage[] =>
	states.map((state) => ({ message: { rep: { id: 'r', name: 'R' }, heading: '', calls: 1, text: '' }, to: {}, state }));

describe('the summary', () => {
	it('tells in plain words what was read, skipped and sent', () => {
		expect(
			summary({
				listed: 5,
				analyzed: 3,
				sentences: 1234,
				skipped: [
					{ callId: 'a', reason: 'private' },
					{ callId: 'b', reason: 'no-transcript-yet' },
				],
				carriedOver: [{ callId: 'b', title: 'Demo', since: window.to }],
				messages: messages('sent', 'sent', 'gap'),
				gaps: [{ kind: 'rep-without-chat-user', subject: 'r', text: 'Rita has no user in the chat.' }],
			}),
		).toEqual([
			'Read 3 calls (1,234 sentences); skipped 2: 1 private and 1 without a transcript yet.',
			'3 messages: 2 sent and 1 without a person to go to.',
			'Carried over until the transcript comes: “Demo”.',
			'Gaps: Rita has no user in the chat.',
			'Every claim is backed by a quote from its call.',
		]);
	});

	it('says what a model wrote, what it cost, and why the rest is in the words of rules', () => {
		verifies('coaching.written-floor');
		const models = [{ model: 'one/small', calls: 3, inputTokens: 1, outputTokens: 1, costUsd: 0.00123 }];
		const writing = {
			written: 3,
			known: 1,
			dropped: 0,
			models,
			kept: [
				{ reason: 'number', count: 1 },
				{ reason: 'new', count: 2 },
			],
		};
		expect(summary({ writing })).toContain(
			"In a model's words: 3 of 6 texts ($0.0012, 1 paid for earlier). In the words of rules: 1 because the model named a number that nobody had and 2 (new).",
		);
		expect(summary({ writing: { ...writing, written: 0, kept: [] } })).toEqual(summary({}));
	});

	it('says of a preview what a send would carry over', () => {
		const carriedOver = [{ callId: 'b', title: 'Demo', since: window.to }];
		expect(summary({ delivery: 'preview', listed: 1, carriedOver })).toContain(
			'A send would carry over until the transcript comes: “Demo”.',
		);
	});

	it('is one line for a day without calls', () => {
		expect(summary({})).toEqual(['There were no calls to coach.']);
	});

	it('counts what was dropped', () => {
		expect(summary({ listed: 1, analyzed: 1, sentences: 9, dropped: 2 })).toContain(
			'Dropped 2 claims whose quote did not stand in the transcript.',
		);
	});

	it('says that nothing was delivered twice', () => {
		const lines = summary({ listed: 1, analyzed: 1, messages: messages('already-sent') });
		expect(lines).toContain('What an earlier run had delivered was not delivered again.');
	});

	it('names the window to run again when messages failed', () => {
		expect(summary({ messages: messages('failed', 'sent') }).at(-1)).toContain(`from ${window.from} to ${window.to}`);
		expect(summary({ messages: messages('failed'), completed: false }).at(-1)).toContain('stays open');
	});
});
