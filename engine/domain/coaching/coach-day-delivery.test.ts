/** How a day is delivered: as a preview, to one person alone, again under a label, and after the quiet hours. */
import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { TerminalError } from '../../errors.ts';
import { coach, WINDOW, world } from '../testing/spoken-day.ts';

describe('the delivery of coachDay', () => {
	it('shows in a preview exactly what a send would deliver, and delivers nothing', async () => {
		verifies('delivery.preview-is-exact', 'window.only-send-completes');
		const on = world();
		const preview = await coach(on, { delivery: 'preview' });
		expect([on.messages, on.notes, on.mark, [...on.coached]]).toEqual([[], [], undefined, []]);
		expect(on.runs.effects.size).toBe(0);
		const sent = await coach(on);
		const shown = preview.value.messages.map(({ message, to }) => ({ message, to }));
		expect(sent.value.messages.map(({ message, to }) => ({ message, to }))).toEqual(shown);
		expect(on.messages.map(({ message }) => message)).toEqual(shown.map(({ message }) => message));
		expect(preview.value.messages.every(({ state }) => state === 'previewed')).toBe(true);
		expect(sent.value.notes.map(({ note, to }) => ({ note, to }))).toEqual(
			preview.value.notes.map(({ note, to }) => ({ note, to })),
		);
	});

	it('sends with only-me to the recipient only, and uses up nothing of a send', async () => {
		verifies('delivery.only-me', 'window.only-send-completes');
		const on = world();
		on.users.set('lead@ours.example', { id: 'U-lead', name: 'Lead', channel: 'D-lead' });
		const mine = await coach(on, { delivery: 'only-me', recipient: 'Lead@ours.example' });
		expect(on.messages.map(({ to }) => to.name)).toEqual(['Lead', 'Lead']);
		expect(mine.value.notes.every(({ state }) => state === 'previewed')).toBe(true);
		expect([on.notes, on.mark, [...on.coached]]).toEqual([[], undefined, []]);
		const sent = await coach(on);
		expect(sent.value.messages.map(({ state }) => state)).toEqual(['sent', 'sent']);
		expect(on.messages.map(({ to }) => to.name)).toEqual(['Lead', 'Lead', 'Rita', 'Tom']);
	});

	it('refuses only-me without a recipient', async () => {
		const { error } = await coach(world(), { delivery: 'only-me' });
		expect((error as TerminalError).code).toBe('recipient-missing');
	});

	it('delivers again under a new resend label', async () => {
		verifies('delivery.resend');
		const on = world();
		await coach(on, { input: { window: WINDOW } });
		await coach(on, { input: { window: WINDOW }, resend: 'again' });
		await coach(on, { input: { window: WINDOW }, resend: 'again' });
		expect([on.messages.length, on.notes.length]).toEqual([4, 4]);
	});

	it('shows messages and notes where there is no connection for them', async () => {
		const on = world();
		on.ports = { ...on.ports, settings: on.settings, chat: undefined, crm: undefined };
		const { value } = await coach(on, { connections: { calls: 'gong-main' } });
		expect([...value.messages, ...value.notes].map(({ state }) => state)).toEqual(
			Array.from({ length: 4 }, () => 'previewed'),
		);
		expect(value.messages[0]?.reason).toContain('No chat connection');
	});

	it('holds messages and notes back in the quiet hours, with the analysis done', async () => {
		verifies('window.quiet-hours');
		const on = world(undefined, { quietHours: { from: '20:00', to: '08:00' } });
		on.now = '2026-11-20T05:00:00Z';
		const { value, sleeps, reports } = await coach(on);
		expect(sleeps).toEqual(['2026-11-20T07:00:00.000Z']);
		const held = reports.at(-2) ?? reports[0];
		expect(reports.some(({ messages }) => messages.every(({ state, reason }) => state === 'waiting' && reason))).toBe(
			true,
		);
		expect(held?.calls.analyzed).toBe(2);
		expect(value.messages).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
		expect(value.messages[0]?.reason).toBeUndefined();
	});

	it('goes on sending after a crash, although the quiet hours have begun meanwhile', async () => {
		const settings = { quietHours: { from: '20:00', to: '08:00' } };
		const { points } = await coach(world(undefined, settings));
		const on = world(undefined, settings);
		const { send } = on.ports.chat ?? {};
		if (on.ports.chat && send) {
			on.ports.chat.send = (...sent) => {
				on.now = '2026-11-20T21:00:00Z';
				return send(...sent);
			};
		}
		const { value, sleeps } = await coach(on, { crashAt: points - 3 });
		expect(sleeps).toEqual([]);
		expect(value.messages).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
	});

	it('completes a window with unconfirmed messages, but not one whose messages all failed', async () => {
		verifies('effects.unconfirmed');
		const on = world();
		on.runs.outcomes.set('"message"', { state: 'unconfirmed', reason: 'cannot be asked' });
		const unconfirmed = await coach(on);
		expect(unconfirmed.value.messages.map(({ state }) => state)).toEqual(['unconfirmed', 'unconfirmed']);
		expect(unconfirmed.value.window.completed).toBe(true);
		const failing = world();
		const error = { code: 'vendor-refused', message: 'account is off', action: '' };
		failing.runs.outcomes.set('"message"', { state: 'failed', error });
		const failed = await coach(failing);
		expect(failed.value.window.completed).toBe(false);
		expect(failed.value.summary).toContain('stays open');
		expect(failing.coached.size).toBe(0);
	});
});
