/** Criteria of words: who said them, where in the call, how often. */
import type { PlaybookFinding } from '../../contract/analysis.ts';
import type { Evidence, Sentence, Transcript } from '../../contract/call.ts';
import type { PlaybookWords } from '../../contract/playbook.ts';
import { claim } from '../calls/draft.ts';
import { verifyQuote } from '../calls/evidence.ts';
import { isCustomer, type Speaker, type Speakers } from '../calls/speakers.ts';
import { countWords } from '../calls/text.ts';
import { phraseFinder, type Span } from './phrases.ts';
import { sharesOfCall } from './share-of-call.ts';

export type SaidCriterion = { id: string; said: PlaybookWords };

type Outcome = Pick<PlaybookFinding, 'met' | 'evidence'> & { dropped: number };

type Hit = { sentence: Sentence; span: Span };

/** So many quotes prove a criterion to a person. */
const SHOWN_QUOTES = 3;

/** The sentences of a call, in time order, with what they are compared with. */
export type SaidCall = { sentences: Sentence[]; transcript: Transcript; speakers: Speakers };

/**
 * Outcomes by the id of the criterion. A sentence counts once, however many of the words it has, and only if its quote
 * stands in the transcript; what does not is dropped and counted. `unknown`: nobody of those concerned said a word.
 */
export function saidOutcomes(criteria: readonly SaidCriterion[], call: SaidCall): Map<string, Outcome> {
	const hits = hitsOf(criteria, call);
	const spoke = new Set<string>();
	for (const { speakerId, text } of call.sentences) if (countWords(text) > 0) spoke.add(speakerId);
	const speaking = [...spoke].map((id) => call.speakers(id));
	return new Map(
		criteria.map(({ id, said }): [string, Outcome] => {
			if (!speaking.some((speaker) => concerns(said, speaker)))
				return [id, { met: 'unknown', evidence: [], dropped: 0 }];
			return [id, outcomeOf(said, hits.get(id) ?? [], call)];
		}),
	);
}

function hitsOf(criteria: readonly SaidCriterion[], { sentences, speakers }: SaidCall): Map<string, Hit[]> {
	const hits = new Map<string, Hit[]>(criteria.map(({ id }) => [id, []]));
	const find = phraseFinder(criteria.flatMap((key) => key.said.words.map((text) => ({ key, text }))));
	const shares = sharesOfCall(sentences);
	for (const sentence of sentences) {
		for (const [{ id, said }, span] of find(sentence.text)) {
			if (!concerns(said, speakers(sentence.speakerId))) continue;
			if (!isWithin(said, shares.get(sentence) ?? 0)) continue;
			hits.get(id)?.push({ sentence, span });
		}
	}
	return hits;
}

function concerns({ by }: PlaybookWords, speaker: Speaker): boolean {
	if (by === 'anybody') return true;
	return by === 'rep' ? speaker.rep : isCustomer(speaker);
}

function isWithin({ within }: PlaybookWords, share: number): boolean {
	if (within?.first !== undefined) return share < within.first;
	return within?.last === undefined || share >= 1 - within.last;
}

function outcomeOf({ atLeast, atMost }: PlaybookWords, hits: Hit[], { transcript, speakers }: SaidCall): Outcome {
	const decisive = atMost === undefined ? (atLeast ?? 1) : atMost + 1;
	const evidence: Evidence[] = [];
	let dropped = 0;
	for (const { sentence, span } of hits) {
		if (evidence.length >= Math.max(decisive, SHOWN_QUOTES)) break;
		const proof = verifyQuote(transcript, claim(sentence, span), speakers);
		if (proof) evidence.push(proof);
		else dropped += 1;
	}
	const reached = evidence.length >= decisive;
	const met = reached === (atMost === undefined) ? 'yes' : 'no';
	return { met, evidence: reached ? evidence.slice(0, SHOWN_QUOTES) : [], dropped };
}
