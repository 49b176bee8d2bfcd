/** What every CRM promises of notes: one is written, found again on the record itself, and never taken for absent. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CrmReference } from '../../../engine/contract/call.ts';
import type { CallNote } from '../../../engine/contract/coaching.ts';
import { RetryableError, TerminalError } from '../../../engine/errors.ts';
import { verifies } from '../../verifies.ts';
import { ADAPTERS, type FaultKind, identity, useCrm } from './crm-adapters.ts';
import { arrived, closedGuard, errorOf, everythingIn, openGuard, unstopped, until } from './fakes.ts';

const key = (name: string) => createHash('sha256').update(name).digest('hex');

const evidence = {
	callId: '1',
	speakerId: '2',
	speaker: 'Tom',
	startMs: 65_000,
	endMs: 70_000,
	quote: 'By <Friday> & no later.',
};
const NOTE: CallNote = {
	callId: '1',
	title: 'Security <review>',
	url: 'https://app.gong.example/call?id=1',
	started: '2026-11-20T09:00:00+01:00',
	commitments: [{ text: 'Send the report', owner: 'Maya', due: 'by Friday', evidence }],
	openQuestions: [],
	text: 'plain',
};

for (const adapter of ADAPTERS) {
	describe(`notes in ${adapter.name}`, () => {
		const on = useCrm(adapter);
		const began = new Date();
		const { missing, left } = adapter.scopes;

		const write = (name: string) => on.crm.writeNote(on.targets, NOTE, key(name), openGuard());
		const find = (name: string) => on.crm.find(on.targets, key(name), began, unstopped);
		const notes = async () => (await on.sandbox.state()).notes;

		it('writes one note on all records and finds it by its key, though the search index shows nothing', async () => {
			verifies('effects.find-reads-the-record');
			const receipt = await write('first');
			const [note, ...others] = await notes();
			expect(others).toEqual([]);
			expect(note?.id).toBe(receipt.id);
			expect(note?.associations.map(({ type, id }) => `${type} ${id}`)).toEqual(identity(on.targets));
			expect(Date.parse(note?.timestamp ?? '')).toBe(Date.parse(NOTE.started));
			expect(await find('first')).toEqual({ answer: 'present', receipt });
			expect(await find('second')).toEqual({ answer: 'absent' });
			expect((await on.sandbox.requests()).map(({ operation }) => operation)).not.toContainEqual(
				expect.stringMatching(adapter.search),
			);
		});

		it('escapes what people said', async () => {
			verifies('coaching.safe-text');
			await write('escaped');
			const body = (await notes())[0]?.body;
			expect(body).toContain('By &lt;Friday&gt; &amp; no later.');
			expect(body).not.toContain('<Friday>');
		});

		it('finds a note among hundreds', async () => {
			const receipt = await write('buried');
			for (let batch = 0; batch < 52; batch += 1) {
				await Promise.all(Array.from({ length: 10 }, (_, index) => write(`${batch}/${index}`)));
			}
			expect(await find('buried')).toEqual({ answer: 'present', receipt });
			expect(await find('never written')).toEqual({ answer: 'absent' });
		});

		it('asks the next record where the first is gone', async () => {
			const receipt = await write('moved');
			const gone: CrmReference = { type: 'deal', id: '404' };
			expect(await on.crm.find([gone, ...on.targets], key('moved'), began, unstopped)).toEqual({
				answer: 'present',
				receipt,
			});
			expect(await on.crm.find([gone], key('moved'), began, unstopped)).toMatchObject({ answer: 'cannot-tell' });
		});

		it('writes nothing when the guard is closed, and asks it once', async () => {
			verifies('effects.guard-at-the-last-moment');
			const guard = closedGuard();
			await expect(on.crm.writeNote(on.targets, NOTE, key('late'), guard)).rejects.toThrow('the time is over');
			expect(guard.asked).toBe(1);
			expect(await on.sandbox.requests()).toEqual([]);
		});

		it('leaves a write open that was cut, and makes one request of it', async () => {
			verifies('effects.open-is-not-refused');
			await on.fault(adapter.operations.write, { kind: 'cut' });
			const error = await errorOf(write('cut'));
			expect(error).toBeInstanceOf(RetryableError);
			expect(error).toMatchObject({ code: 'vendor-unavailable', notDone: false });
			expect(await on.sandbox.requests()).toHaveLength(1);
			expect(await find('cut')).toEqual({ answer: 'absent' });
		});

		it('finds a write whose answer was lost', async () => {
			verifies('effects.found-after-a-lost-answer');
			await on.fault(adapter.operations.write, { kind: 'cut-after-write' });
			expect(await errorOf(write('lost'))).toMatchObject({ notDone: false });
			expect(await find('lost')).toMatchObject({ answer: 'present' });
			expect(await notes()).toHaveLength(1);
		});

		it('finds a write that landed after the connection was cut', async () => {
			verifies('effects.found-after-a-lost-answer');
			await on.fault(adapter.operations.write, { kind: 'late-write', delayMs: 100 });
			expect(await errorOf(write('late'))).toMatchObject({ notDone: false });
			await until(async () => (await notes()).length > 0);
			expect(await find('late')).toMatchObject({ answer: 'present' });
		});

		it.each<[string, FaultKind]>([
			['half an answer', { kind: 'half-body' }],
			['an empty answer', { kind: 'body', body: '' }],
			['a web page', { kind: 'body', body: '<html>Bad gateway</html>' }],
			['an answer of another shape', { kind: 'body', body: '{"results":[]}' }],
			['an error of the service', { kind: 'status', status: 502 }],
		])('leaves a write open after %s', async (_what, bad) => {
			await on.fault(adapter.operations.write, bad);
			const error = await errorOf(write('unclear'));
			expect(error).toBeInstanceOf(RetryableError);
			expect(error).toMatchObject({ notDone: false });
		});

		it('leaves a write open that was stopped half-way, whatever stopped it', async () => {
			await on.fault(adapter.operations.write, { kind: 'hold' });
			const controller = new AbortController();
			const written = on.crm.writeNote(on.targets, NOTE, key('held'), { signal: controller.signal, assertOpen() {} });
			await arrived(on.sandbox, adapter.operations.write);
			controller.abort(new TerminalError('run-cancelled'));
			expect(await errorOf(written)).toMatchObject({ code: 'vendor-unavailable', notDone: false });
			await on.sandbox.release();
		});

		it('knows that a write was not done after a 429, and tells all workers to wait', async () => {
			await on.fault(adapter.operations.write, { kind: 'status', status: 429, retryAfterSeconds: 7 });
			expect(await errorOf(write('limited'))).toMatchObject({
				code: 'vendor-rate-limited',
				notDone: true,
				retryAfterMs: 7000,
			});
			expect(on.rateLimit.pauses).toEqual([7000]);
			expect(on.rateLimit.taken[0]?.name).toBe('acme/hubspot-main');
		});

		it('knows that a write was refused', async () => {
			const wrong: CrmReference[] = [{ type: 'deal', id: '404' }];
			const error = await errorOf(on.crm.writeNote(wrong, NOTE, key('refused'), openGuard()));
			expect(error).toBeInstanceOf(TerminalError);
			expect(error.code).toBe('vendor-refused');
			expect((await errorOf(on.crm.writeNote([], NOTE, key('refused'), openGuard()))).code).toBe('vendor-refused');
		});

		it('names the scope that is missing', async () => {
			await on.allow(left);
			expect(await errorOf(write('refused'))).toMatchObject({
				code: 'connection-scope-missing',
				details: { scopes: missing },
			});
			expect(await on.crm.test(unstopped)).toMatchObject({ ok: false, missingScopes: missing });
			await on.allow();
			expect(await on.crm.test(unstopped)).toMatchObject({ ok: true, missingScopes: [] });
		});

		it.each<['missing-scope' | 'rate-limited', string]>([
			['missing-scope', 'crm.objects'],
			['rate-limited', 'wait'],
		])('cannot tell where asking meets %s, and says why', async (ask, why) => {
			await write('asked');
			await on.sandbox.settings({ hubspot: { ask } });
			expect(await find('asked')).toEqual({ answer: 'cannot-tell', reason: expect.stringContaining(why) });
		});

		it.each<[string, FaultKind]>([
			['a cut', { kind: 'cut' }],
			['half an answer', { kind: 'half-body' }],
			['an empty answer', { kind: 'body', body: '' }],
			['an answer of another shape', { kind: 'body', body: '{"ok":true}' }],
			['a list that is none', { kind: 'body', body: '{"results":5}' }],
			['an error of the service', { kind: 'status', status: 500 }],
		])('cannot tell after %s', async (_what, bad) => {
			await write('there');
			for (const operation of adapter.operations.find) {
				await on.fault(operation, bad);
				expect(await find('there')).toMatchObject({ answer: 'cannot-tell' });
			}
		});

		it('lets no secret into an error', async () => {
			verifies('connections.secret-never-shown');
			const kinds: FaultKind[] = [
				{ kind: 'cut' },
				{ kind: 'body', body: `<html>${adapter.secret}</html>` },
				...[302, 400, 401, 403, 429, 500].map((status) => ({
					kind: 'status' as const,
					status,
					body: JSON.stringify({ message: `You sent ${adapter.secret}.` }),
				})),
			];
			for (const kind of kinds) {
				await on.fault(adapter.operations.write, kind);
				expect(everythingIn(await errorOf(write('secret')))).not.toContain(adapter.secret);
			}
		});
	});
}
