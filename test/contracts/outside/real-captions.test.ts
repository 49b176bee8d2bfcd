/** Real calls, cut into captions as Zoom cuts them, come back as what was said. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { readTranscript } from '../../../engine/domain/transcripts/read-transcript.ts';
import { need, sharedFolder } from '../../need.ts';
import { verifies } from '../../verifies.ts';

type RawSentence = { start: number; end: number; text: string };
type RawTranscript = { transcript: { speakerId: string | null; sentences: RawSentence[] }[] };

const WORDS_A_CAPTION = 8;

function clock(ms: number): string {
	const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
	return `${part(ms / 3_600_000)}:${part((ms / 60_000) % 60)}:${part((ms / 1_000) % 60)}.${part(ms % 1_000, 3)}`;
}

type Said = { speaker: string; startMs: number; endMs: number; words: string[] };

function captionsOf({ startMs, endMs, words, speaker }: Said): string[] {
	const count = Math.ceil(words.length / WORDS_A_CAPTION);
	const at = (part: number) => clock(startMs + Math.floor(((endMs - startMs) * part) / count));
	return Array.from({ length: count }, (_, part) => {
		const text = words.slice(part * WORDS_A_CAPTION, (part + 1) * WORDS_A_CAPTION).join(' ');
		return `${at(part)} --> ${at(part + 1)}\n${speaker}: ${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}\n`;
	});
}

need('shared')('real calls as captions', () => {
	it('keep every word with its speaker, and most sentences whole', () => {
		verifies('transcripts.sentences');
		const file = readFileSync(join(sharedFolder, 'data/gong/transcripts.json'), 'utf8');
		const { callTranscripts } = JSON.parse(file) as { callTranscripts: RawTranscript[] };
		let [sentences, whole] = [0, 0];
		for (const { transcript } of callTranscripts) {
			const said = transcript
				.flatMap(({ speakerId, sentences: list }) =>
					list.map(({ start, end, text }): Said => {
						const words = text.split(/\s+/).filter((word) => word !== '');
						return { speaker: `Speaker ${speakerId}`, startMs: start, endMs: end, words };
					}),
				)
				.filter(({ startMs, endMs, words }) => words.length > 0 && startMs <= endMs)
				.sort((one, other) => one.startMs - other.startMs);
			if (said.length === 0) continue;
			const { sentences: read } = readTranscript(`WEBVTT\n\n${said.flatMap(captionsOf).join('\n')}`, {});
			const wordsOf = (list: { speaker?: string; text: string }[]) =>
				list.flatMap(({ speaker, text }) => text.split(' ').map((word) => `${speaker} ${word}`)).sort();
			const raw = said.map(({ speaker, words }) => ({ speaker, text: words.join(' ') }));
			expect(wordsOf(read)).toEqual(wordsOf(raw));
			const known = new Set(read.map(({ speaker, text }) => `${speaker} ${text}`));
			sentences += raw.length;
			whole += raw.filter(({ speaker, text }) => known.has(`${speaker} ${text}`)).length;
		}
		expect(sentences).toBeGreaterThan(1_000);
		expect(whole / sentences).toBeGreaterThan(0.9);
	});
});
