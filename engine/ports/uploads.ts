/** Transcripts that people bring, in whatever format. Implemented by engine/domain/transcripts. */
import type { TranscriptQuery, TranscriptUpload, UploadedTranscript } from '../contract/transcript.ts';

export type Upload = {
	/** Text of a file, or the contract's JSON. */
	transcript: string | TranscriptUpload;
	/** Without parameters, in lower case. */
	contentType: string;
	facts: TranscriptQuery;
};

export type Uploads = {
	/**
	 * Keeps the transcript and its call; the same transcript is kept once. Throws `transcript-format-unknown`,
	 * `transcript-not-valid`, `transcript-empty`, `call-too-long`, and `bad-request` for a rep who is not in it; then
	 * nothing is kept.
	 */
	add(tenant: string, upload: Upload): Promise<UploadedTranscript>;
};
