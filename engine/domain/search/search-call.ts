/** Searches one call for what answers a question, as quotes. */
import type { AnswerPassage } from '../../contract/analysis.ts';
import type { Call, Evidence, Sentence, Transcript } from '../../contract/call.ts';
import { claim } from '../calls/draft.ts';
import { type QuoteClaim, verifyQuote } from '../calls/evidence.ts';
import { type Speakers, speakersOf } from '../calls/speakers.ts';
import { foldWhitespace } from '../calls/text.ts';
import { byTime } from '../calls/turns.ts';
import { type Passage, passagesOf } from './passages.ts';
import { type Question, readQuestion } from './question.ts';
import { relevanceOf } from './relevance.ts';
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

/** The same call and question give the same passages every time. */
export function searchCall(call: CallToSearch, transcript: Transcript, asked: string): SearchedCall {
	const speakers = speakersOf(call);
	const indexed = { ...transcript, sentences: transcript.sentences.map((sentence, index) => ({ ...sentence, index })) };
	const index = indexTalk(byTime(indexed.sentences));
	const present = [...new Set(index.sentences.map(({ speakerId }) => speakerId))].map(speakers);
	const question = readQuestion(asked, present, index.termOf);
	const found = passagesOf(index, question, relevanceOf(index, question, speakers), MOST_PASSAGES);
	const passages = found.flatMap((passage): AnswerPassage[] => {
		const evidence = verified(claimsOf(index, question, passage), indexed, speakers);
		if (!evidence) return [];
		return [{ score: passage.score, callTitle: call.title, url: call.url, started: call.started, evidence }];
	});
	return { passages, dropped: found.length - passages.length };
}

/** Undefined where one of them does not stand in the transcript. */
function verified(claims: QuoteClaim[], transcript: Transcript, speakers: Speakers): Evidence[] | undefined {
	const evidence = claims.flatMap((one) => verifyQuote(transcript, one, speakers) ?? []);
	return evidence.length === claims.length ? evidence : undefined;
}

/** One for each turn of the passage; a turn that others talk across is quoted in parts. */
function claimsOf(index: TalkIndex, question: Question, { first, last }: Passage): QuoteClaim[] {
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
	const wanted = new Set(terms.flat());
	const word = wordsOf(text).find((one) => wanted.has(termOf(one) ?? ''));
	if (word === undefined) return undefined;
	const from = foldWhitespace(text).toLowerCase().replaceAll("'", '’').indexOf(word);
	return from < 0 ? undefined : { from, to: from + word.length };
}
