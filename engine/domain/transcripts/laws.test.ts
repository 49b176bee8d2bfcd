/** What holds for every text and every talk. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../../test/verifies.ts';
import { TerminalError } from '../../errors.ts';
import type { Named } from './detect-format.ts';
import { type ReadTranscript, readTranscript } from './read-transcript.ts';
import type { SpokenSentence } from './to-sentences.ts';

const NAMED: Named[] = [
	{},
	{ contentType: 'text/vtt' },
	{ contentType: 'application/x-subrip' },
	{ contentType: 'text/plain', file: 'call.txt' },
	{ file: 'call.vtt' },
];

/** What the formats are made of, and what may stand in their way. */
const pieces = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.constantFrom('\n', '\r\n', '\r', '\n\n', ' ', '\t', ': ', '-->', ' --> ', '.', '? ', ','),
	},
	{
		weight: 4,
		arbitrary: fc.constantFrom(
			'WEBVTT',
			'NOTE',
			'STYLE',
			'1',
			'00:00:01,000',
			'00:02.000',
			'0:05',
			'-1:00.000',
			'99:99',
		),
	},
	{
		weight: 4,
		arbitrary: fc.constantFrom(
			'Ann',
			'Bob Lee',
			'Ann: ',
			'[0:07] ',
			'(0:09)',
			'**',
			'<v Ann>',
			'</v>',
			'<b>',
			'<',
			'&lt;',
			'&#xD800;',
		),
	},
	{ weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
	{
		weight: 1,
		arbitrary: fc.constantFrom('{"', '<html>', '\0', '\ud800', '\u2028', '\ufeff', 'x'.repeat(100_001), '。', '「'),
	},
);
const texts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));

function expectSound({ sentences, times }: ReadTranscript): void {
	let before = 0;
	for (const { startMs, endMs, text } of sentences) {
		expect(text.trim()).not.toBe('');
		expect(startMs).toBeGreaterThanOrEqual(before);
		expect(endMs).toBeGreaterThanOrEqual(startMs);
		if (times === 'none') expect(endMs).toBe(0);
		before = startMs;
	}
}

describe('any text', () => {
	verifies('transcripts.any-text');

	it('is read, or refused as the table of errors says', () => {
		fc.assert(
			fc.property(texts, fc.constantFrom(...NAMED), (text, named) => {
				try {
					const read = readTranscript(text, named);
					expectSound(read);
					expect(readTranscript(text, named)).toEqual(read);
				} catch (error) {
					if (!(error instanceof TerminalError)) throw error;
					expect(error.code).toMatch(/^transcript-(empty|not-valid|format-unknown)$/);
				}
			}),
			{ numRuns: 1_500 },
		);
	});

	// The longest line that is taken, and many short ones: each would take minutes where the time grew with the square.
	const bodies = (unit: string) => [unit.repeat(99_000 / unit.length), `${unit.repeat(3)}\n`.repeat(20_000)];
	const units = [
		'<',
		'<a',
		'<v ',
		'&',
		'&am',
		'.',
		'. ',
		'…',
		' ',
		'\t',
		':',
		'A: ',
		'1',
		'0:00 ',
		'[',
		'[0:00',
		'(',
		'-->',
		'*',
		'{\\an8}',
		'"',
		'。',
		'."',
		'<v A>x',
		'Aa ',
		'a.',
		'\u0301',
		'😀',
	];

	it.each(units)('made of %j alone ends', (unit) => {
		for (const head of ['Ann: ', 'WEBVTT\n\n00:00.000 --> 00:01.000\n', '1\n00:00:00,000 --> 00:00:01,000\n']) {
			for (const body of bodies(unit)) {
				try {
					readTranscript(head + body, {});
				} catch (error) {
					expect(error).toBeInstanceOf(TerminalError);
				}
			}
		}
	});

	it('of a million tiny cues is refused, and of twenty thousand is read', () => {
		const cues = (count: number) => `WEBVTT\n${'\n00:01.000 --> 00:01.001\na\n'.repeat(count)}`;
		expect(() => readTranscript(cues(1_000_000), {})).toThrow(TerminalError);
		const { sentences } = readTranscript(cues(20_000), {});
		expect(sentences.map(({ text }) => text.replaceAll(' ', '')).join('')).toBe('a'.repeat(20_000));
	});
});

type Cue = { speaker: string; startMs: number; endMs: number; text: string };

const names = fc.constantFrom('Ann Lee', "Bob O'Neil", 'Lee, Carl', 'SPEAKER_00', '田中', 'Zoë (Acme)');
const words = fc.constantFrom(
	'so',
	'I',
	'think',
	'Dr.',
	'price',
	'R&D',
	'<5',
	'No.',
	'5',
	'is',
	'that',
	'ok?',
	'Yes!',
	'e.g.',
	'well...',
	'“Right.”',
	'元気。',
);
const cue = fc.record({
	speaker: names,
	/** From the start of the cue before; shorter than it where they overlap. */
	after: fc.integer({ min: 0, max: 4_000 }),
	length: fc.integer({ min: 0, max: 5_000 }),
	text: fc.array(words, { minLength: 1, maxLength: 25 }).map((parts) => parts.join(' ')),
});
const talks = fc.array(cue, { minLength: 1, maxLength: 30 }).map((list): Cue[] => {
	let startMs = 0;
	return list.map(({ speaker, after, length, text }) => {
		startMs += after;
		return { speaker, startMs, endMs: startMs + length, text };
	});
});

function time(ms: number, point: string): string {
	const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
	return `${part(ms / 3_600_000)}:${part((ms / 60_000) % 60)}:${part((ms / 1_000) % 60)}${point}${part(ms % 1_000, 3)}`;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function asWebVtt(sentences: readonly SpokenSentence[]): string {
	const cues = sentences.map(
		({ speaker = '', startMs, endMs, text }) =>
			`${time(startMs, '.')} --> ${time(endMs, '.')}\n<v ${escaped(speaker)}>${escaped(text)}</v>\n`,
	);
	return `WEBVTT\n\n${cues.join('\n')}`;
}

function asSrt(sentences: readonly SpokenSentence[]): string {
	return sentences
		.map(
			({ speaker, startMs, endMs, text }, at) =>
				`${at + 1}\r\n${time(startMs, ',')} --> ${time(endMs, ',')}\r\n${speaker}: ${escaped(text)}\r\n`,
		)
		.join('\r\n');
}

describe('any talk', () => {
	verifies('transcripts.one-call', 'transcripts.sentences');

	it('is the same sentences as WebVTT, as SRT, as JSON, and when these are read again', () => {
		fc.assert(
			fc.property(talks, (talk) => {
				const { sentences } = readTranscript(asWebVtt(talk), {});
				expect(readTranscript(asSrt(talk), {}).sentences).toEqual(sentences);
				expect(readTranscript(asWebVtt(sentences), {}).sentences).toEqual(sentences);
				expect(readTranscript(asSrt(sentences), {}).sentences).toEqual(sentences);
				const json = sentences.map(({ speaker = '', ...sentence }) => ({ speaker, ...sentence }));
				expect(readTranscript({ sentences: json }, {})).toMatchObject({ sentences, times: undefined });
			}),
			{ numRuns: 200 },
		);
	});

	it('keeps every word with its speaker, within the time in which it was said', () => {
		fc.assert(
			fc.property(talks, (talk) => {
				const { sentences } = readTranscript(asWebVtt(talk), {});
				const said = (list: readonly SpokenSentence[], name: string) =>
					list.flatMap(({ speaker, text }) => (speaker === name ? text.split(' ') : [])).sort();
				for (const name of new Set(talk.map(({ speaker }) => speaker))) {
					const parts = talk.map((one) => ({
						...one,
						text: one.text.replaceAll('。', '。 ').trim().replace(/ +/g, ' '),
					}));
					expect(said(sentences, name)).toEqual(said(parts, name));
				}
				expect(Math.min(...sentences.map(({ startMs }) => startMs))).toBe(talk[0]?.startMs);
				expect(Math.max(...sentences.map(({ endMs }) => endMs))).toBe(Math.max(...talk.map(({ endMs }) => endMs)));
			}),
			{ numRuns: 200 },
		);
	});
});
