/** Readings of a sentence that many parts of the analysis ask for, each made once. */
import type { Sentence } from '../../contract/call.ts';
import { type DueWords, dueWords } from './due-words.ts';
import { stems } from './stems.ts';
import { endsAsQuestion, examined } from './text.ts';

/** A reading that is made of a sentence or a turn when it is asked for first, and kept as long as that is. */
export function onceEach<Reading, Said extends object = Sentence>(
	read: (said: Said) => Reading,
): (said: Said) => Reading {
	const known = new WeakMap<Said, { reading: Reading }>();
	return (said) => {
		const found = known.get(said);
		if (found) return found.reading;
		const reading = read(said);
		known.set(said, { reading });
		return reading;
	};
}

/** The words of a sentence in the form in which patterns look at them. */
export const heard = onceEach(({ text }) => examined(text));

/** Whether a sentence ends by asking. */
export const asks = onceEach(({ text }) => endsAsQuestion(text));

/** What a sentence is about: see `stems`. */
export const subjectOf = onceEach(({ text }) => stems(text));

/** The words of a sentence that say when something falls due, each time it does. */
export const datesIn = onceEach((sentence) => dueWords(heard(sentence)));

/** The first of them. */
export function dueIn(sentence: Sentence): DueWords | undefined {
	return datesIn(sentence)[0];
}
