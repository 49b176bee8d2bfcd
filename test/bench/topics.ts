/**
 * How well the borders of topics are found in meetings: WindowDiff against the borders that people drew, over the best of
 * TextTiling, even spacing and no border at all.
 *
 * `--half even` measures the meetings that everything was tuned on, and nothing of those that are reported.
 */
import process from 'node:process';
import { speakersOf } from '../../engine/domain/calls/speakers.ts';
import { topicsOf } from '../../engine/domain/calls/topics.ts';
import { turnsOf } from '../../engine/domain/calls/turns.ts';
import { print } from './shared/figures.ts';
import { type Half, type Meeting, readMeetings, type TurnSpan } from './shared/meetings.ts';
import { type TilingOptions, textTiling } from './shared/text-tiling.ts';
import { windowDiff } from './shared/window-diff.ts';

type Segmenter = { name: string; borders: (meeting: Meeting) => number[] };

/** A gap of fewer turns between two topics is a transition, and has one border. */
const TRANSITION_TURNS = 5;

const ours: Segmenter = { name: 'ours', borders: ourBorders };
const nothing: Segmenter = { name: 'no border', borders: () => [] };
const even = readMeetings('even');
/** Each baseline as it does best on the even meetings. */
const baselines = [best(tilings()), best(spacings()), nothing];
report(process.argv.includes('--half') && process.argv.includes('even') ? 'even' : 'odd');

function ourBorders({ call, transcript }: Meeting): number[] {
	const topics = topicsOf(turnsOf(transcript.sentences, speakersOf(call)));
	return topics.slice(1).map(({ sentences }) => sentences[0]?.index ?? 0);
}

function tilings(): Segmenter[] {
	const options: TilingOptions[] = [20, 40].flatMap((sequence) =>
		[6, 10, 20].flatMap((block) => [1, 0.5, 0, -1, -2].map((cutoff) => ({ sequence, block, cutoff }))),
	);
	return options.map((option) => ({
		name: `TextTiling (sequences of ${option.sequence} words, blocks of ${option.block}, cutoff ${option.cutoff})`,
		borders: ({ transcript }) =>
			textTiling(
				transcript.sentences.map(({ text }) => text),
				option,
			),
	}));
}

/** The number of topics is not known: a border every so many turns, as on the even meetings. */
function spacings(): Segmenter[] {
	return [25, 50, 75, 100, 150, 200, 300, 400].map((length) => ({
		name: `a border every ${length} turns`,
		borders: ({ transcript }) => {
			const count = Math.max(1, Math.round(transcript.sentences.length / length));
			return Array.from({ length: count - 1 }, (_, place) =>
				Math.round(((place + 1) * transcript.sentences.length) / count),
			);
		},
	}));
}

function best(segmenters: Segmenter[]): Segmenter {
	const scored = segmenters.map((segmenter) => ({ segmenter, error: errorOf(even, segmenter) }));
	return scored.reduce((low, one) => (one.error < low.error ? one : low)).segmenter;
}

/** Mean over meetings. */
function errorOf(meetings: Meeting[], { borders }: Segmenter): number {
	const errors = meetings.map((meeting) => {
		const turns = meeting.transcript.sentences.length;
		return windowDiff(humanBorders(meeting.topics, turns), borders(meeting), turns);
	});
	return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

/** Where a topic begins, and where one ends without another beginning soon. */
function humanBorders(topics: TurnSpan[], turns: number): number[] {
	const begins = topics.map(([first]) => first);
	const ends = topics
		.map(([, last]) => last + 1)
		.filter((end) => begins.every((begin) => Math.abs(begin - end) > TRANSITION_TURNS));
	return [...new Set([...begins, ...ends])].filter((border) => border > 0 && border < turns);
}

function report(half: Half): void {
	const meetings = half === 'even' ? even : readMeetings(half);
	const low = (among: Meeting[]) => Math.min(...baselines.map((one) => errorOf(among, one)));
	const strongest = baselines.reduce((one, other) => (errorOf(meetings, other) < errorOf(meetings, one) ? other : one));
	const figure = (metric: string, unit: string, of: (among: Meeting[]) => number, note: string) => {
		const tuned = half === 'even' ? '' : `; even, tuned on: ${of(even).toFixed(3)}`;
		print({
			bench: 'topics',
			metric,
			value: of(meetings),
			unit,
			note: `${half} meetings (${meetings.length})${tuned}; ${note}`,
		});
	};
	figure(
		'windowdiff_ratio_to_best_baseline',
		'ratio',
		(among) => errorOf(among, ours) / low(among),
		`over ${strongest.name}`,
	);
	figure('windowdiff', 'share', (among) => errorOf(among, ours), 'k = half the mean topic');
	figure('windowdiff_baseline', 'share', low, `the lowest of ${baselines.length}: ${strongest.name}`);
	for (const [place, metric] of [
		'windowdiff_texttiling',
		'windowdiff_even_spacing',
		'windowdiff_no_border',
	].entries()) {
		const baseline = baselines[place];
		if (baseline) figure(metric, 'share', (among) => errorOf(among, baseline), baseline.name);
	}
	const borders = (among: Meeting[]) =>
		among.reduce((sum, meeting) => sum + ourBorders(meeting).length, 0) / among.length;
	const drawn = meetings.reduce(
		(sum, { topics, transcript }) => sum + humanBorders(topics, transcript.sentences.length).length,
		0,
	);
	figure('borders_per_meeting', 'borders', borders, `people drew ${(drawn / meetings.length).toFixed(1)}`);
}
