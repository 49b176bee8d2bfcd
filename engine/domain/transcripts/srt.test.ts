import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { readTranscript } from './read-transcript.ts';

const read = (text: string, named = {}) =>
	readTranscript(text, named).sentences.map(
		({ startMs, endMs, speaker, text: said }) => `${startMs}-${endMs} ${speaker ?? '?'}: ${said}`,
	);

describe('SRT', () => {
	verifies('transcripts.formats');

	it('has counters, a comma in its times, and markup of its own', () => {
		const text = [
			'1',
			'00:00:00,638 --> 00:00:01,198',
			'Спикер №1: Доброе утро.',
			'',
			'2',
			'00:00:01,279 --> 00:00:02,880 X1:0 X2:9',
			'{\\an8}<i>Прошу</i> <font color="red">сюда</font>.',
			'',
			'3',
			'00:00:04,279 --> 00:00:05,880',
			'Спикер №2: 2025',
			'',
		];
		const expected = [
			'638-1198 Спикер №1: Доброе утро.',
			'1279-2880 Спикер №1: Прошу сюда.',
			'4279-5880 Спикер №2: 2025',
		];
		expect(read(text.join('\n'))).toEqual(expected);
		// Mixed ends of lines, no blank lines, blanks at the ends of lines.
		expect(read(text.filter((line) => line !== '').join(' \r\n'))).toEqual(expected);
		expect(read(text.map((line, at) => line + ['\n', '\r\n', '\r'][at % 3]).join(''))).toEqual(expected);
	});

	it('is known by its content type, its name or its first times', () => {
		const text = '00:00:00,000 --> 00:00:01,000\nHello.';
		expect(readTranscript(text, { contentType: 'application/x-subrip' }).format).toBe('srt');
		expect(readTranscript(text, { contentType: 'text/plain', file: 'Call.SRT' }).format).toBe('srt');
		expect(readTranscript(text, { contentType: 'application/octet-stream', file: 'call.txt' }).format).toBe('srt');
	});

	it('holds arrows and the words of WebVTT as text', () => {
		verifies('transcripts.other-words');
		const text = '1\n00:00:00,000 --> 00:00:01,000\nNOTE\nA --> B\nSTYLE\n';
		expect(read(text)).toEqual(['0-1000 ?: NOTE A --> B STYLE']);
	});

	it('is refused with the line of bad times', () => {
		verifies('transcripts.bad-input');
		const cue = (times: string) => () => read(`1\n00:00:01,000 --> 00:00:02,000\nHi.\n\n2\n${times}\nHello.`);
		for (const times of [
			'00:00:03,000 --> 00:00:02,500',
			'-00:00:01,000 --> 00:00:02,000',
			'00:00:00,000 --> 00:00:00,500',
		]) {
			expect(cue(times)).toThrow(expect.objectContaining({ code: 'transcript-not-valid', details: { line: 6 } }));
		}
	});
});
