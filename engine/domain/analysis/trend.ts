/** A rep's call against the same rep's calls of the weeks before. */
import type { Trend, TrendFigure } from '../../contract/analysis.ts';
import type { TalkFigure, TalkStatistics } from '../../contract/call.ts';
import type { TalkOfCall } from '../../ports/call-store.ts';
import { IDEAL_TALK_RATIO, LITTLE_TALK_RATIO, SHORT_CALL_MS } from '../calls/benchmarks.ts';
import { median } from '../calls/median.ts';
import { talkFigure } from '../calls/talk-figure.ts';

/** Fewer calls before make no trend. */
export const FEWEST_CALLS = 5;

type Rule = {
	figure: TalkFigure;
	/** A smaller difference is nothing that anybody would hear. Our choice. */
	step: number;
	/** A direction, or the value to come nearer to; left out where neither way is better. */
	better?: 'up' | 'down' | number;
};

const RULES: Rule[] = [
	{ figure: 'repTalkRatio', step: 0.05, better: IDEAL_TALK_RATIO },
	{ figure: 'longestMonologueMs', step: 15_000, better: 'down' },
	{ figure: 'longestStoryMs', step: 15_000, better: 'up' },
	{ figure: 'interactivity', step: 0.5, better: 'up' },
	{ figure: 'patienceMs', step: 200, better: 'up' },
	{ figure: 'questionRate', step: 3 },
	{ figure: 'wordsPerMinute', step: 10 },
];

/** `without`: figures that somebody disagrees with. */
export type EarlierTalk = TalkOfCall & { without?: ReadonlySet<TalkFigure> };

/** A difference within twice the usual one is chance: of normal values five in six lie within it. */
const USUAL_DIFFERENCES = 2;

/**
 * `earlier`: calls of the same rep that were analyzed, in whatever order, from `from` (ISO 8601) to the start of this one.
 * Those that say little are left out: without measured times, with less than two minutes of speech, or with a rep who had
 * under 5 % of it. So is a figure that this call, or all but four of them, lack. A figure that somebody disagrees with is
 * as if the call lacked it: `without` are those of this call.
 *
 * `before` is the median. `steady`: the difference from it is at most the step of the figure, or at most twice the median
 * difference of the earlier calls from it; else `up` or `down`. Under five calls there are no figures.
 */
export function trendOf(
	now: TalkStatistics,
	earlier: readonly EarlierTalk[],
	from: string,
	without: ReadonlySet<TalkFigure> = new Set(),
): Trend {
	const usual = earlier.filter(({ talk }) => isTelling(talk));
	const rules = isTelling(now) ? RULES.filter(({ figure }) => !without.has(figure)) : [];
	const figures = rules.flatMap((rule) => figureOf(rule, now, usual));
	return { calls: usual.length, from, figures };
}

function isTelling(talk: TalkStatistics): boolean {
	const speechMs = talk.parties.reduce((total, party) => total + party.speechMs, 0);
	return talk.times === 'measured' && speechMs >= SHORT_CALL_MS && talk.repTalkRatio >= LITTLE_TALK_RATIO;
}

function figureOf({ figure, step, better }: Rule, talk: TalkStatistics, usual: EarlierTalk[]): TrendFigure[] {
	const now = talkFigure(talk, figure);
	const values = usual.flatMap((one) => (one.without?.has(figure) ? [] : (talkFigure(one.talk, figure) ?? [])));
	const before = median(values);
	const difference = median(values.map((value) => Math.abs(value - (before ?? 0))));
	if (now === undefined || before === undefined || difference === undefined) return [];
	if (values.length < FEWEST_CALLS) return [];
	const calls = values.length;
	if (Math.abs(now - before) <= Math.max(step, USUAL_DIFFERENCES * difference)) {
		return [{ figure, now, before, calls, direction: 'steady' }];
	}
	const direction = now > before ? 'up' : 'down';
	if (better === undefined) return [{ figure, now, before, calls, direction }];
	const nearer = typeof better === 'number' ? Math.abs(now - better) < Math.abs(before - better) : direction === better;
	return [{ figure, now, before, calls, direction, better: nearer }];
}
