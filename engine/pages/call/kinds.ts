/** The kinds of insights as the page shows them: order, names, and the mark of each. */
import type { Insight } from '../../contract/call.ts';
import { type Html, html } from '../html.ts';

export type Kind = Insight['kind'];

export type KindShown = { kind: Kind; title: string; one: string; mark: Html };

/** What a reader looks for first comes first. Marks are drawn around 0,0 within 8 units; `mark-ink` is what stands in them. */
export const KINDS: readonly KindShown[] = [
	{
		kind: 'next-step',
		title: 'Next step',
		one: 'Next step',
		mark: html`<path d="M-7-7h8l7 7-7 7h-8z"/><path class="mark-ink" d="M-4 0h6M-.4-3 2.6 0l-3 3"/>`,
	},
	{
		kind: 'commitment',
		title: 'Commitments',
		one: 'Commitment',
		mark: html`<circle r="7.5"/><path class="mark-ink" d="M-3.3.3-1 2.8 3.5-2.5"/>`,
	},
	{
		kind: 'question',
		title: 'Questions',
		one: 'Question',
		mark: html`<circle r="7.5"/><path class="mark-ink" d="M-2.3-1.7A2.3 2.3 0 1 1 1 .3C.2.7 0 1 0 1.6M0 4v.2"/>`,
	},
	{
		kind: 'objection',
		title: 'Objections',
		one: 'Objection',
		mark: html`<path d="M0-8.5 8.5 0 0 8.5-8.5 0z"/><path class="mark-ink" d="M-3 0h6"/>`,
	},
	{
		kind: 'risk',
		title: 'Risks',
		one: 'Risk',
		mark: html`<path d="M0-8 8 6.5H-8z"/><path class="mark-ink" d="M0-3V1.4M0 4v.2"/>`,
	},
	{
		kind: 'decision',
		title: 'How they decide',
		one: 'Decision',
		mark: html`<rect x="-7" y="-7" width="14" height="14" rx="3"/><path class="mark-ink" d="M-3.5-2.5h7M-3.5.5h7M-3.5 3.5H1"/>`,
	},
	{
		kind: 'coachable-moment',
		title: 'Coaching',
		one: 'Coaching',
		mark: html`<path d="M0-8.8 2.2-3.1 8.4-2.7 3.6 1.2 5.2 7.1 0 3.8-5.2 7.1-3.6 1.2-8.4-2.7-2.2-3.1z"/>`,
	},
	{
		kind: 'sentiment',
		title: 'Mood',
		one: 'Mood',
		mark: html`<circle r="6"/>`,
	},
	{
		kind: 'topic',
		title: 'Topics',
		one: 'Topic',
		mark: html`<rect x="-8" y="-4" width="16" height="8" rx="3"/>`,
	},
];

export function kindOf(kind: Kind): KindShown {
	return KINDS.find((one) => one.kind === kind) as KindShown;
}

/** What a topic is called where there is little room: its words, without the sentence around them. */
export function topicName({ label, text }: Insight): string {
	return label ?? text;
}

/** Settled ones (an answered question, an objection that was met, what went well) are drawn hollow: what is open asks for the eye. */
export function isSettled({ kind, answered, met, tone }: Insight): boolean {
	if (kind === 'question') return answered === true;
	if (kind === 'objection') return met === true;
	return kind === 'coachable-moment' && tone === 'well';
}

/** Once on a page; the marks are drawn from it. */
export function markDefinitions(): Html {
	return html`<svg class="definitions" width="0" height="0" aria-hidden="true"><defs>${KINDS.map(
		({ kind, mark }) => html`<g id="mark-${kind}">${mark}</g>`,
	)}<pattern id="silence" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0v6"/></pattern></defs></svg>`;
}

/** The mark of a kind in a line of text. */
export function inlineMark(kind: Kind, settled = false): Html {
	return html`<svg class="mark k-${kind}${settled && ' settled'}" width="18" height="18" viewBox="-10 -10 20 20" aria-hidden="true"><use href="#mark-${kind}"/></svg>`;
}
