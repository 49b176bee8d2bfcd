/** SubRip (SRT): counter, times with a comma, text. */
import { stretchesOfCues } from './captions.ts';
import { readCues } from './cues.ts';
import { linesOf } from './lines.ts';
import type { ReadFile } from './stretch.ts';

/** Throws `transcript-not-valid`, `call-too-long`. */
export function readSrt(text: string): ReadFile {
	const cues = readCues(linesOf(text), 0, false);
	return { format: 'srt', stretches: stretchesOfCues(cues), cut: true, headingLines: 0 };
}
