import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { Transcript } from '../../contract/call.ts';
import { TranscriptQuery, TranscriptUpload } from '../../contract/transcript.ts';
import type { CallStore } from '../../ports/call-store.ts';
import type { Uploads } from '../../ports/uploads.ts';
import { analyzeCall } from '../calls/analyze-call.ts';
import { memoryCallStore } from '../testing/memory-calls.ts';
import { createUploads } from './uploads.ts';

const VTT = [
	'WEBVTT',
	'',
	'00:00:00.000 --> 00:00:04.000',
	'<v Ann Lee>Shall we talk about the price? I will send you the offer tomorrow.</v>',
	'',
	'00:00:05.000 --> 00:00:06.500',
	'<v Bob Day>That is too expensive for us.</v>',
].join('\n');

const SRT = [
	'1',
	'00:00:00,000 --> 00:00:04,000',
	'Ann Lee: Shall we talk about the price? I will send you the offer tomorrow.',
	'',
	'2',
	'00:00:05,000 --> 00:00:06,500',
	'Bob Day: That is too expensive for us.',
].join('\n');

const TEXT = 'Ann Lee: Shall we talk about the price?\nBob Day: That is too expensive for us.';

let calls: CallStore;
let transcripts: Map<string, Transcript>;
let uploads: Uploads;
let now: string;

beforeEach(() => {
	calls = memoryCallStore();
	transcripts = new Map();
	now = '2026-11-20T10:00:00.000Z';
	uploads = createUploads({
		calls,
		transcripts: {
			put: async (_, list) =>
				list.map((transcript) => {
					const reference = `ref ${JSON.stringify(transcript)}`;
					transcripts.set(reference, transcript);
					return reference;
				}),
			get: async (_, reference) => transcripts.get(reference),
		},
		hash: (text) => createHash('sha256').update(text).digest('hex'),
		clock: { now: () => new Date(now) },
	});
});

const MIKES = [
	{ name: 'Mike', email: 'Mike@ours.example', affiliation: 'internal' as const },
	{ name: 'mike', email: 'mike@acme.example', affiliation: 'external' as const },
];

const add = (transcript: unknown, query: Record<string, string> = {}, contentType = '') =>
	uploads.add('acme', {
		transcript: typeof transcript === 'string' ? transcript : TranscriptUpload.parse(transcript),
		contentType,
		facts: TranscriptQuery.parse(query),
	});

const callOf = async (id: string) => (await calls.get('acme', id))?.call;

describe('an upload', () => {
	verifies('transcripts.one-call');

	it('becomes a call of its own, with what is said beside it', async () => {
		const query = {
			rep: 'ann.lee@ours.example',
			internal: 'ours.example',
			started: '2026-11-19T09:00:00+01:00',
			language: 'en-US',
		};
		const uploaded = await add(
			VTT,
			{ ...query, file: 'C:\\calls\\Acme intro.vtt', url: 'https://zoom.example/1' },
			'text/vtt',
		);
		expect(uploaded).toEqual({
			callId: expect.stringMatching(/^upload-[0-9a-f]{16}$/),
			transcript: expect.any(String),
			format: 'webvtt',
			sentences: 3,
			speakers: [
				{ name: 'Ann Lee', affiliation: 'internal', rep: true, sentences: 2 },
				{ name: 'Bob Day', affiliation: 'unknown', rep: false, sentences: 1 },
			],
			timed: true,
			known: false,
			headingLines: 0,
		});
		expect(await calls.get('acme', uploaded.callId)).toMatchObject({
			source: 'upload',
			transcript: uploaded.transcript,
			call: {
				...{
					id: uploaded.callId,
					url: 'https://zoom.example/1',
					title: 'Acme intro',
					language: 'en',
					durationSeconds: 6.5,
				},
				...{ started: '2026-11-19T09:00:00+01:00', private: false, crm: [] },
			},
		});
		const stored = transcripts.get(uploaded.transcript);
		expect(stored?.callId).toBe(uploaded.callId);
		expect(stored?.sentences[2]).toEqual({
			...{ index: 2, speakerId: 'speaker-2', startMs: 5000, endMs: 6500, text: 'That is too expensive for us.' },
		});
	});

	it('is the same call in another format, at another time, and as what was read of it', async () => {
		const first = await add(VTT);
		now = '2026-12-01T00:00:00.000Z';
		const second = await add(SRT, { file: 'other.srt' });
		expect(second).toEqual({ ...first, format: 'srt', known: true });
		const { sentences } = transcripts.get(first.transcript) ?? { sentences: [] };
		const json = sentences.map(({ speakerId, startMs, endMs, text }) => ({
			...{ speaker: speakerId === 'speaker-1' ? 'Ann Lee' : 'Bob Day', startMs, endMs, text },
		}));
		expect(await add({ sentences: json })).toMatchObject({ callId: first.callId, format: 'json', known: true });
		expect(transcripts.size).toBe(1);
		expect(await callOf(first.callId)).toMatchObject({
			started: '2026-11-20T10:00:00.000Z',
			title: 'Uploaded transcript',
		});
	});

	it('is another call where a word, a speaker or a time is another', async () => {
		const ids = [VTT, VTT.replace('price', 'offer'), VTT.replace('Bob', 'Rob'), VTT.replace('06.500', '06.501')].map(
			(text) => add(text),
		);
		expect(new Set((await Promise.all(ids)).map(({ callId }) => callId)).size).toBe(4);
	});

	it('keeps its analysis while nothing about the call changes, and what is not said again', async () => {
		const query = { rep: 'Ann Lee', title: 'Intro', started: '2026-11-19T09:00:00Z' };
		const { callId, transcript } = await add(VTT, query);
		const stored = await calls.get('acme', callId);
		const read = transcripts.get(transcript);
		if (!stored || !read) throw new Error('not stored');
		const { moments: _, leftOut: __, ...analysis } = analyzeCall(stored.call, read);
		await calls.put('acme', [{ ...stored, analysis }]);

		await add(SRT);
		expect(await calls.get('acme', callId)).toEqual({ ...stored, analysis });

		await add(VTT, { title: 'Renamed' });
		expect(await calls.get('acme', callId)).toEqual({ ...stored, call: { ...stored.call, title: 'Renamed' } });
		// Who says anything about people says all.
		await add(VTT, { internal: 'Bob Day' });
		expect((await callOf(callId))?.parties.map(({ affiliation }) => affiliation)).toEqual(['external', 'internal']);
		expect((await callOf(callId))?.rep.name).toBe('Unknown');
	});

	it('takes parties, rep and start from JSON, and the address before them', async () => {
		const json = {
			...{ title: 'From JSON', started: '2026-11-18T09:00:00Z', language: 'de', rep: 'ann@ours.example' },
			parties: [
				{ name: 'Ann Lee', email: 'ann@ours.example' },
				{ name: 'Bob Day', email: 'bob@acme.example', affiliation: 'external' },
			],
			sentences: [
				{ speaker: 'ann@ours.example', text: 'Hello. How are you?', startMs: 0, endMs: 1900 },
				{ speaker: 'bob day', text: 'Fine', startMs: 1000.4, endMs: 2000 },
			],
		};
		const { callId, speakers, sentences } = await add(json, { title: 'From the address', rep: '' });
		expect(sentences).toBe(3);
		expect(speakers.map(({ name, affiliation, rep }) => [name, affiliation, rep])).toEqual([
			['Ann Lee', 'internal', true],
			['Bob Day', 'external', false],
		]);
		expect(await callOf(callId)).toMatchObject({
			title: 'From the address',
			language: 'de',
			started: '2026-11-18T09:00:00Z',
		});
	});

	it('stays small enough to be recorded, however long its names', async () => {
		const name = (index: number) => `${'名'.repeat(290)} ${index}`;
		const parties = Array.from({ length: 500 }, (_, index) => ({ name: name(index), email: `${index}@a.example` }));
		const sentences = Array.from({ length: 500 }, (_, index) => ({ speaker: name(index + 500), text: 'Hi.' }));
		const { callId, speakers } = await add({ title: 'x'.repeat(1_000), parties, sentences });
		const call = await callOf(callId);
		expect(call?.title).toHaveLength(300);
		expect(new TextEncoder().encode(JSON.stringify(call)).length).toBeLessThan(1_000_000);
		expect(speakers.filter((speaker) => speaker.name !== '')).toHaveLength(500);
	});

	it('without times says so, and its analysis claims nothing that needs them', async () => {
		verifies('transcripts.untimed');
		const { callId, transcript, timed } = await add(TEXT, { rep: 'Ann Lee' });
		expect(timed).toBe(false);
		const call = await callOf(callId);
		const read = transcripts.get(transcript);
		if (!call || !read) throw new Error('not stored');
		expect(call).toMatchObject({ times: 'none', durationSeconds: 0 });
		const { talk, moments } = analyzeCall(call, read);
		expect(talk).toMatchObject({ times: 'none', silenceMs: 0, overlapMs: 0, longestMonologueMs: 0 });
		expect(talk.patienceMs).toBeUndefined();
		expect(moments.filter(({ facts }) => facts.seconds !== undefined)).toEqual([]);
		const starts = await add('[0:00] Ann: Hello.\n[0:05] Bob: Hi.');
		expect([starts.timed, (await callOf(starts.callId))?.times]).toEqual([true, 'starts']);
	});
});

describe('an upload that is refused', () => {
	verifies('transcripts.bad-input');

	const sentence = (index: number) => ({ speaker: 'Ann', text: `Number ${index}` });
	const many = (count: number) => ({ sentences: Array.from({ length: count }, (_, index) => sentence(index)) });

	it('leaves nothing behind', async () => {
		const refusals: [unknown, string, Record<string, string>?][] = [
			['', 'transcript-empty'],
			[{ sentences: [] }, 'transcript-empty'],
			[{ sentences: [{ text: ' \n' }] }, 'transcript-empty'],
			['no transcript', 'transcript-format-unknown'],
			['WEBVTT\n\n00:03.000 --> 00:02.000\nx', 'transcript-not-valid'],
			[VTT, 'bad-request', { rep: 'Nobody' }],
			[many(50_001), 'call-too-long'],
			[`Ann: ${'No. '.repeat(20_000)}\n${'Yes. '.repeat(18_000)}\n${'Ok. '.repeat(20_000)}`, 'call-too-long'],
			[Array.from({ length: 501 }, (_, index) => `Ann ${index}: Hi.`).join('\n'), 'transcript-not-valid'],
		];
		for (const [transcript, code, query] of refusals) {
			await expect(add(transcript, query)).rejects.toMatchObject({ code });
		}
		expect(transcripts.size).toBe(0);
		expect(await calls.talks('acme', 'unknown', { from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' })).toEqual(
			[],
		);
	});

	it('is not one of 50,000 sentences, of 500 speakers, or of one', async () => {
		expect((await add(many(50_000))).sentences).toBe(50_000);
		const lines = Array.from({ length: 500 }, (_, index) => `Ann ${index}: Hi.`);
		expect((await add(lines.join('\n'))).speakers).toHaveLength(500);
		expect((await add('Ann: Hi.')).speakers).toEqual([
			{ name: 'Ann', affiliation: 'unknown', rep: false, sentences: 1 },
		]);
	});

	it('tells people of one name apart by their addresses', async () => {
		verifies('transcripts.our-side');
		const sentences = [
			{ speaker: 'mike@ours.example', text: 'The price is ten.' },
			{ speaker: 'mike@acme.example', text: 'That is too much.' },
			{ speaker: 'Mike', text: 'Who knows who says this?' },
		];
		const { callId, speakers } = await add({ parties: MIKES, sentences });
		expect(speakers.map(({ name, affiliation }) => [name, affiliation])).toEqual([
			['Mike (mike@ours.example)', 'internal'],
			['mike (mike@acme.example)', 'external'],
			['Mike', 'unknown'],
		]);
		const stored = await calls.get('acme', callId);
		expect(stored?.call.parties.map(({ email }) => email)).toEqual([
			'mike@ours.example',
			'mike@acme.example',
			undefined,
		]);
		await expect(add({ parties: MIKES, sentences, rep: 'Mike' })).resolves.toMatchObject({ known: true });
		const [first] = MIKES;
		const twice = await add({ parties: [first, first], sentences: sentences.slice(0, 1) });
		expect(twice.speakers.map(({ name }) => name)).toEqual(['Mike']);
	});
});
