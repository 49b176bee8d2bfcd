/** A call as its page shows it: everything computed, nothing written yet. */
import type { PlaybookResult } from '../../contract/analysis.ts';
import type { Call, CallAnalysis, Insight, Sentence, Transcript } from '../../contract/call.ts';
import type { PageView } from '../../ports/page-of.ts';
import { anchorAt } from '../anchor.ts';
import { insightShown } from '../record-view.ts';
import { type Lane, lanesOf, spanOf } from './lanes.ts';
import { type QuotedPart, quoteFinder } from './quotes.ts';
import { type ShownSpeaker, speakersOf } from './speakers.ts';

/** What the talk is compared with, as data. */
export type TalkBenchmarks = {
	/** Share of the talk that a good sales call gives the rep, 0 to 1. */
	idealTalkRatio: number;
	/** Above it fewer deals are won. */
	highTalkRatio: number;
	/** A rep who talks longer without a pause has a monologue. */
	longMonologueMs: number;
};

/** What became of an insight: whether somebody disagrees, and where one says so or takes it back. */
export type Opinion = { disagreed: boolean; address: string | undefined };

export type CallToShow = {
	call: Call;
	/** Undefined where the call was not analyzed yet. */
	analysis?: CallAnalysis;
	playbook?: PlaybookResult;
	/** Undefined where it is not kept any more. */
	transcript: Transcript | undefined;
	view: PageView;
	/** IANA zone of the tenant. */
	zone: string;
	benchmarks: TalkBenchmarks;
	/** Left out: nobody is asked. */
	opinionOn?: (insight: Insight) => Opinion;
};

export type ShownInsight = {
	/** Of its entry in the list: `i0`, `i1` … */
	id: string;
	insight: Insight;
	/** Place of its first words in the transcript; undefined where they are not there. */
	anchor: string | undefined;
	/** Ids of its quotes in the transcript: `q0`, `q1` … */
	quotes: string[];
	opinion: Opinion | undefined;
};

export type ShownSentence = {
	anchor: string;
	startMs: number;
	/** The text in order; each piece with the quotes that it is part of. */
	pieces: { text: string; quotes: string[]; kinds: Insight['kind'][] }[];
};

/** What one speaker says until another takes over. */
export type ShownTurn = { speaker: ShownSpeaker; sentences: ShownSentence[] };

export type CallShown = Omit<CallToShow, 'transcript' | 'opinionOn'> & {
	/** Whether the transcript is still kept. */
	kept: boolean;
	/** False where the transcript has no times. */
	timed: boolean;
	/** To the end of the call or of the last word, whichever comes later. */
	lengthMs: number;
	speakers: (speakerId: string) => ShownSpeaker;
	lanes: Lane[];
	turns: ShownTurn[];
	insights: ShownInsight[];
	/** Place of some evidence in the transcript; undefined where it is not there. */
	placeOf: (evidence: Insight['evidence'][number]) => string | undefined;
};

/** The view for the record leaves out everything about how the rep did. */
export function showCall(given: CallToShow): CallShown {
	const { call, transcript, view, opinionOn, ...rest } = given;
	const sentences = transcript?.sentences ?? [];
	const timed = call.times !== 'none' && sentences.some((sentence) => spanOf(sentence).endMs > 0);
	const ends = sentences.reduce((latest, sentence) => Math.max(latest, spanOf(sentence).endMs), 0);
	const lengthMs = Math.max(1, ends, call.durationSeconds * 1_000);
	const speakers = speakersOf(call);
	const all = given.analysis?.insights ?? [];
	const found = all.flatMap((insight) => insightShown(insight, view) ?? []);
	const finder = quoteFinder(sentences);
	const anchors = anchorsOf(sentences, timed);
	const place = ([first]: QuotedPart[]) => (first ? anchors[first.sentence] : undefined);
	const { insights, quoted } = placed(found, finder.find, place, opinionOn);
	return {
		...rest,
		call,
		view,
		playbook: view === 'coaching' ? given.playbook : undefined,
		kept: transcript !== undefined,
		timed,
		lengthMs,
		speakers,
		lanes: timed ? lanesOf(sentences, speakers, lengthMs) : [],
		turns: turnsOf(sentences, finder.texts, anchors, quoted, speakers),
		insights,
		placeOf: (evidence) => place(finder.find(evidence)),
	};
}

/** The first sentence that begins at a time has that time's anchor, which links from outside use. */
function anchorsOf(sentences: readonly Sentence[], timed: boolean): string[] {
	const used = new Set<string>();
	return sentences.map(({ startMs }, position) => {
		const wanted = timed && Number.isFinite(startMs) ? anchorAt(startMs) : undefined;
		if (wanted === undefined || used.has(wanted)) return `s${position}`;
		used.add(wanted);
		return wanted;
	});
}

type Quoted = { id: string; kind: Insight['kind']; from: number; to: number };

/** Looks up every quote once; `quoted`: by position of the sentence. */
function placed(
	insights: readonly Insight[],
	find: (evidence: Insight['evidence'][number]) => QuotedPart[],
	place: (parts: QuotedPart[]) => string | undefined,
	opinionOn: CallToShow['opinionOn'],
): { insights: ShownInsight[]; quoted: Map<number, Quoted[]> } {
	const quoted = new Map<number, Quoted[]>();
	let quotes = 0;
	const shown = insights.map((insight, position): ShownInsight => {
		const one: ShownInsight = {
			id: `i${position}`,
			insight,
			anchor: undefined,
			quotes: [],
			opinion: opinionOn?.(insight),
		};
		for (const evidence of insight.evidence) {
			const parts = find(evidence);
			if (parts.length === 0) continue;
			one.anchor ??= place(parts);
			const id = `q${quotes}`;
			quotes += 1;
			one.quotes.push(id);
			for (const { sentence, from, to } of parts) {
				const others = quoted.get(sentence) ?? [];
				quoted.set(sentence, [...others, { id, kind: insight.kind, from, to }]);
			}
		}
		return one;
	});
	return { insights: shown, quoted };
}

/** By time; sentences of equal time stay in the transcript's order. Sentences without words are left out. */
function turnsOf(
	sentences: readonly Sentence[],
	texts: readonly string[],
	anchors: readonly string[],
	quoted: ReadonlyMap<number, Quoted[]>,
	speakers: (speakerId: string) => ShownSpeaker,
): ShownTurn[] {
	const order = [...sentences.keys()].sort(
		(one, other) =>
			spanOf(sentences[one] as Sentence).startMs - spanOf(sentences[other] as Sentence).startMs || one - other,
	);
	const turns: ShownTurn[] = [];
	for (const position of order) {
		const text = texts[position] as string;
		if (text === '') continue;
		const sentence = sentences[position] as Sentence;
		const shown = {
			anchor: anchors[position] as string,
			startMs: spanOf(sentence).startMs,
			pieces: piecesOf(text, quoted.get(position) ?? []),
		};
		const turn = turns.at(-1);
		if (turn?.speaker.id === sentence.speakerId) turn.sentences.push(shown);
		else turns.push({ speaker: speakers(sentence.speakerId), sentences: [shown] });
	}
	return turns;
}

/** Cuts the text wherever a quote begins or ends. */
function piecesOf(text: string, quotes: readonly Quoted[]): ShownSentence['pieces'] {
	if (quotes.length === 0) return [{ text, quotes: [], kinds: [] }];
	const borders = [...new Set([0, text.length, ...quotes.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
	return borders.slice(1).map((to, position) => {
		const from = borders[position] as number;
		const here = quotes.filter((quote) => quote.from <= from && quote.to >= to);
		return { text: text.slice(from, to), quotes: here.map(({ id }) => id), kinds: here.map(({ kind }) => kind) };
	});
}
