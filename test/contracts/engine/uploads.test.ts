/** Transcripts that people bring, from upload to erasing, through a whole engine on every store. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AnalyzedCallResult } from '../../../engine/contract/analysis.ts';
import type { UploadedTranscript } from '../../../engine/contract/transcript.ts';
import { need } from '../../need.ts';
import { type PostgresServer, startPostgres } from '../../servers/postgres.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { verifies } from '../../verifies.ts';
import { type EngineHome, makeEngineHome, type RunningEngine } from './engine-process.ts';

const TURNS = [
	['Rita Rep', 'Hello Carl, thanks for the time. What does your process look like today?'],
	['Carl Customer', 'We do it by hand, and it costs us two days a week. Honestly, this looks too expensive for us.'],
	['Rita Rep', 'I see. I will send you the calculation by Friday.'],
	['Carl Customer', 'Please do. Does it work with our warehouse?'],
	['Rita Rep', "Let's meet again next Tuesday at ten. Goodbye."],
] as const;

const SECONDS_A_TURN = 6;

function asWebVtt(): string {
	const clock = (seconds: number) => `00:00:${String(seconds).padStart(2, '0')}.000`;
	const cues = TURNS.map(
		([name, text], at) =>
			`${at + 1}\r\n${clock(at * SECONDS_A_TURN)} --> ${clock((at + 1) * SECONDS_A_TURN)}\r\n${name}: ${text}\r\n`,
	);
	return `WEBVTT\r\n\r\n${cues.join('\r\n')}`;
}

type Answer<Body> = { status: number; body: Body };

for (const store of ['PGlite', 'PostgreSQL'] as const) {
	need('redis', ...(store === 'PostgreSQL' ? (['postgres'] as const) : []))(`uploads on ${store}`, () => {
		let redis: RedisServer;
		let postgres: PostgresServer | undefined;
		let home: EngineHome;
		let engine: RunningEngine;
		const keys = { acme: '', other: '' };
		type Tenant = keyof typeof keys;

		beforeAll(async () => {
			[redis, postgres] = await Promise.all([
				startRedis({ appendOnly: false }),
				store === 'PostgreSQL' ? startPostgres() : undefined,
			]);
			home = await makeEngineHome({
				REDIS_URL: redis.url,
				...(postgres ? { DATABASE_URL: postgres.url, SOPHIA_SECRET_KEY: Buffer.alloc(32, 1).toString('base64') } : {}),
			});
			engine = await home.serve();
			for (const tenant of Object.keys(keys) as Tenant[]) {
				await home.run(['tenant', 'create', tenant]);
				keys[tenant] = (await home.run(['key', 'create', '--tenant', tenant])).out.trim();
			}
		});
		afterAll(async () => {
			await home?.remove();
			await redis?.remove();
			await postgres?.remove();
		});

		async function ask<Body>(tenant: Tenant, path: string, body?: string, type = 'application/json') {
			const response = await fetch(`${engine.address}${path}`, {
				method: body === undefined ? 'GET' : 'POST',
				headers: { authorization: `Bearer ${keys[tenant]}`, ...(body === undefined ? {} : { 'content-type': type }) },
				body,
			});
			return { status: response.status, body: (await response.json()) as Body } satisfies Answer<Body>;
		}

		const upload = (tenant: Tenant, query = '?rep=rita.rep@ours.example&title=Intro&started=2026-11-18T09:00:00Z') =>
			ask<UploadedTranscript>(tenant, `/v1/transcripts${query}`, asWebVtt(), 'text/vtt');

		type Ended = { state: string; results: { value?: AnalyzedCallResult; error?: { code: string } }[] };

		/** Names no connection at all. */
		async function analyze(tenant: Tenant, callId: string): Promise<Ended> {
			const request = JSON.stringify({ kind: 'analyze-call', inputs: [{ callId }], connections: {} });
			const accepted = await ask<{ id: string }>(tenant, '/v1/runs', request);
			expect(accepted.status).toBe(202);
			return (await ask<Ended>(tenant, `/v1/runs/${accepted.body.id}?wait=60s`)).body;
		}

		const codeOf = ({ status, body }: Answer<unknown>) => [status, (body as { error?: { code: string } }).error?.code];

		it('are analyzed without any connection, and found again as they were analyzed', async () => {
			verifies('transcripts.alone');
			const uploaded = await upload('acme');
			expect([uploaded.status, uploaded.body]).toMatchObject([
				201,
				{ format: 'webvtt', timed: true, known: false, speakers: [{ name: 'Rita Rep', rep: true }, { rep: false }] },
			]);
			const { callId } = uploaded.body;
			expect(codeOf(await ask('acme', `/v1/calls/${callId}`))).toEqual([404, 'call-not-analyzed']);

			const { state, results } = await analyze('acme', callId);
			expect(state).toBe('succeeded');
			const value = results[0]?.value as AnalyzedCallResult;
			expect(value.call).toMatchObject({ id: callId, title: 'Intro', durationSeconds: 30 });
			expect(value.analysis.talk.parties.map(({ name, speechMs, rep }) => [name, speechMs, rep]).sort()).toEqual([
				['Carl Customer', 12_000, false],
				['Rita Rep', 18_000, true],
			]);
			const kinds = new Set(value.analysis.insights.map(({ kind }) => kind));
			for (const kind of ['commitment', 'question', 'next-step']) expect(kinds).toContain(kind);
			for (const { quote, speaker, startMs, endMs } of value.analysis.insights.flatMap(({ evidence }) => evidence)) {
				const turn = TURNS.findIndex(([name, text]) => name === speaker && text.includes(quote));
				expect({ quote, turn: turn >= 0 }).toEqual({ quote, turn: true });
				expect(startMs).toBeGreaterThanOrEqual(turn * SECONDS_A_TURN * 1_000);
				expect(endMs).toBeLessThanOrEqual((turn + 1) * SECONDS_A_TURN * 1_000);
			}

			const kept = await ask<AnalyzedCallResult>('acme', `/v1/calls/${callId}`);
			expect(kept).toMatchObject({ status: 200, body: { call: value.call, analysis: value.analysis } });
			const again = await upload('acme');
			expect([again.status, again.body]).toEqual([200, { ...uploaded.body, known: true }]);
			expect((await ask('acme', `/v1/calls/${callId}`)).body).toEqual(kept.body);
		});

		it('belong to their tenant alone', async () => {
			verifies('transcripts.alone', 'walls.tenant-from-key');
			const { callId } = (await upload('acme')).body;
			await analyze('acme', callId);
			expect(codeOf(await ask('other', `/v1/calls/${callId}`))).toEqual([404, 'call-unknown']);
			const { state, results } = await analyze('other', callId);
			expect([state, results[0]?.error?.code]).toEqual(['failed', 'call-unknown']);
			// The same talk of another tenant is a call of its own, with what that tenant says about it.
			const theirs = await upload('other', '?rep=Carl+Customer&title=Theirs');
			expect([theirs.status, theirs.body.callId, theirs.body.known]).toEqual([201, callId, false]);
			expect((await analyze('other', callId)).results[0]?.value?.call).toMatchObject({
				title: 'Theirs',
				rep: { name: 'Carl Customer' },
			});
			expect((await ask<AnalyzedCallResult>('acme', `/v1/calls/${callId}`)).body.call.title).toBe('Intro');
		});

		it('without times are analyzed, and say so', async () => {
			verifies('transcripts.untimed');
			const text = TURNS.map(([name, said]) => `${name}: ${said}`).join('\n');
			const { body } = await ask<UploadedTranscript>('acme', '/v1/transcripts?rep=Rita', text, 'text/plain');
			expect(body.timed).toBe(false);
			const value = (await analyze('acme', body.callId)).results[0]?.value as AnalyzedCallResult;
			expect(value).toMatchObject({ call: { times: 'none' }, analysis: { talk: { times: 'none' } } });
			expect(value.analysis.insights.map(({ kind }) => kind)).toContain('commitment');
		});

		it('are erased by call and by person, and those of others stay', async () => {
			verifies('erase.call', 'erase.person');
			const { callId } = (await upload('acme')).body;
			await upload('other', '?rep=rita.rep@ours.example');
			await analyze('acme', callId);
			await analyze('other', callId);
			const erase = async (...words: string[]) => (await home.run(['erase', ...words])).out;
			const counts = (out: string) =>
				Object.fromEntries(
					out
						.trim()
						.split('\n')
						.map((line) => line.split('\t')),
				);
			expect(counts(await erase('--tenant', 'acme', '--call', callId))).toMatchObject({ calls: '1', transcripts: '1' });
			expect(codeOf(await ask('acme', `/v1/calls/${callId}`))).toEqual([404, 'call-unknown']);
			expect((await analyze('acme', callId)).results[0]?.error?.code).toBe('call-unknown');
			expect((await ask('other', `/v1/calls/${callId}`)).status).toBe(200);
			const person = await erase('--tenant', 'other', '--person', 'Rita.Rep@ours.example');
			expect(counts(person)).toMatchObject({ calls: '1', transcripts: '1' });
			expect(codeOf(await ask('other', `/v1/calls/${callId}`))).toEqual([404, 'call-unknown']);
			// Nothing hinders that it comes again.
			expect((await upload('acme')).status).toBe(201);
		});

		it('that are bad leave nothing behind', async () => {
			verifies('transcripts.bad-input');
			const bad = await ask('other', '/v1/transcripts', 'WEBVTT\n\n00:02.000 --> 00:01.000\nAnn: Hi.', 'text/vtt');
			expect(codeOf(bad)).toEqual([400, 'transcript-not-valid']);
			const many = await ask('other', '/v1/transcripts', 'Ann: Hi.\nBob: Hi.\n'.repeat(25_001), 'text/plain');
			expect(codeOf(many)).toEqual([422, 'call-too-long']);
			expect((await home.run(['erase', '--tenant', 'other', '--all'])).out).toMatch(/^transcripts\t0$/m);
		});
	});
}
