/** Reads a transcript of any format that is taken. */
import type { TranscriptFormat, TranscriptUpload } from '../../contract/transcript.ts';
import { TerminalError } from '../../errors.ts';
import { readContractJson } from './contract-json.ts';
import { detectFormat, type Named } from './detect-format.ts';
import { readPlainText } from './plain-text.ts';
import { readSrt } from './srt.ts';
import type { ReadFile } from './stretch.ts';
import { type Spoken, toSentences } from './to-sentences.ts';
import { readWebVtt } from './webvtt.ts';

export type TextReader = (text: string) => ReadFile;

const READERS: Record<Exclude<TranscriptFormat, 'json'>, TextReader> = {
	webvtt: readWebVtt,
	srt: readSrt,
	text: readPlainText,
};

export type ReadTranscript = Spoken & Omit<ReadFile, 'stretches' | 'cut'>;

/**
 * Throws `transcript-format-unknown`, `transcript-not-valid` (with the line), `transcript-empty` and `call-too-long`. The
 * time it takes grows with the length of the text, whatever the text.
 */
export function readTranscript(body: string | TranscriptUpload, named: Named): ReadTranscript {
	if (typeof body === 'string' && body.trim() === '') throw new TerminalError('transcript-empty');
	const { stretches, cut, ...file } =
		typeof body === 'string' ? READERS[detectFormat(body, named)](body) : readContractJson(body);
	const spoken = toSentences({ stretches, cut });
	if (spoken.sentences.length === 0) throw new TerminalError('transcript-empty');
	return { ...file, ...spoken };
}
