/** The talk timeline: topics, a lane for each speaker, silence, and the insights where they were said. */
import { type Html, html } from '../html.ts';
import { clockTime, cut, percent, spokenLength } from '../wording.ts';
import { inlineMark, isSettled, KINDS, kindOf, topicName } from './kinds.ts';
import { type Lane, type Span, silencesOf, spanOf } from './lanes.ts';
import type { CallShown, ShownInsight } from './shown.ts';

/** Heights in pixels; across, everything is in percent of the call. */
const TOPICS = 34;
const LABEL = 20;
const MARKS = 20;
const BAR = 14;
const GAP = 14;
const AXIS = 22;

/** Marks nearer than this share of the call stand one above the other, in at most so many rows. */
const MARK_SHARE = 0.017;
const MOST_ROWS = 3;

/** A shorter pause is a breath. */
const LEAST_SILENCE_MS = 3_000;
/** In a long call a silence has to be this share of it to be seen. */
const LEAST_SILENCE_SHARE = 0.002;

const MOST_TICKS = 7;
const TICKS_SECONDS = [10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200];

type Placed = { lane: Lane; top: number; marks: { shown: ShownInsight; row: number }[] };

/** Undefined for a transcript without times. */
export function timeline(call: CallShown): Html | undefined {
	if (!call.timed) return undefined;
	const topics = call.insights.filter(({ insight }) => insight.kind === 'topic' && insight.span);
	const above = topics.length > 0 ? TOPICS : 0;
	const lanes = placeLanes(call, above);
	const last = lanes.at(-1);
	const bottom = last ? barTop(last) + BAR + GAP : above;
	// Where ends are estimated nobody knows how long it was quiet.
	const measured = call.call.times === undefined;
	const leastMs = Math.max(LEAST_SILENCE_MS, call.lengthMs * LEAST_SILENCE_SHARE);
	return html`<section class="panel timeline" id="timeline" aria-labelledby="timeline-title">
<h2 id="timeline-title">Timeline</h2>
${filters(call)}
<svg class="chart" width="100%" height="${bottom + AXIS}" role="group" aria-label="Who spoke when" data-length="${call.lengthMs}">
${axis(call.lengthMs, above, bottom)}
${measured && silencesOf(call.lanes, leastMs).map((silence) => silenceBand(silence, call, above, bottom))}
${topics.map((topic, position) => topicBand(topic, position, call))}
${lanes.map((placed) => laneShape(placed, call))}
<line class="cursor" id="cursor" x1="0" x2="0" y1="${above}" y2="${bottom}" visibility="hidden"/>
</svg></section>`;
}

/** Boxes that hide kinds of marks and entries; the style sheet does it, without a script. */
function filters({ insights }: CallShown): Html {
	const present = KINDS.filter(({ kind }) => insights.some(({ insight }) => insight.kind === kind));
	return html`<ul class="filters" aria-label="Shown kinds">${present.map(({ kind, title }) => {
		const count = insights.filter(({ insight }) => insight.kind === kind).length;
		return html`<li><label class="filter"><input type="checkbox" id="show-${kind}" checked autocomplete="off">${inlineMark(kind)}${title} <span class="count">${count}</span></label></li>`;
	})}</ul>`;
}

function axis(lengthMs: number, top: number, bottom: number): Html {
	const seconds = lengthMs / 1_000;
	const step = TICKS_SECONDS.find((one) => seconds / one <= MOST_TICKS) ?? Math.ceil(seconds / MOST_TICKS);
	const ticks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, number) => number * step * 1_000);
	return html`<g class="axis" aria-hidden="true">${ticks.map((at) => {
		const x = across(at, lengthMs);
		const anchor = at === 0 ? 'start' : at > lengthMs * 0.96 ? 'end' : 'middle';
		return html`<line x1="${x}" x2="${x}" y1="${top}" y2="${bottom}"/><text x="${x}" y="${bottom + 15}" text-anchor="${anchor}">${clockTime(at)}</text>`;
	})}</g>`;
}

function silenceBand(silence: Span, { lengthMs }: CallShown, top: number, bottom: number): Html {
	const said = `Nobody speaks for ${spokenLength(silence.endMs - silence.startMs)}, from ${clockTime(silence.startMs)}`;
	return html`<rect class="silence" ${spanAcross(silence, lengthMs)} y="${top}" height="${bottom - top}" fill="url(#silence)"><title>${said}</title></rect>`;
}

function topicBand({ insight, anchor, quotes }: ShownInsight, position: number, { lengthMs }: CallShown): Html {
	const span = spanOf(insight.span as Span);
	const band = html`<svg ${spanAcross(span, lengthMs)} y="0" height="26"><title>${topicName(insight)} (${clockTime(span.startMs)} to ${clockTime(span.endMs)})</title><rect width="100%" height="26" rx="5"/><text x="8" y="17">${cut(topicName(insight), 80)}</text></svg>`;
	const classes = html`topic k-topic t${position % 2}`;
	if (anchor === undefined) return html`<g class="${classes}">${band}</g>`;
	return html`<a class="${classes}" href="#${anchor}" data-quotes="${quotes.join(' ')}" data-at="${span.startMs}">${band}</a>`;
}

function laneShape(placed: Placed, call: CallShown): Html {
	const { lane, top, marks } = placed;
	const y = barTop(placed);
	const total = call.lanes.reduce((sum, { speechMs }) => sum + speechMs, 0);
	const share = total > 0 ? percent(lane.speechMs / total) : '';
	// Drawn 100,000 wide and stretched: one short path a lane, however many sentences there are.
	const path = lane.spans.map(({ startMs, endMs }) => barPath(startMs, endMs, call.lengthMs)).join('');
	return html`<g class="lane ${lane.side}"><text class="name" x="0" y="${top + 13}">${cut(lane.name, 40)}${lane.side === 'rep' && html`<tspan class="role"> rep</tspan>`}</text><text class="share" x="100%" y="${top + 13}" text-anchor="end">${call.view === 'coaching' && share}</text>
<rect class="track" x="0" y="${y}" width="100%" height="${BAR}" rx="3"/><svg x="0" y="${y}" width="100%" height="${BAR}" viewBox="0 0 100000 1" preserveAspectRatio="none" aria-hidden="true"><path class="speech" d="${path}"/></svg>
${marks.map(({ shown, row }) => markShape(shown, y - row * MARKS - MARKS / 2 - 1, call))}</g>`;
}

function markShape({ id, insight, anchor, quotes }: ShownInsight, y: number, { lengthMs }: CallShown): Html {
	const [evidence] = insight.evidence;
	const at = evidence?.startMs ?? 0;
	const title = `${kindOf(insight.kind).one}, ${clockTime(at)}, ${evidence?.speaker}: “${cut(evidence?.quote ?? '', 160)}”`;
	const shape = html`<title>${title}</title><svg class="place" x="${across(at, lengthMs)}" y="${y}" width="1" height="1"><circle class="hit" r="11"/><use href="#mark-${insight.kind}"/></svg>`;
	const classes = html`mark k-${insight.kind}${isSettled(insight) && ' settled'}`;
	if (anchor === undefined) return html`<g class="${classes}">${shape}</g>`;
	return html`<a class="${classes}" href="#${anchor}" data-quotes="${quotes.join(' ')}" data-insight="${id}" data-at="${at}">${shape}</a>`;
}

function placeLanes(call: CallShown, above: number): Placed[] {
	let top = above;
	return call.lanes.map((lane) => {
		const own = call.insights.filter(
			({ insight }) => insight.kind !== 'topic' && lane.speakerIds.includes(insight.evidence[0]?.speakerId ?? ''),
		);
		const placed = { lane, top, marks: inRows(own, call.lengthMs) };
		top = barTop(placed) + BAR + GAP;
		return placed;
	});
}

/** Each mark in the first row above the bar that has room for it, else in the last one. */
function inRows(insights: readonly ShownInsight[], lengthMs: number): Placed['marks'] {
	const least = lengthMs * MARK_SHARE;
	const ends: number[] = [];
	const startOf = ({ insight }: ShownInsight) => insight.evidence[0]?.startMs ?? 0;
	const rankOf = ({ insight }: ShownInsight) => KINDS.indexOf(kindOf(insight.kind));
	return insights
		.toSorted((one, other) => startOf(one) - startOf(other) || rankOf(one) - rankOf(other))
		.map((shown) => {
			const at = startOf(shown);
			const free = ends.findIndex((end) => end <= at);
			const row = free >= 0 ? free : Math.min(ends.length, MOST_ROWS - 1);
			ends[row] = at + least;
			return { shown, row };
		});
}

function barTop({ top, marks }: Placed): number {
	const rows = marks.reduce((most, { row }) => Math.max(most, row + 1), 0);
	return top + LABEL + rows * MARKS;
}

function barPath(startMs: number, endMs: number, lengthMs: number): string {
	const from = Math.round((startMs / lengthMs) * 100_000);
	const to = Math.max(from + 60, Math.round((endMs / lengthMs) * 100_000));
	return `M${from} 0H${to}V1H${from}z`;
}

/** How far across the chart, as a percentage of its width. */
function across(milliseconds: number, lengthMs: number): string {
	return `${Math.round((Math.min(Math.max(0, milliseconds), lengthMs) / lengthMs) * 100_000) / 1_000}%`;
}

function spanAcross({ startMs, endMs }: Span, lengthMs: number): Html {
	const width = Math.max(0, Math.min(endMs, lengthMs) - startMs);
	return html`x="${across(startMs, lengthMs)}" width="${across(width, lengthMs)}"`;
}
