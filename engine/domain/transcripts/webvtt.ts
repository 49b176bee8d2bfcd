/** WebVTT (W3C), as Zoom, Teams and caption tools write it. */
import { stretchesOfCues } from './captions.ts';
import { readCues } from './cues.ts';
import { linesOf } from './lines.ts';
import { notValid } from './refusals.ts';
import type { ReadFile } from './stretch.ts';

const SIGNATURE = /^WEBVTT(?:[ \t]|$)/;

export function isWebVtt(text: string): boolean {
	return SIGNATURE.test(text.slice(0, 7).replace(/[\r\n]/g, ' '));
}

/** Notes, styles and regions are left out. Throws `transcript-not-valid`, `call-too-long`. */
export function readWebVtt(text: string): ReadFile {
	const lines = linesOf(text);
	if (!SIGNATURE.test(lines[0] ?? '')) throw notValid(1, 'is not the word WEBVTT with which a WebVTT file begins');
	const blank = lines.findIndex((line) => line.trim() === '' || line.includes('-->'));
	const header = blank < 0 ? lines : lines.slice(0, blank);
	const language = header.map((line) => /^Language:\s*([A-Za-z]{2,3})\b/.exec(line)?.[1]).find((found) => found);
	const cues = readCues(lines, header.length, true);
	return { format: 'webvtt', stretches: stretchesOfCues(cues), cut: true, language, headingLines: 0 };
}
