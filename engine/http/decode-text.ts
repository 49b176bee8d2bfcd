/** Text of a file that somebody sent: UTF-8 or UTF-16, and surely text. */
import { TerminalError } from '../errors.ts';

/** Files that are no text, by the bytes they begin with (after `skip` others). */
const SIGNATURES: { bytes: number[]; skip?: number; what: string }[] = [
	{ bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a ZIP archive, such as a .docx is' },
	{ bytes: [0x66, 0x74, 0x79, 0x70], skip: 4, what: 'a video or sound file (MP4)' },
	{ bytes: [0x25, 0x50, 0x44, 0x46, 0x2d], what: 'a PDF' },
	{ bytes: [0x1f, 0x8b], what: 'compressed (gzip)' },
	{ bytes: [0x1a, 0x45, 0xdf, 0xa3], what: 'a video file (WebM, Matroska)' },
	{ bytes: [0x52, 0x49, 0x46, 0x46], what: 'a sound or video file (WAV, AVI)' },
	{ bytes: [0x49, 0x44, 0x33], what: 'a sound file (MP3)' },
	{ bytes: [0x4f, 0x67, 0x67, 0x53], what: 'a sound file (Ogg)' },
	{ bytes: [0x89, 0x50, 0x4e, 0x47], what: 'an image (PNG)' },
	{ bytes: [0xff, 0xd8, 0xff], what: 'an image (JPEG)' },
	{ bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Office document' },
];

const NAMES_OF_UTF8 = /^(?:utf-?8|us-ascii)$/i;
const NAMES_OF_UTF16 = /^utf-?16(?:le|be)?$/i;

/** Latin-1 leaves these bytes free, Windows-1252 uses them for quotes and dashes. */
const WINDOWS_1252 = { from: 0x80, to: 0x9f };

/**
 * A byte order mark goes before the `charset` that the content type names, and is taken off. Throws
 * `transcript-format-unknown` for what is no text, `transcript-encoding` for another encoding, with its name where it
 * can be told, and `text-not-valid` for NUL bytes and broken UTF-16.
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined): string {
	const strange = SIGNATURES.find(({ bytes: signature, skip = 0 }) =>
		signature.every((byte, at) => bytes[skip + at] === byte),
	);
	if (strange) throw new TerminalError('transcript-format-unknown', `The file is ${strange.what}, not a transcript.`);
	const marked = markOf(bytes);
	if (!marked && charset !== undefined && !NAMES_OF_UTF8.test(charset)) throw refused(charset);
	const text = marked ? decodeUtf16(bytes, marked) : decodeUtf8(bytes);
	const nul = text.indexOf('\0');
	if (nul >= 0) throw holdsNul(text, nul);
	return text;
}

/** Of UTF-16 in European letters half of the bytes are NUL. */
const SHARE_OF_NUL = 0.3;

function holdsNul(text: string, at: number): TerminalError {
	if (text.split('\0').length > SHARE_OF_NUL * text.length) {
		return new TerminalError('transcript-encoding', 'The transcript is UTF-16 without a byte order mark.');
	}
	const message = `The transcript holds a NUL byte in line ${lineAt(text, at)}.`;
	return new TerminalError('text-not-valid', message);
}

function markOf([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
	if (first === 0xff && second === 0xfe) return 'utf-16le';
	return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function refused(charset: string): TerminalError {
	const hint = NAMES_OF_UTF16.test(charset) ? ' without a byte order mark' : '';
	return new TerminalError('transcript-encoding', `The charset ${charset.slice(0, 40)}${hint} is not supported.`);
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch (error) {
		throw new TerminalError('text-not-valid', 'The transcript is broken UTF-16.', { cause: error });
	}
}

function decodeUtf8(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch (error) {
		const latin1 = new TextDecoder('latin1').decode(bytes);
		const nul = latin1.indexOf('\0');
		if (nul >= 0) throw holdsNul(latin1, nul);
		const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
		const at = firstDifference(bytes, new TextEncoder().encode(lenient));
		const byte = bytes[at] ?? 0;
		const name = byte >= WINDOWS_1252.from && byte <= WINDOWS_1252.to ? 'Windows-1252' : 'Latin-1 or Windows-1252';
		const line = lineAt(latin1, at);
		const where = `line ${line} holds the byte 0x${byte.toString(16)}, as ${name} would`;
		throw new TerminalError('transcript-encoding', `The transcript is not UTF-8: ${where}.`, {
			cause: error,
			details: { line },
		});
	}
}

function firstDifference(one: Uint8Array, other: Uint8Array): number {
	let at = 0;
	while (at < one.length && one[at] === other[at]) at += 1;
	return at;
}

/** From 1. */
function lineAt(text: string, position: number): number {
	return text.slice(0, position).split(/\r\n|\n|\r/).length;
}
