/** Requests and offers become promises once the other side agrees. */
import type { Sentence } from '../../contract/call.ts';
import type { DueWords } from './due-words.ts';
import { asks, datesIn, dueIn, heard } from './heard.ts';
import { dated, promisedIn, whole } from './promises.ts';
import type { Speaker } from './speakers.ts';
import type { Turn } from './turns.ts';
import { ACCEPTANCE, REFUSAL, TIME_ACCEPTED } from './words/agreement.ts';
import { ASKED_DEED, DATED_DEED, DEED } from './words/deeds.ts';
import { HABITUAL, ON_THE_SPOT } from './words/meant.ts';
import { follows } from './words/pattern.ts';
import { CAN_DO, DIRECTION, NO_OFFER, OFFER, REQUEST, WHOLE_OFFER, WHOLE_REQUEST } from './words/requests.ts';

export type Agreement = {
	owner: Speaker;
	words: string;
	due: DueWords | undefined;
	/** The sentence that agreed. */
	acceptance: Sentence;
};

/** An acceptance that goes on longer than this is the answer itself, not a promise of one. */
const LONGEST_ACCEPTANCE_WORDS = 25;

/** The reply belongs to what was said last. */
const LAST_SENTENCES = 3;

/** In these first sentences a reply agrees, or does not. */
const FIRST_SENTENCES = 3;

/** What a sentence near the end of a turn asks of the one who replies, or offers, and the reply agrees to. */
export function agreementOn(sentence: Sentence, turn: Turn, reply: Turn | undefined): Agreement | undefined {
	if (!reply || reply.words > LONGEST_ACCEPTANCE_WORDS) return undefined;
	if (!turn.sentences.slice(-LAST_SENTENCES).includes(sentence)) return undefined;
	const text = heard(sentence);
	if (ON_THE_SPOT.test(text) || HABITUAL.test(text)) return undefined;
	const due = dueIn(sentence);
	const asked = askedFor(text, sentence);
	const words = asked ?? offeredIn(text);
	if (words === undefined) return undefined;
	const acceptance = acceptanceIn(reply);
	// A reply that promises in words of its own is found as that promise.
	if (!acceptance || reply.sentences.some((said) => promisedIn(said))) return undefined;
	return { owner: asked === undefined ? turn.speaker : reply.speaker, words, due, acceptance };
}

function askedFor(text: string, sentence: Sentence): string | undefined {
	const asked =
		follows(text, REQUEST, ASKED_DEED) ??
		whole(WHOLE_REQUEST, text) ??
		(asks(sentence) ? undefined : whole(DIRECTION, text)) ??
		dated(follows(text, REQUEST, DATED_DEED), datesIn(sentence));
	return asked?.words;
}

function offeredIn(text: string): string | undefined {
	return (follows(text, OFFER, DEED, NO_OFFER) ?? whole(WHOLE_OFFER, text))?.words;
}

/** The sentence in which a reply agrees; undefined where it does not, or takes it back. */
export function acceptanceIn(reply: Turn): Sentence | undefined {
	const opening = reply.sentences.slice(0, FIRST_SENTENCES);
	const [first] = opening;
	const agreed = first && agrees(heard(first)) ? first : opening.find((said) => CAN_DO.test(heard(said)));
	return opening.some((said) => REFUSAL.test(heard(said))) ? undefined : agreed;
}

function agrees(text: string): boolean {
	return ACCEPTANCE.test(text) || TIME_ACCEPTED.test(text);
}
