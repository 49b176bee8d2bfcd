/** An insight before its quotes were compared with the transcript. */
import type { Insight, Sentence } from '../../contract/call.ts';
import type { QuoteClaim } from './evidence.ts';
import { telling } from './telling.ts';

/** Figures of a coachable moment, for messages that put them in other words. */
export type MomentFacts = {
	/** Length of an answer, a story or a monologue. */
	seconds?: number;
	/** Share of the talk, in whole percent: of the rep for `talk-ratio`, of the customers for `listening`. */
	percent?: number;
	/** How often on this call. */
	times?: number;
	/** What an objection was about: its label. */
	subject?: string;
	/** Filler words in 100 words of the rep. */
	inHundred?: number;
	/** The filler words that came most often, most often first. */
	fillers?: string[];
};

export type Draft = Omit<Insight, 'evidence'> & {
	claims: QuoteClaim[];
	/** How much it matters among those of its kind; higher first. */
	weight: number;
	facts?: MomentFacts;
};

/** Longer quotes are cut at a clause border. */
const LONGEST_QUOTE = 400;

/** Claims a sentence, or of a long one the part around a span of offsets in its folded text. */
export function claim(sentence: Sentence, around?: { from: number; to: number }): QuoteClaim {
	return {
		speakerId: sentence.speakerId,
		first: sentence.index,
		last: sentence.index,
		quote: telling(sentence.text, LONGEST_QUOTE, around),
	};
}
