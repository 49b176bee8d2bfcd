/**
 * How much of what is planted in calls the analysis finds, how much of what it finds is planted, and how fast it is
 * beside a library that only tokenizes and tags.
 */
import { createRequire } from 'node:module';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import { analyzeCall } from '../../engine/domain/calls/analyze-call.ts';
import { analyzeHalf } from '../planted/analyze-half.ts';
import { KINDS, precision, recall, type Score, type Share, scoreOf } from '../planted/score.ts';
import { median, option, print } from './shared/figures.ts';
import { gongCalls } from './shared/gong-calls.ts';

const ROUNDS = option('rounds', 7);

const figure = (metric: string, value: number, unit: string, note: string) =>
	print({ bench: 'analysis', metric, value, unit, note });

measurePlanted();
measureSpeed();

/** The reported half only counts; the other, from which the analysis has learned, is printed beside to show how far it fits that. */
function measurePlanted(): void {
	const held = analyzeHalf('held');
	const dev = analyzeHalf('dev');
	const scores = KINDS.map((kind) => ({ kind, held: scoreOf(kind, held), dev: scoreOf(kind, dev) }));
	const least = (of: (score: Score) => number) =>
		scores.reduce((low, score) => (of(score.held) < of(low.held) ? score : low));
	const worst = { precision: least(precision), recall: least(recall) };
	figure('planted_precision', precision(worst.precision.held), 'share', `held half, lowest: ${worst.precision.kind}`);
	figure('planted_recall', recall(worst.recall.held), 'share', `held half, lowest: ${worst.recall.kind}`);
	for (const score of scores) {
		const { right, found, repeated, planted } = score.held;
		const again = repeated > 0 ? `, ${repeated} said twice` : '';
		const other = (share: number) => `dev half ${share.toFixed(2)}`;
		figure(
			`planted_precision_${score.kind}`,
			precision(score.held),
			'share',
			`${right} right of ${found} found${again}; ${other(precision(score.dev))}`,
		);
		figure(
			`planted_recall_${score.kind}`,
			recall(score.held),
			'share',
			`${right} found of ${planted} planted; ${other(recall(score.dev))}`,
		);
		detail('planted_due_dates_right', score.held.dueDates, 'of the commitments found, the day is right');
		detail('planted_met_right', score.held.met, 'of the objections found, rightly told whether met');
	}
}

function detail(metric: string, { right, of }: Share, note: string): void {
	if (of > 0) figure(metric, right / of, 'share', `${right} of ${of}; ${note}`);
}

/** Rounds of both sides take turns on one core, so that a slow minute of the machine meets both. */
function measureSpeed(): void {
	const calls = gongCalls();
	const texts = calls.flatMap(({ transcript }) => transcript.sentences.map(({ text }) => text));
	const nlp = winkNLP(model, ['pos']);
	const analyze = () => calls.reduce((sum, one) => sum + analyzeCall(one.call, one.transcript, 'UTC').sentences, 0);
	const tag = () => {
		let tokens = 0;
		for (const text of texts) tokens += nlp.readDoc(text).tokens().out(nlp.its.pos).length;
		return tokens;
	};
	if (analyze() !== texts.length) throw new Error('not every sentence was analyzed');
	const tokens = tag();
	const seen = { ours: [] as number[], theirs: [] as number[] };
	for (let round = 0; round < ROUNDS; round += 1) {
		seen.theirs.push(texts.length / secondsOf(tag));
		seen.ours.push(texts.length / secondsOf(analyze));
	}
	const { version } = createRequire(import.meta.url)('wink-nlp/package.json') as { version: string };
	const over = `${texts.length} sentences, ${tokens} tokens, median of ${ROUNDS} rounds`;
	figure('throughput_per_s', median(seen.ours), 'sentences/s', `whole analysis on one core, ${over}`);
	figure('throughput_baseline', median(seen.theirs), 'sentences/s', `wink-nlp ${version}: tokens and tags, ${over}`);
	figure('throughput_ratio_to_wink', median(seen.ours) / median(seen.theirs), 'ratio', over);
}

function secondsOf(work: () => unknown): number {
	const began = performance.now();
	work();
	return (performance.now() - began) / 1_000;
}
