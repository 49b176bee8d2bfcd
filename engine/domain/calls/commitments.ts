/** Who promised what, and until when. */
import type { Sentence } from '../../contract/call.ts';
import { agreementOn } from './agreement.ts';
import type { Commitment } from './commitment.ts';
import { claim, type Draft } from './draft.ts';
import type { DayOf } from './due.ts';
import type { DueWords } from './due-words.ts';
import { asks, dueIn, heard } from './heard.ts';
import { type Promised, promisedIn } from './promises.ts';
import { withoutRepetition } from './repeated-promises.ts';
import { isCustomer } from './speakers.ts';
import { countWords, spanOfWords } from './text.ts';
import type { Turn } from './turns.ts';
import { DEED } from './words/deeds.ts';
import { TAKEN_BACK } from './words/meant.ts';
import { follows } from './words/pattern.ts';
import { COULD_DO } from './words/requests.ts';

export type { Commitment };

/**
 * Finds promises: "I'll send …", "let me ask our lawyer …", "you'll have it by Monday", and requests and offers that
 * the other side agrees to. The owner is who will do it: who promised, who agreed to a request, who is named. What is done
 * on the spot ("I'll share my screen"), hangs on a condition, is thought aloud, told of another time, taken back or asked
 * is none. A promise that is said again is one.
 */
export function commitmentsOf(turns: Turn[]): Commitment[] {
	const found: Commitment[] = [];
	const agreeing = new Set<Turn | undefined>();
	const byFirstName = new Map(turns.map(({ speaker }) => [speaker.name.split(' ')[0], speaker]));
	for (const [position, turn] of turns.entries()) {
		for (const [place, sentence] of turn.sentences.entries()) {
			const next = turn.sentences[place + 1];
			if (next && TAKEN_BACK.test(heard(next))) continue;
			const promise =
				promisedIn(sentence) ?? undertaken(sentence, turn, place, agreeing.has(turn) ? undefined : turns[position - 1]);
			if (promise) {
				const { words, due, name } = promise;
				const owner = byFirstName.get(name) ?? turn.speaker;
				const behind = due ? undefined : dueBehind(next);
				found.push({
					...{ owner, sentence, words, turn: position, agreed: false },
					due: due?.words ?? behind?.words,
					second: behind && next,
				});
				continue;
			}
			const agreement = agreementOn(sentence, turn, turns[position + 1]);
			if (!agreement) continue;
			agreeing.add(turns[position + 1]);
			const { owner, words, acceptance } = agreement;
			const due = agreement.due ?? dueIn(acceptance);
			found.push({ owner, sentence, words, due: due?.words, turn: position, second: acceptance, agreed: true });
		}
	}
	return withoutRepetition(found);
}

/** "I can ask them", said first in answer to a question. */
function undertaken(sentence: Sentence, turn: Turn, place: number, before: Turn | undefined): Promised | undefined {
	const asked = before?.sentences.slice(-2).some(asks);
	if (!asked || place >= FIRST_SENTENCES || turn.words > LONGEST_UNDERTAKING_WORDS) return undefined;
	const text = heard(sentence);
	const found = asks(sentence) ? undefined : follows(text, COULD_DO, DEED);
	return found && { words: found.words, due: dueIn(sentence) };
}

/** In these first sentences of a reply "I can ask them" answers the question … */
const FIRST_SENTENCES = 3;
/** … and in a longer reply it is one of many things that could be done. */
const LONGEST_UNDERTAKING_WORDS = 25;

/** "I'll send you the offer. By Friday, say." */
const SHORT_WORDS = 6;

function dueBehind(next: Sentence | undefined): DueWords | undefined {
	if (!next || asks(next) || countWords(next.text) > SHORT_WORDS) return undefined;
	return promisedIn(next) ? undefined : dueIn(next);
}

/** Drafts: dated promises weigh more. */
export function commitmentDrafts(commitments: Commitment[], dayOf: DayOf): Draft[] {
	return commitments.map(({ owner, sentence, words, due, second, agreed }) => ({
		kind: 'commitment',
		text: due ? `${owner.name} made a promise with a date: ${due}.` : `${owner.name} made a promise without a date.`,
		party: owner.name,
		affiliation: owner.affiliation,
		due,
		dueDate: due && dayOf(due),
		label: agreed ? 'agreed-to' : 'promised',
		weight: (due ? 2 : 0) + (isCustomer(owner) ? 0 : 1),
		claims: [
			claim(sentence, spanOfWords(sentence.text, due) ?? spanOfWords(sentence.text, words)),
			...(second ? [claim(second)] : []),
		],
	}));
}
