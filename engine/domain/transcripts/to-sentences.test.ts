import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { Stretch } from './stretch.ts';
import { toSentences } from './to-sentences.ts';

/** A stretch of Ann, from and to in ms. */
const said = (startMs: number, endMs: number, text: string, speaker = 'Ann'): Stretch => ({
	speaker,
	startMs,
	endMs,
	text,
});

const texts = (stretches: Stretch[], cut = true) => toSentences({ stretches, cut }).sentences.map(({ text }) => text);

describe('toSentences', () => {
	verifies('transcripts.sentences');

	it('gives each part of a stretch its share of the time, by characters', () => {
		const { sentences } = toSentences({ stretches: [said(1_000, 2_000, 'One two. Three. Four five six.')], cut: true });
		// 8, 6 and 14 characters of 28.
		expect(sentences.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
			[1_000, 1_286],
			[1_286, 1_500],
			[1_500, 2_000],
		]);
	});

	it('joins captions of one speaker that break a sentence', () => {
		expect(texts([said(0, 1_000, 'So we'), said(1_100, 2_000, 'go. And'), said(2_000, 3_000, 'then')])).toEqual([
			'So we go.',
			'And then',
		]);
		expect(texts([said(0, 1_000, 'See Dr.'), said(1_000, 2_000, 'Lee.')])).toEqual(['See Dr. Lee.']);
		expect(texts([said(0, 1_000, 'So…'), said(1_000, 2_000, 'we go.')])).toEqual(['So… we go.']);
		expect(texts([said(0, 1_000, 'So…'), said(1_000, 2_000, 'We go.')])).toEqual(['So…', 'We go.']);
	});

	it('joins none of another speaker, after a pause of 1.5 s, or beyond 300 characters', () => {
		expect(texts([said(0, 1_000, 'So we'), said(1_000, 2_000, 'go', 'Bob')])).toEqual(['So we', 'go']);
		expect(texts([said(0, 1_000, 'So we'), said(2_499, 3_000, 'go')])).toEqual(['So we go']);
		expect(texts([said(0, 1_000, 'So we'), said(2_500, 3_000, 'go')])).toEqual(['So we', 'go']);
		const captions = Array.from({ length: 40 }, (_, at) => said(at * 1_000, (at + 1) * 1_000, 'ten letter'));
		expect(texts(captions).map(({ length }) => length)).toEqual([307, 131]);
	});

	it('joins no turns, which are as somebody wrote them', () => {
		expect(texts([said(0, 1_000, 'So we'), said(1_000, 2_000, 'go')], false)).toEqual(['So we', 'go']);
	});

	it('spells a name as it is where it stands first', () => {
		const { sentences } = toSentences({
			stretches: [said(0, 1, 'Hi.', 'Ann  Lee'), said(1, 2, 'Hi.', 'ANN LEE')],
			cut: true,
		});
		expect(sentences.map(({ speaker }) => speaker)).toEqual(['Ann Lee', 'Ann Lee']);
	});

	it('puts into the order of time what was measured, and leaves what was not', () => {
		const stretches = [said(5, 6, 'Two.'), said(0, 9, 'One.')];
		expect(texts(stretches)).toEqual(['One.', 'Two.']);
		expect(texts([...stretches, { text: 'Three.' }])).toEqual(['Two.', 'One.', 'Three.']);
	});
});
