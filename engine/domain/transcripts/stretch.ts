/** What every format is read into: who said what, from when to when. */
import type { TranscriptFormat } from '../../contract/transcript.ts';

/** What one speaker says at a time, as the file gives it: a voice of a cue, or a turn. */
export type Stretch = {
	/** Undefined where the file names nobody. */
	speaker?: string;
	text: string;
	/** From the start of the call, ms; undefined where the file does not say. */
	startMs?: number;
	endMs?: number;
};

export type ReadFile = {
	format: TranscriptFormat;
	stretches: Stretch[];
	/** True where a stretch may be a part of a sentence that goes on in the next one: captions are cut to fit a screen. */
	cut: boolean;
	/** As the file says, in its own words. */
	language?: string;
	/** Lines above the first speaker that were left out. */
	headingLines: number;
};

/** More are no call: 50,000 sentences, said one word at a time. Bounds the memory that reading takes. */
export const MOST_STRETCHES = 500_000;
