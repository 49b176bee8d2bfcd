import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../../test/verifies.ts';
import { Transcript } from '../../../contract/call.ts';
import { toTranscriptAnswer } from './transcript.ts';

const sentence = { start: 0, end: 10, text: 'Hello.' };

function errorAt(raw: unknown): unknown {
	const answer = toTranscriptAnswer('1', raw);
	return 'error' in answer ? [answer.error.code, answer.error.details?.path] : 'no error';
}

describe('a transcript as Gong gives it', () => {
	it('is empty where nobody spoke', () => {
		expect(toTranscriptAnswer('1', null)).toEqual({ callId: '1', transcript: { callId: '1', sentences: [] } });
		expect(toTranscriptAnswer('1', [])).toEqual({ callId: '1', transcript: { callId: '1', sentences: [] } });
	});

	it('puts sentences of all monologues in the order of time, keeping that of equal times', () => {
		const answer = toTranscriptAnswer('1', [
			{
				speakerId: '7',
				sentences: [
					{ ...sentence, start: 5, text: 'b' },
					{ ...sentence, text: 'a' },
				],
			},
			{ sentences: [{ ...sentence, start: 5, text: 'c' }] },
		]);
		if (!('transcript' in answer)) throw new Error('no transcript');
		expect(
			Transcript.parse(answer.transcript).sentences.map(({ index, speakerId, text }) => [index, speakerId, text]),
		).toEqual([
			[0, '7', 'a'],
			[1, '7', 'b'],
			[2, 'unknown', 'c'],
		]);
	});

	it.each<[string, object, string]>([
		['a negative start', { start: -1 }, 'start'],
		['an end before the start', { start: 11 }, 'start'],
		['no end', { end: undefined }, 'end'],
		['a time that is no number', { end: 'NaN' }, 'end'],
		['no text', { text: null }, 'text'],
		['NUL bytes', { text: 'a\u0000b' }, 'text'],
		['a lone surrogate', { text: '\ud800' }, 'text'],
	])('refuses %s and names its path', (_what, wrong, field) => {
		const raw = [{ sentences: [sentence] }, { speakerId: '7', sentences: [sentence, { ...sentence, ...wrong }] }];
		expect(errorAt(raw)).toEqual(['calls-unreadable', `transcript[1].sentences[1].${field}`]);
	});

	it('refuses what is no list', () => {
		expect(errorAt('words')).toEqual(['calls-unreadable', 'transcript']);
		expect(errorAt([{ sentences: 'words' }])).toEqual(['calls-unreadable', 'transcript[0].sentences']);
	});

	it('takes 50,000 sentences and refuses one more, over all monologues', () => {
		verifies('gong.bounds');
		const half = { speakerId: '7', sentences: Array.from({ length: 25_000 }, () => sentence) };
		expect(errorAt([half, half])).toBe('no error');
		expect(errorAt([half, half, { sentences: [sentence] }])).toEqual(['call-too-long', undefined]);
	});
});
