import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import { readTranscript } from './read-transcript.ts';

/** `start-end speaker: text` for each sentence. */
const read = (text: string) =>
	readTranscript(text, { contentType: 'text/vtt' }).sentences.map(
		({ startMs, endMs, speaker, text: said }) => `${startMs}-${endMs} ${speaker ?? '?'}: ${said}`,
	);

const codeOf = (text: string): unknown => {
	try {
		return read(text);
	} catch (error) {
		const { code, details } = error as { code: string; details?: { line?: number } };
		return details?.line === undefined ? code : [code, details.line];
	}
};

describe('WebVTT', () => {
	verifies('transcripts.formats');

	it('of Zoom has names before the text, and sentences over several cues', () => {
		const zoom = [
			'WEBVTT',
			'',
			'1',
			'00:00:03.120 --> 00:00:06.480',
			'Ann Lee: So I think we should',
			'',
			'2',
			'00:00:06.500 --> 00:00:08.480',
			'Ann Lee: talk about the price. Is that ok?',
			'',
			'3',
			'00:00:09.000 --> 00:00:10.000',
			"Bob O'Neil: Yes: sure.",
			'',
		];
		// The second cue has 32 characters for 1,980 ms, 21 of them before its first full stop.
		const expected = [
			'3120-7799 Ann Lee: So I think we should talk about the price.',
			'7799-8480 Ann Lee: Is that ok?',
			"9000-10000 Bob O'Neil: Yes: sure.",
		];
		expect(read(zoom.join('\n'))).toEqual(expected);
		expect(read(zoom.join('\r\n'))).toEqual(expected);
		expect(read(zoom.join('\r'))).toEqual(expected);
	});

	it('of Teams has voice tags, identifiers, several voices in a cue and hours left out', () => {
		const teams = [
			'WEBVTT',
			'',
			'0df3a2c1-77/12-0',
			'00:00.000 --> 00:04.000',
			'<v Lee, Ann (Guest)>Hello.</v>',
			'',
			'0df3a2c1-77/13-0',
			'0:0:4.0 --> 0:0:5.000',
			'<v.loud Bob>Hello!</v> <v Lee, Ann (Guest)>Bye.',
		];
		expect(read(teams.join('\n'))).toEqual([
			'0-4000 Lee, Ann (Guest): Hello.',
			'4000-4600 Bob: Hello!',
			'4600-5000 Lee, Ann (Guest): Bye.',
		]);
	});

	it('leaves out header, notes, styles, regions and cue settings', () => {
		const text = [
			'WEBVTT - A call with arrows',
			'Kind: captions',
			'Language: de-DE',
			'',
			'STYLE',
			'::cue { color: red }',
			'',
			'REGION',
			'id:fred',
			'',
			'NOTE Ann: this is',
			'no speech',
			'',
			'00:00.000 --> 00:01.000 align:start position:10%,line-left',
			'Ann: First.',
			'',
			'NOTE',
			'Bob: neither is this',
			'',
			'00:01.000 --> 00:02.000',
			'Ann: NOTE this.',
		];
		expect(read(text.join('\n'))).toEqual(['0-1000 Ann: First.', '1000-2000 Ann: NOTE this.']);
		expect(readTranscript(text.join('\n'), {}).language).toBe('de');
	});

	it('without any name has one speaker whom nobody knows', () => {
		const text = 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n\n00:01.000 --> 00:02.000\nHow are you?\n';
		expect(read(text)).toEqual(['0-1000 ?: Hello.', '1000-2000 ?: How are you?']);
	});

	it('names a speaker only when it changes, where the first cue has a name', () => {
		const lines = [
			'Ann: Morning.',
			'Sit down.',
			'One thing: the price.',
			'Bob Day: Yes.',
			'Right.',
			'Ann: Good.',
			'Bye.',
		];
		const cues = lines.map((line, at) => `00:0${at}.000 --> 00:0${at + 1}.000\n${line}\n`);
		expect(read(`WEBVTT\n\n${cues.join('\n')}`).map((line) => line.split(' ').slice(1).join(' '))).toEqual([
			'Ann: Morning.',
			'Ann: Sit down.',
			'Ann: One thing: the price.',
			'Bob Day: Yes.',
			'Bob Day: Right.',
			'Ann: Good.',
			'Ann: Bye.',
		]);
	});

	it('keeps what stands below a blank line, or directly above the next cue', () => {
		const text = 'WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ann>One\n\ntwo.\n2\n00:01.000 --> 00:02.000\n<v Bob>Three.';
		expect(read(text)).toEqual(['0-1000 Ann: One two.', '1000-2000 Bob: Three.']);
	});

	it('takes times that overlap', () => {
		const text =
			'WEBVTT\n\n00:01.000 --> 00:09.000\n<v Ann>Long.\n\n00:02.000 --> 00:03.000\n<v Bob>Short.\n\n00:00.500 --> 00:04.000\n<v Carl>Early.';
		expect(read(text)).toEqual(['500-4000 Carl: Early.', '1000-9000 Ann: Long.', '2000-3000 Bob: Short.']);
	});
});

describe('what stands before a colon', () => {
	verifies('transcripts.other-words');
	const speakers = (...lines: string[]) => {
		const cues = lines.map((line, at) => `00:${10 + at}.000 --> 00:${11 + at}.000\n${line}.\n`);
		return readTranscript(`WEBVTT\n\n${cues.join('\n')}`, {}).sentences.map(({ speaker = '?' }) => speaker);
	};

	it('is no name where captions do not begin with one', () => {
		const lines = ['Hello', 'Question: why', 'Because', 'Yes', 'Question: how', 'New York: far', 'I see', 'Bye'];
		expect(new Set(speakers(...lines))).toEqual(new Set(['?']));
	});

	it('is a name where at least half of the captions begin with one', () => {
		expect(speakers('Music', 'Ann: Hi', 'Bob: Hi', 'Hello')).toEqual(['?', 'Ann', 'Bob', 'Bob']);
		expect(speakers('Music', 'Ann: Hi', 'Nice', 'Hello', 'Bye')).toEqual(['?', '?', '?', '?', '?']);
	});

	it('is no name where voices are tagged', () => {
		expect(speakers('<v Ann>Bob: Hi', '<v Ann>Carl: Hi')).toEqual(['Ann', 'Ann']);
	});

	it('is a name with capitals, a role, an address or in any script, and no sentence', () => {
		const names = [
			'Ann de la Cruz',
			"Chris d'Angelo (Leader of the band)",
			'ann@a.example',
			'Dr. J. Lee',
			'田中',
			'Спикер №1',
		];
		expect(speakers(...names.map((name) => `${name}: Hi`))).toEqual(names);
		const others = ['We have one thing', 'Right. Ann', 'What?! Ann', '10:30', '12', 'https', 'A B C D E F G', '<v'];
		expect(new Set(speakers(...others.map((other) => `${other}: hi`).with(5, 'https://a.example')))).toEqual(
			new Set(['?']),
		);
	});
});

describe('markup', () => {
	verifies('transcripts.other-words');

	it('that WebVTT knows is taken off, and any other is what was said', () => {
		const cue = (text: string) =>
			read(`WEBVTT\n\n00:00.000 --> 00:01.000\n${text}`)[0]?.split(': ').slice(1).join(': ');
		expect(cue('<b>So</b> <c.yellow.bg_blue>we</c> <00:00:00.500><i>go</i>')).toBe('So we go');
		expect(cue('<script>alert(1)</script>')).toBe('<script>alert(1)</script>');
		expect(cue('5 < 6 and a<b and <v')).toBe('5 < 6 and a<b and <v');
		expect(cue('&lt;script&gt; R&amp;D &#8364;5 &#x1F600;&nbsp;&rlm;ok &bogus; &#0; &#xD800;')).toBe(
			'<script> R&D €5 😀 ok &bogus; &#0; &#xD800;',
		);
	});

	it('in a name is a name', () => {
		expect(read('WEBVTT\n\n00:00.000 --> 00:01.000\n<v R&amp;D &lt;Ann&gt;>Hi.')).toEqual(['0-1000 R&D <Ann>: Hi.']);
	});
});

describe('WebVTT that cannot be read', () => {
	verifies('transcripts.bad-input');
	const cue = (times: string) => codeOf(`WEBVTT\n\nNOTE x\n\n${times}\nHello.`);

	it('is refused with its line', () => {
		expect(codeOf('Hello.\n')).toEqual(['transcript-not-valid', 1]);
		expect(cue('-00:01.000 --> 00:02.000')).toEqual(['transcript-not-valid', 5]);
		expect(cue('00:01.000 --> -00:02.000')).toEqual(['transcript-not-valid', 5]);
		expect(cue('00:03.000 --> 00:02.000')).toEqual(['transcript-not-valid', 5]);
		expect(cue('00:61.000 --> 00:62.000')).toEqual(['transcript-not-valid', 5]);
		expect(cue('999:00:00.000 --> 999:00:01.000')).toEqual(['transcript-not-valid', 5]);
		expect(cue('00:01.000 -->')).toEqual(['transcript-not-valid', 5]);
		expect(cue(`00:01.000 --> 00:02.000\n${'x'.repeat(100_001)}`)).toEqual(['transcript-not-valid', 6]);
	});

	it('is refused where its times run backward', () => {
		const text = 'WEBVTT\n\n00:03.000 --> 00:04.000\nOne.\n\n00:01.000 --> 00:02.000\nTwo.';
		expect(codeOf(text)).toEqual(['transcript-not-valid', 6]);
	});

	it('is refused where it holds no word', () => {
		for (const text of ['WEBVTT', 'WEBVTT\n\n', 'WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ann></v>\n', 'WEBVTT\n\nNOTE x'])
			expect(codeOf(text)).toBe('transcript-empty');
	});
});
