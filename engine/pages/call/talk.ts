/** How the talk was shared, against the usual benchmarks. */
import type { PartyTalk, TalkStatistics } from '../../contract/call.ts';
import { type Html, html } from '../html.ts';
import { clockTime, percent, spokenLength } from '../wording.ts';
import type { CallShown, TalkBenchmarks } from './shown.ts';

/** Undefined where nothing was analyzed, and in the view for the record. */
export function talk({ analysis, benchmarks, view }: CallShown): Html | undefined {
	if (!analysis || view !== 'coaching' || analysis.talk.parties.length === 0) return undefined;
	const { talk: all } = analysis;
	const timed = all.times !== 'none';
	return html`<section class="panel talk" aria-labelledby="talk-title">
<h2 id="talk-title">The talk</h2>
${timed ? shares(all, benchmarks) : html`<p class="note">The transcript has no times: only words and questions can be counted.</p>`}
<details><summary>${timed ? 'All figures of the talk' : 'What was counted'}</summary>
${timed && figures(all, benchmarks)}
${everybody(all)}
</details></section>`;
}

/** The rep, colleagues, customers; with the benchmark as a line, and from where on it is too much as a shade. */
function shares(
	{ repTalkRatio, internalTalkRatio }: TalkStatistics,
	{ idealTalkRatio, highTalkRatio }: TalkBenchmarks,
): Html {
	const colleagues = Math.max(0, internalTalkRatio - repTalkRatio);
	const customers = Math.max(0, 1 - repTalkRatio - colleagues);
	const parts = [
		{ side: 'rep', name: 'Rep', share: repTalkRatio, from: 0 },
		{ side: 'colleague', name: 'Colleagues', share: colleagues, from: repTalkRatio },
		{ side: 'customer', name: 'Customers', share: customers, from: repTalkRatio + colleagues },
	].filter(({ share }) => share > 0.0005);
	const ideal = `${Math.round(idealTalkRatio * 100)}:${Math.round((1 - idealTalkRatio) * 100)}`;
	const verdict =
		repTalkRatio > highTalkRatio
			? `Above ${percent(highTalkRatio)} for the rep fewer deals are won.`
			: `Good sales calls are around ${ideal}.`;
	return html`<p class="shares-words">${parts.map(({ side, name, share }) => html`<span class="share ${side}">${name} <strong>${percent(share)}</strong></span>`)}<span class="verdict">${verdict}</span></p>
<svg class="shares" width="100%" height="38" role="img" aria-label="${parts.map(({ name, share }) => `${name} ${percent(share)}`).join(', ')}; benchmark ${ideal}">
${parts.map(({ side, share, from }) => html`<rect class="part ${side}" x="${width(from)}" width="${width(share)}" y="4" height="14"/>`)}
<line class="benchmark" x1="${width(idealTalkRatio)}" x2="${width(idealTalkRatio)}" y1="0" y2="22"/><text class="benchmark-name" x="${width(idealTalkRatio)}" y="35" text-anchor="middle">${ideal}</text>
</svg>`;
}

type Figure = { name: string; value: string; note?: string; meter?: Html };

function figures(all: TalkStatistics, { longMonologueMs }: TalkBenchmarks): Html {
	const rep = all.parties.find((party) => party.rep);
	const monologueMs = rep?.longestMonologueMs ?? all.longestMonologueMs;
	const measured = all.times === 'measured';
	const story = all.parties.find(({ speakerId }) => speakerId === all.longestStorySpeakerId);
	const list: (Figure | undefined | false)[] = [
		{
			name: rep ? 'Longest monologue of the rep' : 'Longest monologue',
			value: spokenLength(monologueMs),
			note: `long from ${spokenLength(longMonologueMs)} on`,
			meter: meter(monologueMs, longMonologueMs),
		},
		all.longestStoryMs > 0
			? { name: 'Longest story of a customer', value: spokenLength(all.longestStoryMs), note: story?.name }
			: undefined,
		rep && {
			name: 'Questions of the rep',
			value: rep.questions.toLocaleString('en-US'),
			note: `${Math.round(all.questionRate)} an hour`,
		},
		{ name: 'Changes of side', value: rounded(all.interactivity), note: 'a minute' },
		all.patienceMs === undefined
			? undefined
			: { name: 'Patience', value: spokenLength(all.patienceMs), note: 'before the rep answers a customer' },
		measured &&
			rep && { name: 'Pace of the rep', value: String(Math.round(rep.wordsPerMinute)), note: 'words a minute' },
		measured && { name: 'Two at a time', value: spokenLength(all.overlapMs), note: 'without “mm-hmm”' },
		measured && { name: 'Silence', value: spokenLength(all.silenceMs) },
	];
	return html`<dl class="figures">${list.map(
		(figure) =>
			figure &&
			html`<div><dt>${figure.name}</dt><dd><strong>${figure.value}</strong>${figure.meter}${figure.note && html`<span class="note">${figure.note}</span>`}</dd></div>`,
	)}</dl>`;
}

/** A bar up to the value; the benchmark stands at its middle. */
function meter(value: number, benchmark: number): Html {
	const share = Math.min(1, value / (2 * benchmark));
	return html`<svg class="meter${value >= benchmark && ' over'}" width="100%" height="10" aria-hidden="true"><rect class="track" y="3" width="100%" height="4" rx="2"/><rect class="value" y="3" width="${width(share)}" height="4" rx="2"/><line class="benchmark" x1="50%" x2="50%" y1="0" y2="10"/></svg>`;
}

function everybody({ parties, times }: TalkStatistics): Html {
	const timed = times !== 'none';
	const measured = times === 'measured';
	const row = ({ name, talkRatio, speechMs, longestMonologueMs, wordsPerMinute, words, questions }: PartyTalk) =>
		html`<tr><th scope="row"><bdi>${name}</bdi></th>${timed && html`<td>${percent(talkRatio)}</td><td>${clockTime(speechMs)}</td><td>${clockTime(longestMonologueMs)}</td>`}${measured && html`<td>${Math.round(wordsPerMinute)}</td>`}<td>${words.toLocaleString('en-US')}</td><td>${questions}</td></tr>`;
	return html`<div class="scroll" tabindex="0" role="region" aria-label="Figures of each speaker"><table><thead><tr><th scope="col">Speaker</th>${timed && html`<th scope="col">Share</th><th scope="col">Spoke</th><th scope="col">Longest</th>`}${measured && html`<th scope="col">Words a minute</th>`}<th scope="col">Words</th><th scope="col">Questions</th></tr></thead><tbody>${parties.map(row)}</tbody></table></div>`;
}

function width(share: number): string {
	return `${Math.round(share * 100_000) / 1_000}%`;
}

function rounded(value: number): string {
	return String(Math.round(value * 10) / 10);
}
