/** A promise that was found on a call. */
import type { Sentence } from '../../contract/call.ts';
import type { Speaker } from './speakers.ts';

export type Commitment = {
	owner: Speaker;
	sentence: Sentence;
	/** The words that promise, in the examined sentence. */
	words: string;
	/** The words of the date, as spoken. */
	due?: string;
	/** Position of its turn. */
	turn: number;
	/** For "can you …? – sure" the sentence that agreed; for "you'll have it. – By when?" the one that names the day. */
	second?: Sentence;
	/** Where the date of its weekday was named before. */
	dated?: Sentence;
	/** Whether somebody asked or offered and another agreed. */
	agreed: boolean;
};
