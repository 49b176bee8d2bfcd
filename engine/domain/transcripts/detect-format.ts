/** Which format a transcript has: by content type, then by the name of the file, then by what stands in it. */
import type { TranscriptFormat } from '../../contract/transcript.ts';
import { TerminalError } from '../../errors.ts';
import { isWebVtt } from './webvtt.ts';

export type Named = {
	/** Without parameters, in lower case. */
	contentType?: string;
	/** Name of the file. */
	file?: string;
};

type TextFormat = Exclude<TranscriptFormat, 'json'>;

/** Types that say nothing more than "text" or "bytes" are left to the name and the content. */
const TYPES: Record<string, TextFormat> = {
	'text/vtt': 'webvtt',
	'application/x-subrip': 'srt',
	'text/srt': 'srt',
};

const ENDINGS: Record<string, TextFormat> = { vtt: 'webvtt', srt: 'srt' };

/** What people send instead of a transcript, by its beginning. */
const STRANGERS: [RegExp, string][] = [
	[/^\s*(?:<!--[^>]{0,200}-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i, 'an HTML page'],
	[/^\s*<(?:\?xml|tt\b)/i, 'an XML file'],
	[/^\{\\rtf/, 'an RTF document'],
	[/^\s*(?:\{\s*"|\{\s*\}|\[\s*[{"\]])/, 'JSON: send it as application/json, in the form of the contract'],
];

/** A line of times as SRT has it. */
const SRT_TIMES = /^[ \t]*\d{1,3}:\d{1,2}:\d{1,2}[,.]\d{1,3}[ \t]*-->/m;

/** The beginning is enough to tell. */
const EXAMINED = 10_000;

/** Throws `transcript-format-unknown` for what is no transcript, whatever it is called. */
export function detectFormat(text: string, { contentType = '', file = '' }: Named): TextFormat {
	const beginning = text.slice(0, EXAMINED);
	for (const [pattern, what] of STRANGERS) {
		if (pattern.test(beginning)) throw new TerminalError('transcript-format-unknown', `The file is ${what}.`);
	}
	const ending = /\.(\w{1,5})$/.exec(file.trim())?.[1]?.toLowerCase() ?? '';
	const named = TYPES[contentType] ?? ENDINGS[ending];
	if (named) return named;
	if (isWebVtt(beginning)) return 'webvtt';
	return SRT_TIMES.test(beginning) ? 'srt' : 'text';
}
