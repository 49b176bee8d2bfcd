import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../test/verifies.ts';
import type { TrendFigure } from '../../contract/analysis.ts';
import type { Insight } from '../../contract/call.ts';
import { trendSentence } from './trend-sentence.ts';

const sentence = (label: string, figure: TrendFigure['figure'], direction: TrendFigure['direction'], before = 0.52) => {
	const insight = { label } as Insight;
	const figures = [{ figure, now: 0, before, calls: 14, direction }];
	return trendSentence({ insight, trend: { calls: 15, from: '', figures } });
};

describe('trendSentence', () => {
	verifies('analysis.trend-sentence');

	it('names the calls that have the figure, and the median in plain words', () => {
		expect(sentence('talk-ratio', 'repTalkRatio', 'up')).toBe('On half of your last 14 calls it was 52 % or less.');
		expect(sentence('monologue', 'longestMonologueMs', 'up', 88_000)).toBe(
			'On half of your last 14 calls the longest was 1½ minutes or less.',
		);
		expect(sentence('monologue', 'longestMonologueMs', 'steady')).toBe('It was much the same on your last 14 calls.');
		expect(sentence('listening', 'repTalkRatio', 'down')).toBe(
			'On half of your last 14 calls you had 52 % or more yourself.',
		);
	});

	it('says nothing of what has no figure, or beside praise that it would take back', () => {
		expect(sentence('talk-ratio', 'patienceMs', 'up')).toBeUndefined();
		expect(sentence('unanswered-question', 'repTalkRatio', 'up')).toBeUndefined();
		expect(sentence('listening', 'repTalkRatio', 'up')).toBeUndefined();
		expect(sentence('listening', 'repTalkRatio', 'steady')).toBeUndefined();
		expect(trendSentence({ insight: { label: 'talk-ratio' } as Insight })).toBeUndefined();
		expect(trendSentence({ insight: {} as Insight })).toBeUndefined();
	});
});
