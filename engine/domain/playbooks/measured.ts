/** Criteria of benchmarks: a figure of the talk statistics between two values. */
import type { PlaybookFinding } from '../../contract/analysis.ts';
import type { Evidence, TalkStatistics } from '../../contract/call.ts';
import type { PlaybookBenchmark } from '../../contract/playbook.ts';
import { claim } from '../calls/draft.ts';
import { verifyQuote } from '../calls/evidence.ts';
import { longestMonologue, type Monologue } from '../calls/monologue.ts';
import { isCustomer } from '../calls/speakers.ts';
import { talkFigure } from '../calls/talk-figure.ts';
import { countWords } from '../calls/text.ts';
import type { Turn } from '../calls/turns.ts';
import type { SaidCall } from './said.ts';

type Outcome = Pick<PlaybookFinding, 'met' | 'measured' | 'evidence'> & { dropped: number };

/** A shorter sentence at the start of a stretch says nothing by itself. */
const TELLING_WORDS = 5;

/**
 * `unknown` where the transcript cannot tell the figure. A long stretch is proven by the sentence with which it begins: a
 * monologue where it is too long, a story where it is long enough; other figures are counts and have no quote.
 */
export function measuredOutcome(
	{ figure, min = 0, max = Number.POSITIVE_INFINITY }: PlaybookBenchmark,
	talk: TalkStatistics,
	turns: Turn[],
	{ transcript, speakers }: SaidCall,
): Outcome {
	const measured = talkFigure(talk, figure);
	if (measured === undefined) return { met: 'unknown', evidence: [], dropped: 0 };
	const met = measured >= min && measured <= max;
	const stretch = stretchBehind(figure, met, measured > max, turns);
	const opening = stretch?.sentences.find(({ text }) => countWords(text) >= TELLING_WORDS) ?? stretch?.sentences[0];
	const proof = opening && verifyQuote(transcript, claim(opening), speakers);
	const evidence: Evidence[] = proof ? [proof] : [];
	return { met: met ? 'yes' : 'no', measured, evidence, dropped: opening && !proof ? 1 : 0 };
}

function stretchBehind(
	figure: PlaybookBenchmark['figure'],
	met: boolean,
	above: boolean,
	turns: Turn[],
): Monologue | undefined {
	if (figure === 'longestMonologueMs' && above) return longestMonologue(turns, ({ speaker }) => speaker.rep);
	if (figure === 'longestStoryMs' && met) return longestMonologue(turns, ({ speaker }) => isCustomer(speaker));
	return undefined;
}
