/** The recorded calls of ../shared, as their files have them and as the engine takes them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Call, Transcript } from '../../../engine/contract/call.ts';
import { sharedFolder } from '../../shared-folder.ts';

export type RawSentence = { start: number; end: number; text: string };
export type RawTranscript = { callId: string; transcript: { speakerId: string; sentences: RawSentence[] }[] };
type RawParty = { speakerId: string; userId?: string; name: string; emailAddress?: string; affiliation: string };
export type RawCall = {
	metaData: { id: string; url: string; title: string; started: string; duration: number; primaryUserId: string };
	parties: RawParty[];
};

export type GongCall = { raw: RawCall; rawTranscript: RawTranscript; call: Call; transcript: Transcript };

const read = <Raw>(file: string) => JSON.parse(readFileSync(path.join(sharedFolder, 'data/gong', file), 'utf8')) as Raw;

/** Throws where the data is absent: without it there is nothing to measure. */
export function gongCalls(): GongCall[] {
	const transcripts = new Map(
		read<{ callTranscripts: RawTranscript[] }>('transcripts.json').callTranscripts.map((one) => [one.callId, one]),
	);
	return read<{ calls: RawCall[] }>('calls-extensive.json').calls.map((raw) => {
		const rawTranscript = transcripts.get(raw.metaData.id);
		if (!rawTranscript) throw new Error(`no transcript of ${raw.metaData.id}`);
		return { raw, rawTranscript, call: callOf(raw), transcript: transcriptOf(rawTranscript) };
	});
}

function callOf({ metaData, parties }: RawCall): Call {
	const owner = parties.find(({ userId }) => userId === metaData.primaryUserId);
	return {
		id: metaData.id,
		url: metaData.url,
		title: metaData.title,
		started: metaData.started,
		durationSeconds: metaData.duration,
		language: 'eng',
		private: false,
		parties: parties.map(({ speakerId, name, affiliation }) => ({
			speakerId,
			name,
			affiliation: affiliation.toLowerCase() as Call['parties'][number]['affiliation'],
		})),
		rep: { id: metaData.primaryUserId, name: owner?.name ?? '' },
		crm: [],
	};
}

function transcriptOf({ callId, transcript }: RawTranscript): Transcript {
	const said = transcript.flatMap(({ speakerId, sentences }) => sentences.map((one) => ({ speakerId, ...one })));
	const sentences = said.map(({ speakerId, start, end, text }, index) => {
		return { index, speakerId, startMs: start, endMs: end, text };
	});
	return { callId, sentences };
}
