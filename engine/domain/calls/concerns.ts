/** Concerns that customers voice, and whether the rep took them seriously. */
import type { Sentence } from '../../contract/call.ts';
import { claim, type Draft } from './draft.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import { endsAsQuestion, examined } from './text.ts';
import type { Turn } from './turns.ts';
import { ACKNOWLEDGMENT, CONCERNS } from './words.ts';

export type Concern = {
	speaker: Speaker;
	sentence: Sentence;
	/** `price`, `timing`, `competitor` or `trust`. */
	label: string;
	/** The words with which the other side took it up. */
	acknowledgment?: { speaker: Speaker; sentence: Sentence };
};

/** Statements of customers that name a concern; the reply counts as taking it up when its first words say so. */
export function concernsOf(turns: Turn[]): Concern[] {
	const concerns: Concern[] = [];
	for (const [position, turn] of turns.entries()) {
		if (!isCustomer(turn.speaker)) continue;
		for (const sentence of turn.sentences) {
			if (endsAsQuestion(sentence.text)) continue;
			const text = examined(sentence.text);
			const label = CONCERNS.find(({ pattern }) => pattern.test(text))?.label;
			if (!label) continue;
			concerns.push({ speaker: turn.speaker, sentence, label, acknowledgment: acknowledgmentIn(turns[position + 1]) });
		}
	}
	return concerns;
}

export function concernDrafts(concerns: Concern[]): Draft[] {
	return concerns.map(({ speaker, sentence, label }) => ({
		kind: 'objection',
		text: `${speaker.name} voiced a concern about ${label}.`,
		party: speaker.name,
		affiliation: speaker.affiliation,
		label,
		weight: 1,
		claims: [claim(sentence)],
	}));
}

function acknowledgmentIn(reply: Turn | undefined): Concern['acknowledgment'] {
	if (!reply || isCustomer(reply.speaker)) return undefined;
	const sentence = reply.sentences.slice(0, 3).find(({ text }) => ACKNOWLEDGMENT.test(examined(text)));
	return sentence && { speaker: reply.speaker, sentence };
}
