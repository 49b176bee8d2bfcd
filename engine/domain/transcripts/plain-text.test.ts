import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { readTranscript } from './read-transcript.ts';

const all = (lines: string[]) => readTranscript(lines.join('\n'), { contentType: 'text/plain' });

/** `start-end speaker: text` for each sentence; without times only `speaker: text`. */
const read = (...lines: string[]) => {
	const { sentences, times } = all(lines);
	return sentences.map(({ startMs, endMs, speaker = '?', text }) =>
		times === 'none' ? `${speaker}: ${text}` : `${startMs}-${endMs} ${speaker}: ${text}`,
	);
};

const SECONDS = ['0-2000 Ann Lee: Hello there.', '5000-5400 Bob: Hi.'];

describe('plain text with times', () => {
	verifies('transcripts.formats');

	// Two words take at most 2 s, the last word 0.4 s.
	it.each([
		['before the name, in brackets', ['[00:00] Ann Lee: Hello there.', '', '[00:00:05] Bob: Hi.']],
		['before the name, bare', ['0:00 Ann Lee: Hello there.', '0:05 Bob: Hi.']],
		['after the name', ['Ann Lee (0:00): Hello there.', 'Bob (0:00:05): Hi.']],
		['after the name, in square brackets', ['Ann Lee [0:00]: Hello there.', 'Bob [00:00:05.000]: Hi.']],
		['after the name, text below', ['Ann Lee  0:00', 'Hello there.', '', 'Bob  0:05', 'Hi.']],
		['after the name, text below the colon', ['Ann Lee (00:00):', 'Hello there.', 'Bob (00:05):', 'Hi.']],
		['before the name, text below', ['0:00 - Ann Lee', '  Hello there.', '0:05 - Bob', '  Hi.']],
		['after the name, behind a line', ['Ann Lee | 00:00', 'Hello there.', 'Bob | 00:05', 'Hi.']],
		['in columns', ['Ann Lee\t00:00:00\tHello there.', 'Bob    00:00:05    Hi.']],
		['between name and text', ['**Ann Lee:** [00:00:00] Hello there.', '**Bob:** [00:00:05] Hi.']],
		['above the turn', ['00:00', 'Ann Lee: Hello there.', '00:05', 'Bob: Hi.']],
		['of the day', ['[Ann Lee] 10:03:22', 'Hello there.', '[Bob] 10:03:27', 'Hi.']],
	])('%s', (_, lines) => {
		expect(read(...lines)).toEqual(SECONDS);
		expect(all(lines).times).toBe('starts');
	});

	it('takes ends where each turn has one', () => {
		const lines = ['[0:00 - 0:03] Ann: Hello there.', '(0:02 - 0:04) Bob: Hi.'];
		expect(read(...lines)).toEqual(['0-3000 Ann: Hello there.', '2000-4000 Bob: Hi.']);
		expect(all(lines).times).toBeUndefined();
	});

	it('ends a turn where the next one begins, at the latest', () => {
		expect(read('[0:00] Ann: One two three four five.', '[0:02] Bob: Hi.')[0]).toBe(
			'0-2000 Ann: One two three four five.',
		);
	});

	it('without names has one speaker whom nobody knows', () => {
		const expected = ['0-3000 ?: hello and welcome', '4000-5200 ?: to the show'];
		expect(read('0:00', 'hello and welcome', '0:04', 'to the show')).toEqual(expected);
		expect(read('0:00 hello and welcome', '0:04 to the show')).toEqual(expected);
	});

	it('goes on with the speaker where a time stands without a name', () => {
		expect(read('[0:00] Ann: One.', '[0:05] Two.', '[0:09] Bob: Three.')).toEqual([
			'0-1000 Ann: One.',
			'5000-6000 Ann: Two.',
			'9000-9400 Bob: Three.',
		]);
	});

	it('keeps what only looks like a name or a time in what was said', () => {
		verifies('transcripts.other-words');
		const lines = ['Ann Lee  0:00', 'Note: we meet', 'Monday 10:30', '10:45 works too', 'Bob  0:30', 'Really: yes.'];
		expect(read(...lines)).toEqual([
			'0-8000 Ann Lee: Note: we meet Monday 10:30 10:45 works too',
			'30000-30800 Bob: Really: yes.',
		]);
	});
});

describe('plain text without times', () => {
	verifies('transcripts.formats');

	it('has a name and a colon before each turn, and turns of several lines', () => {
		const lines = ['Ann Lee: Hello there.', 'How are you?', '', 'bob@acme.example: Fine.', '', 'SPEAKER_00: Good.'];
		expect(read(...lines)).toEqual([
			'Ann Lee: Hello there.',
			'Ann Lee: How are you?',
			'bob@acme.example: Fine.',
			'SPEAKER_00: Good.',
		]);
	});

	it('may have a name on a line of its own, in lower case, or in another script', () => {
		expect(read('ann:', 'hi', 'bob:', 'hey', 'ann: bye')).toEqual(['ann: hi', 'bob: hey', 'ann: bye']);
		expect(read('田中：こんにちは。元気ですか？', '佐藤：はい。')).toEqual([
			'田中: こんにちは。',
			'田中: 元気ですか？',
			'佐藤: はい。',
		]);
	});

	it('is marked, and has no time at all', () => {
		verifies('transcripts.untimed');
		const { times, sentences } = all(['Ann: One. Two.', 'Bob: Three.']);
		expect(times).toBe('none');
		expect(sentences.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
			[0, 0],
			[0, 0],
			[0, 0],
		]);
	});

	it('is what a text is whose times are not those of every turn', () => {
		verifies('transcripts.untimed');
		const meet = ['Sync - Transcript', '00:00:00', 'Ann Lee: Hello.', 'Bob: Hi.', '00:05:00', 'Ann Lee: Bye.'];
		expect(read(...meet)).toEqual(['Ann Lee: Hello.', 'Bob: Hi.', 'Ann Lee: Bye.']);
	});

	it('leaves out and counts the lines above the first turn, and what a tool writes below the last', () => {
		const lines = [
			'Weekly call with Acme',
			'Date: 2026-11-20',
			'Attendees: Ann, Bob',
			'',
			'Ann: Hi.',
			'Bob: Ok.',
			'',
			'Transcribed by https://otter.ai',
		];
		expect(read(...lines)).toEqual(['Ann: Hi.', 'Bob: Ok.']);
		expect(all(lines).headingLines).toBe(3);
	});

	it('keeps what only looks like a name or a time in what was said', () => {
		verifies('transcripts.other-words');
		const lines = [
			'Ann: We have this.',
			'There is one more thing: the price.',
			'See https://a.example/b at 10:30',
			'Monday 10:30',
			'Bob: Ok.',
		];
		expect(read(...lines)).toEqual([
			'Ann: We have this.',
			'Ann: There is one more thing: the price.',
			'Ann: See https://a.example/b at 10:30 Monday 10:30',
			'Bob: Ok.',
		]);
		expect(read('Ann: <script>alert(1)</script> &amp; {\\an8}')).toEqual([
			'Ann: <script>alert(1)</script> &amp; {\\an8}',
		]);
	});
});

describe('a text that is no transcript', () => {
	verifies('transcripts.bad-input');
	const refused =
		(...lines: string[]) =>
		() =>
			read(...lines);

	it('is refused', () => {
		const unknown = expect.objectContaining({ code: 'transcript-format-unknown' });
		expect(refused('This is a letter.', 'It says one thing: nobody speaks.')).toThrow(unknown);
		expect(refused('name,age', 'ann,3')).toThrow(unknown);
		expect(refused('{"name": "ann"}')).toThrow(unknown);
		expect(refused('\n <!DOCTYPE html>', '<html lang="en">')).toThrow(unknown);
		expect(refused('<?xml version="1.0"?>', '<tt>Ann: Hi.</tt>')).toThrow(unknown);
		expect(refused('{\\rtf1\\ansi Ann: Hi.}')).toThrow(unknown);
		expect(refused(...Array.from({ length: 40 }, () => 'A long letter'), 'Ann: Hi.', 'Bob: Hi.')).toThrow(unknown);
		for (const empty of ['', ' \n\t\n', '\u00a0']) {
			expect(refused(empty)).toThrow(expect.objectContaining({ code: 'transcript-empty' }));
		}
	});

	it('is refused with its line where times run backward', () => {
		const at = (line: number) => expect.objectContaining({ code: 'transcript-not-valid', details: { line } });
		expect(refused('[0:10] Ann: One.', '', '[0:05] Bob: Two.')).toThrow(at(3));
		expect(refused('[0:10 - 0:09] Ann: One.')).toThrow(at(1));
	});
});
