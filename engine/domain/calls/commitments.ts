/** Who promised what, and until when. */
import type { Sentence } from '../../contract/call.ts';
import { acceptanceIn, agreementOn } from './agreement.ts';
import type { Commitment } from './commitment.ts';
import { claim, type Draft } from './draft.ts';
import type { DayOf } from './due.ts';
import type { DueWords } from './due-words.ts';
import { asks, dueIn, heard } from './heard.ts';
import { type Reading, readingOf } from './learned/reading.ts';
import { promisedIn } from './promises.ts';
import { withoutRepetition } from './repeated-promises.ts';
import { dateBefore } from './same-day.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import { countWords, spanOfWords } from './text.ts';
import type { Turn } from './turns.ts';
import { CONDITION_BEFORE, ON_THE_SPOT, TAKEN_BACK } from './words/meant.ts';

export type { Commitment };

/**
 * From this chance on a sentence counts as a promise, or as the request or offer that became one: the lowest with which
 * nine of ten that were found in practice calls of writers unknown to the model were some (docs/insights.md).
 */
const COMMITMENT_CHANCE = 0.85;
/** The same for a sentence that promises by rules, or asks for what the reply agrees to. */
const PLAIN_CHANCE = 0.05;
/** From this on what looks as if it were done on the spot is a promise all the same. */
const CERTAIN_CHANCE = 0.9;
/** Below it somebody else than the speaker is to do it. */
const OWN_CHANCE = 0.5;

type Likely = {
	turn: number;
	sentence: Sentence;
	chance: number;
	/** Whether its speaker is to do it. */
	own: boolean;
	/** Whether it only asks, and the reply does not agree. */
	refused: boolean;
	speaker: Speaker;
	next?: Sentence;
};

/**
 * Finds promises by their words and those around them (learned/features.ts): "I'll send …", "you'll have it by Monday",
 * and requests and offers that the other side agrees to. The owner is who will do it: who promised, who agreed to a
 * request, who is named. What is done on the spot, hangs on a condition, is thought aloud, taken back or asked is none. A
 * promise that is said again is one.
 */
export function commitmentsOf(turns: Turn[], reading: Reading = readingOf(turns)): Commitment[] {
	const likely = likelyIn(turns, reading);
	const byFirstName = speakersByFirstName(turns);
	const found: Commitment[] = [];
	const taken = new Set<Sentence>();
	for (const [at, one] of likely.entries()) {
		if (taken.has(one.sentence)) continue;
		const behindIt = likely.slice(at + 1, at + 1 + LOOKED_AHEAD);
		const answer = one.own ? undefined : behindIt.find((other) => accepts(one, other));
		if (answer) taken.add(answer.sentence);
		else if (one.refused) continue;
		const due = promisedIn(one.sentence)?.due ?? dueIn(one.sentence);
		const dated = due && dateBefore(due.words, one.sentence, turns, one.turn);
		const behind = due ? undefined : ((answer && dueIn(answer.sentence)) ?? dueBehind(one.next));
		const primary = answer && answer.chance > one.chance ? answer : one;
		const other = answer && (primary === one ? answer : one);
		found.push({
			owner: ownerOf(one, answer, turns, byFirstName),
			sentence: primary.sentence,
			words: promisedIn(primary.sentence)?.words ?? heard(primary.sentence),
			due: (dated ?? due ?? behind)?.words,
			dated: dated?.sentence,
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
			if (chance < COMMITMENT_CHANCE && !isPlain(sentence, turn, turns[position + 1], chance)) return [];
			if ((chance < CERTAIN_CHANCE && ON_THE_SPOT.test(heard(sentence))) || hangsOnCondition(sentence)) return [];
			const next = turn.sentences[place + 1];
			if (next && TAKEN_BACK.test(heard(next))) return [];
			const own = reading.own(position, place) >= OWN_CHANCE;
			const refused = asks(sentence) && !promisedIn(sentence) && !agrees(turns[position + 1]);
			return [{ turn: position, sentence, chance, own, refused, speaker: turn.speaker, next }];
		}),
	);
}

/** "If you sign today, I'll send it" promises nothing yet. */
function hangsOnCondition(sentence: Sentence): boolean {
	return CONDITION_BEFORE.test(heard(sentence)) && promisedIn(sentence) === undefined;
}

/** Whether rules see a promise with a day; without one, or a request that is agreed to, where the words leave some chance. */
function isPlain(sentence: Sentence, turn: Turn, reply: Turn | undefined, chance: number): boolean {
	if (chance < PLAIN_CHANCE) return dueIn(sentence) !== undefined && promisedIn(sentence) !== undefined;
	return promisedIn(sentence) !== undefined || agreementOn(sentence, turn, reply) !== undefined;
}

function agrees(reply: Turn | undefined): boolean {
	return reply !== undefined && acceptanceIn(reply) !== undefined;
}

/** Among so many promises behind it, so that a call of nothing but requests takes no time squared … */
const LOOKED_AHEAD = 20;
/** … and so many turns on, somebody else agrees to a request. */
const ACCEPTED_WITHIN = 2;

function accepts(request: Likely, other: Likely): boolean {
	const later = other.turn - request.turn;
	return later > 0 && later <= ACCEPTED_WITHIN && other.speaker.id !== request.speaker.id && other.own;
}

type ByFirstName = ReadonlyMap<string, readonly Speaker[]>;

function speakersByFirstName(turns: Turn[]): ByFirstName {
	const speakers = [...new Map(turns.map(({ speaker }) => [speaker.id, speaker])).values()];
	return Map.groupBy(speakers, ({ name }) => name.trim().split(/\s+/)[0] ?? '');
}

/** Of two of that name the one of the speaker's side; undefined where that does not tell them apart either. */
function namedBy(speaker: Speaker, name: string, byFirstName: ByFirstName): Speaker | undefined {
	const named = byFirstName.get(name) ?? [];
	const near = named.filter((one) => isCustomer(one) === isCustomer(speaker));
	return named.length === 1 ? named[0] : near.length === 1 ? near[0] : undefined;
}

/** Who is to do it: whom the words name, who agreed to it, who said it; of what others are asked for, who replies. */
function ownerOf(one: Likely, answer: Likely | undefined, turns: Turn[], byFirstName: ByFirstName): Speaker {
	const name = promisedIn(one.sentence)?.name;
	const colleague = name ? namedBy(one.speaker, name, byFirstName) : undefined;
	const speaker = answer?.speaker ?? colleague;
	if (speaker || one.own) return speaker ?? one.speaker;
	const named =
		one.sentence.text.match(/\p{Lu}\p{L}+/gu)?.flatMap((word) => namedBy(one.speaker, word, byFirstName) ?? []) ?? [];
	const other = named.find(({ id }) => id !== one.speaker.id);
	return other ?? turns[one.turn + 1]?.speaker ?? turns[one.turn - 1]?.speaker ?? one.speaker;
}

/** "I'll send you the offer. By Friday, say." */
const SHORT_WORDS = 6;

function dueBehind(next: Sentence | undefined): DueWords | undefined {
	if (!next || asks(next) || countWords(next.text) > SHORT_WORDS) return undefined;
	return promisedIn(next) ? undefined : dueIn(next);
}

/** Drafts: dated promises weigh more. */
export function commitmentDrafts(commitments: Commitment[], dayOf: DayOf): Draft[] {
	return commitments.map(({ owner, sentence, words, due, second, dated, agreed }) => ({
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
			...(dated && dated !== second ? [claim(dated, spanOfWords(dated.text, due))] : []),
		],
	}));
}
