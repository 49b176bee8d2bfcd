/** Real calls in Gong's wire format come through as the raw files say, counted without any of our schemas. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createGong } from '../../../engine/adapters/calls/gong.ts';
import type { Call } from '../../../engine/contract/call.ts';
import { analyzeCall } from '../../../engine/domain/calls/analyze-call.ts';
import { showCall } from '../../../engine/pages/call/shown.ts';
import { need, sharedFolder } from '../../need.ts';
import { type Sandbox, startSandbox } from '../../servers/sandbox.ts';
import { verifies } from '../../verifies.ts';
import { clock, recordedRateLimit, unstopped } from './fakes.ts';

type RawCalls = { calls: { metaData: { id: string; primaryUserId: string }; parties: { affiliation: string }[] }[] };
type RawTranscripts = {
	callTranscripts: { callId: string; transcript: { sentences: { start: number; text: string }[] }[] }[];
};

const folder = path.join(sharedFolder, 'data/gong');
const read = async <Raw>(name: string) => JSON.parse(await readFile(path.join(folder, name), 'utf8')) as Raw;

need('shared')('real calls from Gong', () => {
	let sandbox: Sandbox;
	let calls: ReturnType<typeof createGong>;
	let listed: Call[];

	beforeAll(async () => {
		sandbox = await startSandbox({ calls: folder, today: '2026-12-31', zone: 'UTC' });
		await sandbox.settings({ gong: { perSecond: 0 } });
		calls = createGong({ ...sandbox.gong, rateLimit: recordedRateLimit(), limitName: 'acme/gong', clock });
		const year = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
		listed = (await calls.list(year, undefined, unstopped)).calls;
	});
	afterAll(() => sandbox?.stop());

	it('lists each with its parties and its rep', async () => {
		const raw = await read<RawCalls>('calls-extensive.json');
		const expected = raw.calls.map(({ metaData, parties }) => ({
			id: metaData.id,
			rep: metaData.primaryUserId,
			sides: parties.map(({ affiliation }) => affiliation.toLowerCase()),
		}));
		const found = listed.map(({ id, rep, parties }) => ({
			id,
			rep: rep.id,
			sides: parties.map(({ affiliation }) => affiliation),
		}));
		const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
		expect(found.toSorted(byId)).toEqual(expected.toSorted(byId));
		expect(listed.every(({ rep }) => rep.name !== 'Unknown' && rep.email)).toBe(true);
	});

	it('reads every sentence of them, word for word', async () => {
		const raw = await read<RawTranscripts>('transcripts.json');
		const answers = await calls.transcripts(
			listed.map(({ id }) => id),
			unstopped,
		);
		expect(answers).toHaveLength(raw.callTranscripts.length);
		for (const { callId, transcript } of raw.callTranscripts) {
			const answer = answers.find((one) => one.callId === callId);
			if (!answer || !('transcript' in answer)) throw new Error(`${callId} has no transcript`);
			const said = transcript.flatMap(({ sentences }) => sentences).toSorted((one, other) => one.start - other.start);
			expect(answer.transcript.sentences.map(({ text }) => text)).toEqual(said.map(({ text }) => text));
		}
	});

	it('shows every quote of them on the page of its call, where it was said', async () => {
		verifies('pages.insight-to-quote');
		const answers = await calls.transcripts(
			listed.map(({ id }) => id),
			unstopped,
		);
		let quotes = 0;
		for (const answer of answers) {
			const call = listed.find(({ id }) => id === answer.callId);
			if (!call || !('transcript' in answer)) throw new Error(`${answer.callId} cannot be read`);
			const { transcript } = answer;
			const analysis = analyzeCall(call, transcript, 'UTC');
			const benchmarks = { idealTalkRatio: 0.43, highTalkRatio: 0.65, longMonologueMs: 150_000 };
			const shown = showCall({ call, analysis, transcript, view: 'coaching', zone: 'UTC', benchmarks });
			const sentences = shown.turns.flatMap((turn) => turn.sentences);
			for (const { insight, quotes: ids } of shown.insights) {
				const marked = ids.map((id) => {
					const within = sentences.filter(({ pieces }) => pieces.some((piece) => piece.quotes.includes(id)));
					const parts = within.map(({ pieces }) => pieces.filter((piece) => piece.quotes.includes(id)));
					const words = parts
						.map((pieces) =>
							pieces
								.map(({ text }) => text)
								.join('')
								.trim(),
						)
						.join(' ');
					return { startMs: within[0]?.startMs, quote: words };
				});
				expect(marked).toEqual(insight.evidence.map(({ startMs, quote }) => ({ startMs, quote })));
				quotes += marked.length;
			}
		}
		expect(quotes).toBeGreaterThan(400);
	});
});
