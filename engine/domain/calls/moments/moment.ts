/** One coachable moment, with the words that prove it. */
import type { Sentence } from '../../../contract/call.ts';
import { claim, type Draft, type MomentFacts } from '../draft.ts';
import { countWords, spanOfWords } from '../text.ts';

export type Moment = {
	tone: 'well' | 'habit';
	label: string;
	weight: number;
	text: string;
	/** The first is what a message quotes. */
	sentences: (Sentence | undefined)[];
	party?: string;
	due?: string;
	facts?: MomentFacts;
};

export function moment({ sentences, ...said }: Moment): Draft {
	const claims = sentences
		.filter((sentence) => sentence !== undefined)
		.map((sentence) => claim(sentence, spanOfWords(sentence.text, said.due)));
	return { kind: 'coachable-moment', ...said, claims };
}

/** What a stretch of talk begins with. */
const OPENING_SENTENCES = 20;

/** The first sentence that says something by itself; greetings are short. */
export function opening(sentences: Sentence[]): Sentence | undefined {
	return (
		sentences
			.slice(0, OPENING_SENTENCES)
			.find(
				({ text }) => countWords(text) >= 8 && !/^(?:hi|hello|good (?:morning|afternoon)|welcome|thank)/i.test(text),
			) ?? sentences[0]
	);
}

/** Whole seconds, for sentences about spans of time. */
export function seconds(ms: number): number {
	return Math.round(ms / 1000);
}
