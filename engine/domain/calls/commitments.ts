/** Who promised what, and until when. */
import type { Sentence } from '../../contract/call.ts';
import { agreementOn } from './agreement.ts';
import type { Commitment } from './commitment.ts';
import { claim, type Draft } from './draft.ts';
import type { DayOf } from './due.ts';
import type { DueWords } from './due-words.ts';
import { asks, dueIn, heard } from './heard.ts';
import { type Reading, readingOf } from './learned/reading.ts';
import { promisedIn } from './promises.ts';
import { withoutRepetition } from './repeated-promises.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import { countWords, spanOfWords } from './text.ts';
import type { Turn } from './turns.ts';
import { TAKEN_BACK } from './words/meant.ts';

export type { Commitment };

/**
 * From this chance on a sentence counts as a promise, or as the request or offer that became one: the lowest with which
 * nine of ten that were found in practice calls of writers unknown to the model were some (docs/insights.md).
 */
export const COMMITMENT_CHANCE = 0.6;
/** The same for a sentence that promises by rules, or asks for what the reply agrees to. */
const PLAIN_CHANCE = 0.1;
/** Below it somebody else than the speaker is to do it. */
const OWN_CHANCE = 0.5;

type Likely = { turn: number; sentence: Sentence; chance: number; own: boolean; speaker: Speaker; next?: Sentence };

/**
 * Finds promises by their words and those around them (learned/features.ts): "I'll send …", "you'll have it by Monday",
 * and requests and offers that the other side agrees to. The owner is who will do it: who promised, who agreed to a
 * request, who is named. What is done on the spot, hangs on a condition, is thought aloud, taken back or asked is none. A
 * promise that is said again is one.
 */
export function commitmentsOf(turns: Turn[], reading: Reading = readingOf(turns)): Commitment[] {
	const likely = likelyIn(turns, reading);
	const byFirstName = new Map(turns.map(({ speaker }) => [speaker.name.split(' ')[0] ?? '', speaker]));
	const found: Commitment[] = [];
	let taken = new Set<Sentence>();
	for (const one of likely) {
		if (taken.has(one.sentence)) continue;
		const answer = one.own ? undefined : likely.find((other) => accepts(one, other));
		if (answer) taken = new Set([...taken, answer.sentence]);
		const due = dueIn(one.sentence);
		const behind = due ? undefined : ((answer && dueIn(answer.sentence)) ?? dueBehind(one.next));
		const primary = answer && answer.chance > one.chance ? answer : one;
		const other = answer && (primary === one ? answer : one);
		found.push({
			owner: answer?.speaker ?? (one.own ? one.speaker : otherOwner(one, turns, byFirstName)),
			sentence: primary.sentence,
			words: promisedIn(primary.sentence)?.words ?? heard(primary.sentence),
			due: due?.words ?? behind?.words,
			turn: one.turn,
			second: other?.sentence ?? (behind && one.next),
			agreed: answer !== undefined,
		});
	}
	return withoutRepetition(found);
}

function likelyIn(turns: Turn[], reading: Reading): Likely[] {
	return turns.flatMap((turn, position) =>
		turn.sentences.flatMap((sentence, place) => {
			const chance = reading.sentence(position, place).commitment;
			const next = turn.sentences[place + 1];
			if (chance < PLAIN_CHANCE || (next && TAKEN_BACK.test(heard(next)))) return [];
			if (chance < COMMITMENT_CHANCE && !promisedIn(sentence) && !agreementOn(sentence, turn, turns[position + 1]))
				return [];
			const own = reading.own(position, place) >= OWN_CHANCE;
			return [{ turn: position, sentence, chance, own, speaker: turn.speaker, next }];
		}),
	);
}

/** So many turns on, somebody else agrees to a request. */
const ACCEPTED_WITHIN = 2;

function accepts(request: Likely, other: Likely): boolean {
	const later = other.turn - request.turn;
	return later > 0 && later <= ACCEPTED_WITHIN && other.speaker.id !== request.speaker.id && other.own;
}

/** Who is to do what somebody asks for or announces: whom the words name, else who replies, else who spoke before. */
function otherOwner({ sentence, turn, speaker }: Likely, turns: Turn[], byFirstName: Map<string, Speaker>): Speaker {
	const named = sentence.text.match(/\p{Lu}\p{L}+/gu)?.flatMap((word) => byFirstName.get(word) ?? []) ?? [];
	const other = named.find(({ id }) => id !== speaker.id);
	return other ?? turns[turn + 1]?.speaker ?? turns[turn - 1]?.speaker ?? speaker;
}

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
