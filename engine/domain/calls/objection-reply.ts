/** Whether the other side met an objection. */
import type { Sentence } from '../../contract/call.ts';
import { asks, heard } from './heard.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import { countWords } from './text.ts';
import { saysNothing, type Turn } from './turns.ts';
import { ACKNOWLEDGMENT } from './words/objections.ts';
import { CHANGE_OF_SUBJECT, ONLY_REACTS, REFERRAL } from './words/questions.ts';

/** So many turns on, the other side may still reply; others of the customer's side may speak in between. */
const REPLY_TURNS = 4;
/** A shorter sentence only shows that it was heard. */
const SUBSTANCE_WORDS = 5;
/** The words that meet it are among the first of the reply. */
const OPENING = 6;

/** Opens a question that goes on to something else. */
const NEXT_QUESTION =
	/^(?:(?:okay|ok|right|so|alright|great|well|now),? )*(?:and\b|moving on|next\b|let's|anything else)/i;
const ASKS_ANOTHER = /^(?:(?:And|So|Okay),? )?[A-Z][a-z]+, /;

/** The sentence with which the other side says or asks something about what was said in a turn; undefined where none does. */
export function meetingReply(turns: Turn[], position: number): Sentence | undefined {
	const side = turns[position]?.speaker;
	const replies = turns.slice(position + 1, position + 1 + REPLY_TURNS);
	const reply = replies.find(({ speaker }) => side !== undefined && isCustomer(speaker) !== isCustomer(side));
	if (!reply) return undefined;
	for (const sentence of reply.sentences.slice(0, OPENING)) {
		const text = heard(sentence);
		if (CHANGE_OF_SUBJECT.test(text)) return undefined;
		if (asks(sentence)) return asksOn(text) ? undefined : sentence;
		if (countWords(text) >= SUBSTANCE_WORDS && !onlyHeard(text)) return sentence;
	}
	return undefined;
}

function asksOn(text: string): boolean {
	return NEXT_QUESTION.test(text) || (ASKS_ANOTHER.test(text) && !REFERRAL.test(text));
}

/** "I hear you, thank you for telling me" says that it was heard, and nothing on it. */
function onlyHeard(text: string): boolean {
	if (saysNothing(text) || ONLY_REACTS.test(text)) return true;
	const rest = text.replace(ACKNOWLEDGMENT, '').replace(/\b(?:thank you|thanks)\b[^,.]*/i, '');
	return rest !== text && countWords(rest) < SUBSTANCE_WORDS;
}

export type Acknowledgment = { speaker: Speaker; sentence: Sentence };

/** The words with which the other side takes it seriously, where its reply begins with such. */
export function acknowledgmentIn(reply: Turn | undefined): Acknowledgment | undefined {
	if (!reply || isCustomer(reply.speaker)) return undefined;
	const sentence = reply.sentences.slice(0, 3).find((said) => ACKNOWLEDGMENT.test(heard(said)));
	return sentence && { speaker: reply.speaker, sentence };
}
