/** Searches one call for what answers a question, as quotes. */
import type { AnswerPassage } from '../../contract/analysis.ts';
import type { Call, Evidence, Sentence, Transcript } from '../../contract/call.ts';
import { claim } from '../calls/draft.ts';
import { type QuoteClaim, verifyQuote } from '../calls/evidence.ts';
import { type Speaker, type Speakers, speakersOf } from '../calls/speakers.ts';
import { foldWhitespace } from '../calls/text.ts';
import { byTime } from '../calls/turns.ts';
import { type Passage, passagesOf } from './passages.ts';
import { type Question, readQuestion } from './question.ts';
import { relevanceOf } from './relevance.ts';
import { rivalReader } from './rivals.ts';
import { indexTalk, type TalkIndex } from './talk-index.ts';
import { wordsOf } from './terms.ts';

/** An answer shows at most this many passages, of however many calls. */
export const MOST_PASSAGES = 8;

export type SearchedCall = {
	/** Best first, at most `MOST_PASSAGES`; none where the call does not say it. */
	passages: AnswerPassage[];
	/** Passages with a quote that did not stand in the transcript. */
	dropped: number;
};

export type CallToSearch = Pick<Call, 'id' | 'title' | 'url' | 'started' | 'parties' | 'rep'>;

/** A call made ready to be searched, for one question or many. */
export type ReadyTalk = {
	index: TalkIndex;
	speakers: Speakers;
	/** Those who speak. */
	present: Speaker[];
	/** Its sentences have the positions that evidence refers to. */
	transcript: Transcript;
};

export function readyTalk(call: Pick<Call, 'parties' | 'rep'>, given: Transcript): ReadyTalk {
	const speakers = speakersOf(call);
	// Positions are counted here, not believed.
	const transcript = { ...given, sentences: given.sentences.map((sentence, index) => ({ ...sentence, index })) };
	const index = indexTalk(byTime(transcript.sentences), rivalReader(call));
	const present = [...new Set(index.sentences.map(({ speakerId }) => speakerId))].map(speakers);
	return { index, speakers, present, transcript };
}

/** What a question asks of this call, and what each sentence of it, in the order of the index, has to do with that. */
export function lookFor({ index, speakers, present }: ReadyTalk, asked: string) {
	const question = readQuestion(asked, present, index.termOf);
	return { question, relevance: relevanceOf(index, question, speakers) };
}

/** The same call and question give the same passages every time. */
export function searchCall(call: CallToSearch, transcript: Transcript, asked: string): SearchedCall {
	return searchTalk(call, readyTalk(call, transcript), asked);
}

export function searchTalk({ title, url, started }: CallToSearch, talk: ReadyTalk, asked: string): SearchedCall {
	const { question, relevance } = lookFor(talk, asked);
	const found = passagesOf(talk.index, question, relevance, MOST_PASSAGES);
	const passages = found.flatMap(({ score, ...passage }): AnswerPassage[] => {
		const evidence = verified(claimsOf(talk.index, question, passage), talk);
		return evidence ? [{ score, callTitle: title, url, started, evidence }] : [];
	});
	return { passages, dropped: found.length - passages.length };
}

/** Undefined where one of them does not stand in the transcript. */
function verified(claims: QuoteClaim[], { transcript, speakers }: ReadyTalk): Evidence[] | undefined {
	const evidence = claims.flatMap((one) => verifyQuote(transcript, one, speakers) ?? []);
	return evidence.length === claims.length ? evidence : undefined;
}

/** One for each turn of the passage; a turn that others talk across is quoted in parts. */
function claimsOf(
	index: TalkIndex,
	question: Question,
	{ first, last }: Pick<Passage, 'first' | 'last'>,
): QuoteClaim[] {
	const turns: Sentence[][] = [];
	for (const sentence of index.sentences.slice(first, last + 1)) {
		if (foldWhitespace(sentence.text) === '') continue;
		const turn = turns.at(-1);
		const before = turn?.at(-1);
		const goesOn = before?.speakerId === sentence.speakerId && before.index + 1 === sentence.index;
		if (goesOn) turn?.push(sentence);
		else turns.push([sentence]);
	}
	return turns.map((turn) => {
		const [opening] = turn;
		if (opening && turn.length === 1) return claim(opening, spanOfTerms(opening, question, index));
		return {
			speakerId: opening?.speakerId ?? '',
			first: opening?.index ?? -1,
			last: turn.at(-1)?.index ?? -1,
			quote: turn.map(({ text }) => text).join(' '),
		};
	});
}

/** Where the first word of the question stands, so that of an endless sentence the right part is quoted. */
function spanOfTerms(
	{ text }: Sentence,
	{ terms }: Question,
	{ termOf }: TalkIndex,
): { from: number; to: number } | undefined {
	const wanted = new Set(terms.flatMap(({ variants }) => variants));
	const word = wordsOf(text).find((one) => wanted.has(termOf(one) ?? ''));
	if (word === undefined) return undefined;
	const from = foldWhitespace(text).toLowerCase().replaceAll("'", '’').indexOf(word);
	return from < 0 ? undefined : { from, to: from + word.length };
}
