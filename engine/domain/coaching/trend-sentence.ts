/** Puts a point of a message beside the rep's own calls before: once is chance, every time is a habit. */
import type { TrendFigure } from '../../contract/analysis.ts';
import type { TalkFigure } from '../../contract/call.ts';
import type { ChosenMoment } from './moment-choice.ts';
import { length } from './phrases.ts';

type Words = {
	figure: TalkFigure;
	/** Whatever is left out here is not worth a sentence. `calls`: how many they rest on. */
	says: Partial<Record<TrendFigure['direction'], (before: number, calls: number) => string>>;
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const stretch = (ms: number): string => length(Math.round(ms / 1000));

/** By the label of the moment. Half of the calls lie on either side of a median. */
const WORDS: Record<string, Words> = {
	'talk-ratio': {
		figure: 'repTalkRatio',
		says: {
			up: (before, calls) => `On half of your last ${calls} calls it was ${percent(before)} or less.`,
			steady: (_, calls) => `It was much the same on your last ${calls} calls.`,
			down: (before, calls) =>
				`It is less than it was: on half of your last ${calls} calls you had ${percent(before)} or more.`,
		},
	},
	monologue: {
		figure: 'longestMonologueMs',
		says: {
			up: (before, calls) => `On half of your last ${calls} calls the longest was ${stretch(before)} or less.`,
			steady: (_, calls) => `It was much the same on your last ${calls} calls.`,
			down: (before, calls) =>
				`It is shorter than it was: on half of your last ${calls} calls the longest was ${stretch(before)} or more.`,
		},
	},
	listening: {
		figure: 'repTalkRatio',
		says: {
			down: (before, calls) => `On half of your last ${calls} calls you had ${percent(before)} or more yourself.`,
		},
	},
};

/** One short sentence with the number of calls it rests on; undefined where there is nothing to say. */
export function trendSentence({ insight, trend }: Pick<ChosenMoment, 'insight' | 'trend'>): string | undefined {
	const words = WORDS[insight.label ?? ''];
	const found = trend?.figures.find(({ figure }) => figure === words?.figure);
	return found && words?.says[found.direction]?.(found.before, found.calls);
}
