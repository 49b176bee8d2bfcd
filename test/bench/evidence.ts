/**
 * How much of what answers a question is found in a meeting: the share of the evidence turns of each human question that
 * stand in 10 % of the meeting's words, over that of BM25 on turns; and how often it is wrongly told that something was
 * said, or was not.
 *
 * `--half even` measures the meetings that the rules were tuned on, and nothing of those that are reported.
 */
import process from 'node:process';
import { mostRelevant } from '../../engine/domain/search/most-relevant.ts';
import { lookFor, type ReadyTalk, readyTalk, searchTalk } from '../../engine/domain/search/search-call.ts';
import { type Bm25Options, bm25Turns } from './shared/bm25-turns.ts';
import { print } from './shared/figures.ts';
import { type Half, type Meeting, readMeetings } from './shared/meetings.ts';

const SHARE_OF_WORDS = 0.1;
const BASELINES: Bm25Options[] = [true, false].flatMap((stems) =>
	[true, false].map((stopWords) => ({ stems, stopWords })),
);

/** Turns, the best first. */
type Ranking = (meeting: Meeting, question: string) => number[];
type Recall = { turns: number; words: number; questions: number };

const talks = new Map<Meeting, ReadyTalk>();

const onlyEven = process.argv.includes('--half') && process.argv.includes('even');
const even = measured('even');
report(onlyEven ? even : measured('odd'));

type Measured = ReturnType<typeof measured>;

function measured(half: Half) {
	const meetings = readMeetings(half);
	const baselines = BASELINES.map((options) => ({ options, recall: recallOf(meetings, bm25Turns(options)) }));
	const strongest = (by: 'turns' | 'words') =>
		baselines.reduce((best, one) => (one.recall[by] > best.recall[by] ? one : best));
	return {
		half,
		meetings: meetings.length,
		ours: recallOf(meetings, ranked),
		turns: strongest('turns'),
		words: strongest('words'),
		said: saidWrongly(meetings),
	};
}

function ranked(meeting: Meeting, question: string): number[] {
	const talk = talkOf(meeting);
	const { index } = talk;
	const { relevance } = lookFor(talk, question);
	return mostRelevant(index, relevance.stretch, budgetOf(meeting.words)).map(
		(position) => index.sentences[position]?.index ?? -1,
	);
}

function talkOf(meeting: Meeting): ReadyTalk {
	const talk = talks.get(meeting) ?? readyTalk(meeting.call, meeting.transcript);
	talks.set(meeting, talk);
	return talk;
}

function budgetOf(words: number[]): number {
	return Math.floor(SHARE_OF_WORDS * words.reduce((sum, count) => sum + count, 0));
}

/** Means over questions. Turns in which nothing is said (laughter, noise) count on neither side. */
function recallOf(meetings: Meeting[], ranking: Ranking): Recall {
	const all: { turns: number; words: number }[] = [];
	for (const meeting of meetings) {
		for (const { text, spans } of meeting.questions) {
			const evidence = meeting.words.flatMap((words, turn) =>
				words > 0 && spans.some(([first, last]) => turn >= first && turn <= last) ? [turn] : [],
			);
			const found = within(meeting, ranking(meeting, text));
			const wordsOf = (turns: number[]) => turns.reduce((sum, turn) => sum + (meeting.words[turn] ?? 0), 0);
			const hits = evidence.filter((turn) => found.has(turn));
			all.push({ turns: hits.length / evidence.length, words: wordsOf(hits) / wordsOf(evidence) });
		}
	}
	const mean = (of: 'turns' | 'words') => all.reduce((sum, one) => sum + one[of], 0) / all.length;
	return { turns: mean('turns'), words: mean('words'), questions: all.length };
}

/** The same for both: turns in the order of their rank, as long as they fit; one that no longer fits is passed over. */
function within({ words }: Meeting, ranking: number[]): Set<number> {
	const found = new Set<number>();
	let left = budgetOf(words);
	for (const turn of ranking) {
		const length = words[turn] ?? 0;
		if (length === 0 || length > left || found.has(turn)) continue;
		found.add(turn);
		left -= length;
	}
	return found;
}

/** Questions of a meeting put to itself, to every other meeting of the half, and to those of another kind. */
function saidWrongly(meetings: Meeting[]) {
	const [own, others, otherKinds] = [newShare(), newShare(), newShare()];
	for (const meeting of meetings) {
		for (const asked of meetings) {
			for (const { text } of asked.questions) {
				const said = searchTalk(meeting.call, talkOf(meeting), text).passages.length > 0;
				if (meeting === asked) count(own, !said);
				else count(others, said);
				if (meeting.kind !== asked.kind) count(otherKinds, said);
			}
		}
	}
	return { own: own.wrong / own.of, others: others.wrong / others.of, otherKinds: otherKinds.wrong / otherKinds.of };
}

function newShare() {
	return { wrong: 0, of: 0 };
}

function count(share: { wrong: number; of: number }, wrong: boolean): void {
	share.of += 1;
	if (wrong) share.wrong += 1;
}

function report(reported: Measured): void {
	const where = ({ half, meetings, ours }: Measured) => `${half} meetings (${meetings}, ${ours.questions} questions)`;
	const figure = (metric: string, unit: string, of: (half: Measured) => number, note: string) =>
		print({
			bench: 'evidence',
			metric,
			value: of(reported),
			unit,
			note: `${where(reported)}${reported === even ? '' : `; even, tuned on: ${of(even).toFixed(3)}`}; ${note}`,
		});
	const named = ({ options }: Measured['turns']) =>
		`BM25 on turns, ${options.stems ? 'stems' : 'words'}, ${options.stopWords ? 'without' : 'with'} stop words`;
	const strongest = `the strongest of ${BASELINES.length}`;
	figure('recall_ratio_to_bm25', 'ratio', ({ ours, turns }) => ours.turns / turns.recall.turns, '10 % of the words');
	figure('recall', 'share', ({ ours }) => ours.turns, 'evidence turns in 10 % of the words');
	figure('recall_baseline', 'share', ({ turns }) => turns.recall.turns, `${named(reported.turns)}: ${strongest}`);
	figure(
		'word_recall_ratio_to_bm25',
		'ratio',
		({ ours, words }) => ours.words / words.recall.words,
		'words of evidence',
	);
	figure('word_recall_baseline', 'share', ({ words }) => words.recall.words, `${named(reported.words)}: ${strongest}`);
	figure('false_unsaid', 'share', ({ said }) => said.own, 'questions of the meeting itself answered "not said"');
	figure('false_said', 'share', ({ said }) => said.others, 'questions of other meetings answered all the same');
	figure('false_said_other_kind', 'share', ({ said }) => said.otherKinds, 'the same, of meetings of another kind');
}
