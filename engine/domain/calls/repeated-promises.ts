/** A promise that is said again is one promise. */
import type { Commitment } from './commitment.ts';
import { dueIn, heard, subjectOf } from './heard.ts';
import { sharedStems } from './stems.ts';
import { countWords } from './text.ts';

/** So many turns on, "you'll have it by Monday" is still about what was promised before. */
const NEAR_TURNS = 4;
/** So many words in common mean the same promise, however far apart. */
const SAME_STEMS = 2;
/** Promises of one call are compared with this many before them, so that a call of nothing but promises takes no time squared. */
const LOOKED_BACK = 40;

/** Points back to what was promised before, and says nothing of its own. */
const POINTS_BACK =
	/\b(?:will do|(?:set|do|get|have|send|see to|bring|take|put|leave|give you|let you have|forward|share|sort|fix|arrange|check|ask|look at) (?:it|that|this|them|those|both)\b|you(?:'ll| will| should|'d) (?:get|have|receive|see) (?:it|that|this|them|those|both)|(?:it|that|they|those)(?:'ll| will| should) be (?:in|with|on)|an answer|get back to you|let you know|come back to you)/i;

/** Promises in the order of the call, each once: the first that was said, with a day if a later one names it. */
export function withoutRepetition(commitments: Commitment[]): Commitment[] {
	const kept: { commitment: Commitment; stems: Set<string> }[] = [];
	for (const commitment of commitments) {
		const said = subjectOf(commitment.sentence);
		const same = kept.slice(-LOOKED_BACK).findLast((one) => isSame(one.commitment, one.stems, commitment, said));
		if (!same) kept.push({ commitment, stems: said });
		else same.commitment = joined(same.commitment, commitment);
	}
	return kept.map(({ commitment }) => commitment);
}

/** An offer and the promise after it are the promise; of two promises the first, with the day of the second. */
function joined(first: Commitment, again: Commitment): Commitment {
	if (first.due !== undefined || again.due === undefined) return first;
	if (first.agreed && !again.agreed) return { ...again, second: first.sentence };
	return { ...first, due: again.due, second: whereDated(again) };
}

function whereDated({ sentence, second }: Commitment): Commitment['second'] {
	return dueIn(sentence) ? sentence : second;
}

function isSame(before: Commitment, stemsBefore: Set<string>, now: Commitment, stemsNow: Set<string>): boolean {
	if (before.owner.id !== now.owner.id) return false;
	if (before.due && now.due && before.due !== now.due && now.turn !== before.turn) return false;
	const shared = sharedStems(stemsBefore, stemsNow);
	if (shared >= SAME_STEMS) return true;
	if (now.turn - before.turn > NEAR_TURNS) return false;
	return shared > 0 || (POINTS_BACK.test(heard(now.sentence)) && countWords(now.sentence.text) <= 14);
}
