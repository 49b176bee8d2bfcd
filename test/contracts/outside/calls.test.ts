/** What every source of calls promises, over the sandbox as bad as the vendor. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createGong } from '../../../engine/adapters/calls/gong.ts';
import { RetryableError, TerminalError } from '../../../engine/errors.ts';
import type { CallSource } from '../../../engine/ports/call-source.ts';
import { type Sandbox, type SandboxFault, startSandbox } from '../../servers/sandbox.ts';
import { verifies } from '../../verifies.ts';
import { clock, errorOf, everythingIn, type RecordedRateLimit, recordedRateLimit, unstopped } from './fakes.ts';
import { CUSTOMER, type FolderCall, type GongMonologue, REP, writeGongFolder } from './gong-folder.ts';

type Adapter = {
	name: string;
	secret: string;
	operations: { calls: string; transcripts: string };
	scopes: { calls: string; transcripts: string };
	/** The vendor's limit for one connection. */
	perSecond: number;
	open(sandbox: Sandbox, rateLimit: RecordedRateLimit): CallSource;
};

const ADAPTERS: Adapter[] = [
	{
		name: 'Gong',
		secret: 'sandbox-secret',
		operations: { calls: 'calls.extensive', transcripts: 'calls.transcript' },
		scopes: { calls: 'api:calls:read:extensive', transcripts: 'api:calls:read:transcript' },
		perSecond: 3,
		open: ({ gong }, rateLimit) => createGong({ ...gong, rateLimit, limitName: 'acme/gong-main', clock }),
	},
];

const DAY = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
const ONE_SPEAKER = '90000000000000000001';
const TOO_LONG = '90000000000000000002';
const NOT_YET = '90000000000000000003';
const BACKWARD = '90000000000000000004';
/** Beyond 2^53, and told apart in their last digits only. */
const dayId = (index: number) => String(18_000_000_000_000_000_000n + BigInt(index));

const said = (speakerId: string | null, ...sentences: [number, number, string][]): GongMonologue => ({
	speakerId,
	sentences: sentences.map(([start, end, text]) => ({ start, end, text })),
});

const CALLS: FolderCall[] = [
	...Array.from({ length: 250 }, (_, index) => ({
		id: dayId(index),
		started: new Date(Date.parse(DAY.from) + index * 300_000).toISOString(),
		transcript: [
			said(CUSTOMER.id, [2000, 3000, 'Second.'], [4000, 5000, 'Fourth.']),
			said(REP.id, [1000, 1900, 'First.'], [3000, 3900, 'Third.']),
		],
	})),
	{ id: 'just-after', started: DAY.to, transcript: [] },
	{ id: ONE_SPEAKER, started: '2026-11-10T10:00:00+01:00', transcript: [said(REP.id, [0, 900, 'Anybody there?'])] },
	{
		id: TOO_LONG,
		started: '2026-11-10T11:00:00Z',
		transcript: [said(REP.id, ...Array.from({ length: 50_001 }, (_, i) => [i, i, 'a'] as [number, number, string]))],
	},
	{ id: NOT_YET, started: '2026-11-10T12:00:00Z' },
	{ id: BACKWARD, started: '2026-11-10T13:00:00Z', transcript: [said(REP.id, [0, 1, 'Yes.'], [-5, 10, 'No.'])] },
];

for (const adapter of ADAPTERS) {
	describe(`calls from ${adapter.name}`, () => {
		let sandbox: Sandbox;
		let calls: CallSource;
		let rateLimit: RecordedRateLimit;
		let removeFolder: () => Promise<void>;

		beforeAll(async () => {
			const { folder, remove } = await writeGongFolder(CALLS);
			removeFolder = remove;
			sandbox = await startSandbox({ calls: folder, today: '2026-11-21', zone: 'UTC' });
			await sandbox.settings({ gong: { perSecond: 0 } });
		});
		beforeEach(async () => {
			await sandbox.reset();
			rateLimit = recordedRateLimit();
			calls = adapter.open(sandbox, rateLimit);
		});
		afterAll(async () => {
			await sandbox?.stop();
			await removeFolder?.();
		});

		const list = (cursor?: string) => calls.list(DAY, cursor, unstopped);
		const fault = (what: Omit<SandboxFault, 'service'>) => sandbox.fault({ service: 'gong', ...what });

		it('pages through 250 calls, each once, in pages of at most 100, and leaves the end of the window out', async () => {
			verifies('gong.paging', 'gong.half-open-window');
			const ids: string[] = [];
			let cursor: string | undefined;
			do {
				const page = await list(cursor);
				expect(page.calls.length).toBeLessThanOrEqual(100);
				ids.push(...page.calls.map(({ id }) => id));
				cursor = page.cursor;
			} while (cursor);
			expect(ids.toSorted()).toEqual(Array.from({ length: 250 }, (_, index) => dayId(index)));
			expect(await sandbox.requests()).toHaveLength(3);
		});

		it('reads who was on the call and whose it is', async () => {
			const [call] = await calls.get([dayId(7)], unstopped);
			expect(call).toMatchObject({
				id: dayId(7),
				private: false,
				language: 'eng',
				durationSeconds: 600,
				rep: { id: REP.id, name: REP.name, email: REP.email },
			});
			expect(call?.parties.map(({ name, affiliation }) => [name, affiliation])).toEqual([
				[REP.name, 'internal'],
				[CUSTOMER.name, 'external'],
			]);
		});

		it('takes a period without calls as empty', async () => {
			const year = { from: '2019-01-01T00:00:00Z', to: '2020-01-01T00:00:00Z' };
			expect(await calls.list(year, undefined, unstopped)).toEqual({ calls: [] });
			expect(await calls.get(['404'], unstopped)).toEqual([]);
			expect(await calls.transcripts(['404'], unstopped)).toEqual([]);
		});

		it('puts sentences in the order of time and leaves out a call without transcript yet', async () => {
			verifies('gong.not-ready');
			const [answer, ...others] = await calls.transcripts([dayId(0), NOT_YET], unstopped);
			expect(others).toEqual([]);
			if (!answer || !('transcript' in answer)) throw new Error('no transcript');
			expect(answer.transcript.sentences.map(({ index, text }) => [index, text])).toEqual([
				[0, 'First.'],
				[1, 'Second.'],
				[2, 'Third.'],
				[3, 'Fourth.'],
			]);
		});

		it('reads a call on which one person spoke', async () => {
			expect(await calls.transcripts([ONE_SPEAKER], unstopped)).toEqual([
				{
					callId: ONE_SPEAKER,
					transcript: {
						callId: ONE_SPEAKER,
						sentences: [{ index: 0, speakerId: REP.id, startMs: 0, endMs: 900, text: 'Anybody there?' }],
					},
				},
			]);
		});

		it('reports a bad transcript as the error of its call and reads the others', async () => {
			verifies('gong.one-bad-call', 'gong.bounds');
			const answers = await calls.transcripts([TOO_LONG, BACKWARD, dayId(1)], unstopped);
			expect(answers.map((answer) => [answer.callId, 'error' in answer ? answer.error.code : 'fine'])).toEqual([
				[TOO_LONG, 'call-too-long'],
				[BACKWARD, 'calls-unreadable'],
				[dayId(1), 'fine'],
			]);
			expect(answers[1]).toMatchObject({ error: { details: { path: 'transcript[0].sentences[1].start' } } });
		});

		it('keeps the digits of an id that comes as a number', async () => {
			verifies('gong.long-ids');
			const metaData = `{"id":17999999999999999999,"started":"2026-11-20T08:00:00Z","title":"Bare"}`;
			await fault({ kind: 'body', body: `{"records":{},"calls":[{"metaData":${metaData}}]}` });
			expect((await list()).calls[0]?.id).toBe('17999999999999999999');
		});

		it('waits for the limit before each request and names its connection', async () => {
			await list();
			expect(rateLimit.taken).toEqual([{ name: 'acme/gong-main', perSecond: adapter.perSecond }]);
		});

		it('tells all workers to wait as long as a 429 says, and asks again', async () => {
			verifies('gong.retry-after');
			await fault({ kind: 'status', status: 429, retryAfterSeconds: 2 });
			expect((await list()).calls).toHaveLength(100);
			expect(rateLimit.pauses).toEqual([2000]);
			expect(rateLimit.taken).toHaveLength(2);
		});

		it('hands a long wait back to the run', async () => {
			verifies('gong.retry-after');
			await fault({ kind: 'status', status: 429, retryAfterSeconds: 3600 });
			const error = await errorOf(list());
			expect(error).toBeInstanceOf(RetryableError);
			expect(error).toMatchObject({ code: 'vendor-rate-limited', retryAfterMs: 3_600_000, notDone: true });
			expect(rateLimit.pauses).toEqual([3_600_000]);
		});

		it.each<[string, Omit<SandboxFault, 'service'>]>([
			['half a body', { kind: 'half-body' }],
			['an empty body', { kind: 'body', body: '' }],
			['a web page', { kind: 'body', body: '<html><body>Maintenance</body></html>' }],
		])('asks again when it gets %s, and says so when that stays', async (_what, bad) => {
			verifies('gong.unreadable');
			await fault({ ...bad, times: 1 });
			expect((await list()).calls).toHaveLength(100);
			await fault({ ...bad, times: 100 });
			const error = await errorOf(list());
			expect(error).toBeInstanceOf(TerminalError);
			expect(error.code).toBe('calls-unreadable');
		});

		it.each([
			['{}', 'records'],
			['{"records":{},"calls":[{}]}', 'calls[0].metaData'],
			['{"records":{},"calls":[{"metaData":{"id":"1","started":"soon"}}]}', 'calls[0].metaData.started'],
		])('names the path of what is wrong in %s', async (body, path) => {
			await fault({ kind: 'body', body });
			expect(await errorOf(list())).toMatchObject({ code: 'calls-unreadable', details: { path } });
		});

		it.each<[string, Omit<SandboxFault, 'service'>, string]>([
			['a cut connection', { kind: 'cut' }, 'vendor-unavailable'],
			['an error of the service', { kind: 'status', status: 503 }, 'vendor-unavailable'],
		])('says after %s that it may be tried again', async (_what, bad, code) => {
			await fault(bad);
			const error = await errorOf(list());
			expect(error).toBeInstanceOf(RetryableError);
			expect(error.code).toBe(code);
		});

		it('tells wrong credentials from a missing scope', async () => {
			verifies('connections.test-names-scopes');
			await sandbox.settings({ gong: { scopes: [adapter.scopes.calls] } });
			expect(await errorOf(calls.transcripts([dayId(0)], unstopped))).toMatchObject({
				code: 'connection-scope-missing',
				details: { scopes: [adapter.scopes.transcripts] },
			});
			expect(await calls.test(unstopped)).toMatchObject({
				ok: false,
				works: ['read calls'],
				missingScopes: [adapter.scopes.transcripts],
			});
			await sandbox.settings({ gong: { scopes: Object.values(adapter.scopes) } });
			expect(await calls.test(unstopped)).toMatchObject({ ok: true, missingScopes: [] });
			await fault({ kind: 'status', status: 401, body: '{"requestId":"1","errors":["No."]}' });
			expect((await errorOf(list())).code).toBe('connection-refused');
		});

		it('stops when it is told to', async () => {
			const controller = new AbortController();
			await fault({ kind: 'hold' });
			const asked = calls.list(DAY, undefined, controller.signal);
			controller.abort(new Error('enough'));
			await expect(asked).rejects.toThrow('enough');
		});

		it('lets no secret into an error', async () => {
			verifies('connections.secret-never-shown');
			const kinds: Omit<SandboxFault, 'service'>[] = [
				{ kind: 'cut' },
				{ kind: 'body', body: '<html>', times: 3 },
				...[302, 400, 401, 403, 429, 500].map((status) => ({
					kind: 'status' as const,
					status,
					retryAfterSeconds: 60,
					body: JSON.stringify({ errors: [`You sent ${adapter.secret}.`] }),
				})),
			];
			for (const kind of kinds) {
				await fault(kind);
				const text = everythingIn(await errorOf(list()));
				expect(text).not.toContain(adapter.secret);
				expect(text).not.toContain(Buffer.from(`sandbox-access-key:${adapter.secret}`).toString('base64'));
			}
		});
	});
}
