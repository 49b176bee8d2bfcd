/** Over real calls: every quote that reaches a rep or a record stands in the call, said by that person at that time. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import type { Call, Evidence, Sentence } from '../contract/call.ts';
import { type AnalyzedCall, analyzeCall } from './calls/analyze-call.ts';
import { coachingMessage } from './coaching/message.ts';
import { callNote } from './coaching/note.ts';

type RawCall = {
	metaData: { id: string; url: string; title: string; started: string; duration: number; primaryUserId: string };
	parties: { speakerId: string; userId?: string; name: string; emailAddress?: string; affiliation: string }[];
};
type RawTranscript = {
	callId: string;
	transcript: { speakerId: string; sentences: { start: number; end: number; text: string }[] }[];
};

const shared = path.resolve(process.env.SOPHIA_SHARED ?? path.join(import.meta.dirname, '../../../shared'));
const present = existsSync(path.join(shared, 'data/gong'));
if (!present) {
	const reason = `shared data is absent: name its folder in SOPHIA_SHARED (looked in ${shared})`;
	if (process.env.SOPHIA_REQUIRE?.split(',').includes('shared')) throw new Error(reason);
	process.stderr.write(`skipped: real calls: ${reason}\n`);
}

const read = <Raw>(file: string): Raw => JSON.parse(readFileSync(path.join(shared, 'data/gong', file), 'utf8')) as Raw;

/** Found by this test's own reading of the raw file: who said it, when, in sentences that follow one another. */
function stands(raw: RawTranscript, { speakerId, startMs, endMs, quote }: Evidence): boolean {
	return raw.transcript.some((monologue) => {
		if (monologue.speakerId !== speakerId) return false;
		const first = monologue.sentences.findIndex(({ start }) => start === startMs);
		const last = monologue.sentences.findIndex(({ end }, place) => end === endMs && place >= first);
		if (first < 0 || last < 0) return false;
		const said = monologue.sentences.slice(first, last + 1).map(({ text }) => text);
		return said.join(' ').split(/\s+/).join(' ').includes(quote);
	});
}

(present ? describe : describe.skip)('real calls', () => {
	const load = () => {
		const transcripts = new Map(
			read<{ callTranscripts: RawTranscript[] }>('transcripts.json').callTranscripts.map((raw) => [raw.callId, raw]),
		);
		return read<{ calls: RawCall[] }>('calls-extensive.json').calls.map((raw) => {
			const transcript = transcripts.get(raw.metaData.id) as RawTranscript;
			return { raw, transcript, ...analyzed(raw, transcript) };
		});
	};

	function analyzed(
		{ metaData, parties }: RawCall,
		{ callId, transcript }: RawTranscript,
	): { call: Call; analysis: AnalyzedCall } {
		const owner = parties.find(({ userId }) => userId === metaData.primaryUserId);
		const call: Call = {
			id: metaData.id,
			url: metaData.url,
			title: metaData.title,
			started: metaData.started,
			durationSeconds: metaData.duration,
			language: 'eng',
			private: false,
			parties: parties.map(({ speakerId, userId, name, emailAddress, affiliation }) => ({
				speakerId,
				userId,
				name,
				email: emailAddress,
				affiliation: affiliation.toLowerCase() as 'internal',
			})),
			rep: { id: metaData.primaryUserId, name: owner?.name ?? '' },
			crm: [],
		};
		const sentences: Sentence[] = transcript
			.flatMap(({ speakerId, sentences }) => sentences.map((one) => ({ speakerId, ...one })))
			.map(({ speakerId, start, end, text }, index) => ({ index, speakerId, startMs: start, endMs: end, text }));
		return { call, analysis: analyzeCall(call, { callId, sentences }) };
	}

	it('quotes only what was said', () => {
		verifies('coaching.real-calls', 'calls.quote-verbatim');
		let quotes = 0;
		for (const { call, analysis, transcript } of load()) {
			const message = coachingMessage({
				rep: call.rep,
				calls: [{ call, analysis }],
				occasion: { kind: 'window' },
				heading: '2026-11-19',
				zone: 'UTC',
			});
			const note = callNote(call, analysis, 'UTC');
			const lines = [...note.commitments, ...note.openQuestions, ...(note.nextStep ? [note.nextStep] : [])];
			const points = [message.well, message.habit].filter((point) => point !== undefined);
			const all = [
				...analysis.insights.flatMap(({ evidence }) => evidence),
				...[...lines, ...points].map(({ evidence }) => evidence),
			];
			expect(all.filter((evidence) => !stands(transcript, evidence))).toEqual([]);
			for (const { evidence } of lines) expect(note.text).toContain(`“${evidence.quote}”`);
			for (const { evidence } of points) expect(message.text).toContain(`“${evidence.quote}”`);
			expect(analysis.dropped).toBe(0);
			quotes += all.length;
		}
		expect(quotes).toBeGreaterThan(400);
	});

	it('counts the sentences and the speech that the raw files hold', () => {
		for (const { analysis, transcript } of load()) {
			const said = transcript.transcript.flatMap(({ speakerId, sentences }) =>
				sentences.map((one) => ({ speakerId, ...one })),
			);
			expect(analysis.sentences).toBe(said.length);
			const speech = Object.values(analysis.talk.speechMs).reduce((sum, ms) => sum + ms, 0);
			expect(speech).toBe(said.reduce((sum, { start, end }) => sum + end - start, 0));
		}
	});
});
