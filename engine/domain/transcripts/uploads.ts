/** Keeps an uploaded transcript as a call that can be analyzed. */
import type { Sentence } from '../../contract/call.ts';
import type { CallStore } from '../../ports/call-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Hasher } from '../../ports/hasher.ts';
import type { TranscriptStore } from '../../ports/transcript-store.ts';
import type { Uploads } from '../../ports/uploads.ts';
import { UPLOAD, UPLOAD_PREFIX } from '../analysis/ready-call.ts';
import { callOfUpload } from './call-of-upload.ts';
import { speakerIdOf } from './parties.ts';
import { type ReadTranscript, readTranscript } from './read-transcript.ts';
import { tooManySpeakers } from './refusals.ts';

export type UploadPorts = {
	calls: CallStore;
	transcripts: TranscriptStore;
	hash: Hasher;
	clock: Pick<Clock, 'now'>;
};

/** Of the content hash, in the id of the call. */
const HASH_DIGITS = 16;

/** A text in which so many seem to speak is read wrongly, or is none. */
const MOST_SPEAKERS = 500;

/**
 * The id of the call is made of who said what and when, so the same talk as WebVTT and as SRT is one call. What is said
 * beside it (title, start, people) may change with a later upload; then the call's analysis is forgotten, because it
 * rests on what was said before.
 */
export function createUploads({ calls, transcripts, hash, clock }: UploadPorts): Uploads {
	return {
		async add(tenant, upload) {
			const read = readTranscript(upload.transcript, { contentType: upload.contentType, file: upload.facts.file });
			const speakers = [...new Set(read.sentences.map(({ speaker }) => speaker))];
			if (speakers.length > MOST_SPEAKERS) throw tooManySpeakers(MOST_SPEAKERS);
			const id = UPLOAD_PREFIX + hash(contentOf(read)).slice(0, HASH_DIGITS);
			const known = await calls.get(tenant, id);
			const call = callOfUpload({ id, upload, read, speakers, known: known?.call, now: clock.now() });
			const sentences = sentencesOf(read, speakers);
			// First the transcript: a call without one could not be analyzed.
			const [transcript = ''] = await transcripts.put(tenant, [{ callId: id, sentences }]);
			if (canonical([known?.call, known?.transcript]) !== canonical([call, transcript])) {
				await calls.put(tenant, [{ call, source: UPLOAD, transcript, forget: true }]);
			}
			const counts = new Map<string, number>();
			for (const { speakerId } of sentences) counts.set(speakerId, (counts.get(speakerId) ?? 0) + 1);
			return {
				callId: id,
				transcript,
				format: read.format,
				sentences: sentences.length,
				speakers: speakers.map((_, place) => {
					const speakerId = speakerIdOf(place);
					const party = call.parties.find((one) => one.speakerId === speakerId);
					return {
						name: party?.name ?? '',
						affiliation: party?.affiliation ?? 'unknown',
						rep: party?.userId !== undefined && party.userId === call.rep.id,
						sentences: counts.get(speakerId) ?? 0,
					};
				}),
				timed: read.times !== 'none',
				known: known !== undefined,
				headingLines: read.headingLines,
			};
		},
	};
}

function contentOf({ sentences }: ReadTranscript): string {
	return JSON.stringify(sentences.map(({ speaker, startMs, endMs, text }) => [speaker ?? null, startMs, endMs, text]));
}

function sentencesOf({ sentences }: ReadTranscript, speakers: readonly (string | undefined)[]): Sentence[] {
	const ids = new Map(speakers.map((speaker, place) => [speaker, speakerIdOf(place)]));
	return sentences.map(({ speaker, startMs, endMs, text }, index) => ({
		...{ index, speakerId: ids.get(speaker) ?? '', startMs, endMs, text },
	}));
}

/** JSON in which the order of the keys, which stores change, makes no difference. */
function canonical(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) =>
		inner !== null && typeof inner === 'object' && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
			: inner,
	);
}
