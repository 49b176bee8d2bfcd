/** The list of insights by kind, each with the words that prove it. */
import type { Insight } from '../../contract/call.ts';
import { type Html, html } from '../html.ts';
import { clockTime, counted, spokenDay, spokenLabel, spokenLength } from '../wording.ts';
import { inlineMark, isSettled, KINDS, type KindShown, kindOf, topicName } from './kinds.ts';
import { spanOf } from './lanes.ts';
import { sentimentByPhase } from './sentiment.ts';
import type { CallShown, ShownInsight } from './shown.ts';

/** Answered questions and the like are folded away where there are more than this many. */
const MOST_SETTLED = 3;

/** Quotes of one insight that are shown in full. */
const MOST_QUOTES = 3;

export function insightList(call: CallShown): Html {
	const groups = KINDS.map((kind) => ({ kind, shown: call.insights.filter((one) => one.insight.kind === kind.kind) }));
	const present = groups.filter(({ shown }) => shown.length > 0);
	return html`<section class="insights" id="insights" aria-labelledby="insights-title">
<h2 id="insights-title">What was found</h2>
${present.map(({ kind, shown }) => group(kind, shown, call))}
${present.length === 0 && html`<p class="nothing">${call.analysis ? 'Nothing was found on this call that a quote would prove.' : 'This call has not been analyzed yet.'}</p>`}
</section>`;
}

function group({ kind, title, one }: KindShown, shown: ShownInsight[], call: CallShown): Html {
	const open = shown.filter(({ insight }) => !foldsAway(insight));
	const settled = shown.filter(({ insight }) => foldsAway(insight));
	const list = (entries: ShownInsight[]) =>
		html`<ol>${entries.map((entry) => html`<li>${card(entry, call)}${ask(entry)}</li>`)}</ol>`;
	const folded = settled.length > MOST_SETTLED;
	const what = kind === 'question' ? 'answered question' : `${one.toLowerCase()} that was met`;
	return html`<section class="group k-${kind}"><h3>${inlineMark(kind)}${title} <span class="count">${shown.length}</span></h3>
${kind === 'sentiment' && sentimentByPhase(shown)}
${list(folded ? open : [...open, ...settled])}
${folded && html`<details><summary>${counted(settled.length, what, kind === 'question' ? undefined : `${one.toLowerCase()}s that were met`)}</summary>${list(settled)}</details>`}
</section>`;
}

function foldsAway(insight: Insight): boolean {
	return insight.kind !== 'coachable-moment' && isSettled(insight);
}

/** Beside the card, because that may be a link itself. */
function ask({ opinion, insight }: ShownInsight): Html | undefined {
	if (!opinion?.address) return undefined;
	const what = kindOf(insight.kind).one;
	const words = opinion.disagreed ? 'Undo' : 'Not right?';
	return html`<a class="disagree" href="${opinion.address}" aria-label="${words} ${what}: ${insight.text}">${words}</a>`;
}

function card({ id, insight, anchor, quotes, opinion }: ShownInsight, call: CallShown): Html {
	const body = html`${opinion?.disagreed && html`<span class="disagreed">Someone disagreed with this</span>`}${headline(insight)}${insight.evidence
		.slice(0, MOST_QUOTES)
		.map(
			({ quote, speaker, startMs }) =>
				html`<span class="quote" dir="auto">${quote}</span><span class="by"><bdi>${speaker}</bdi>${call.timed && `, ${clockTime(startMs)}`}</span>`,
		)}${tagsOf(insight, call).map(({ text, tone }) => html`<span class="tag ${tone}">${text}</span>`)}`;
	const name = opinion?.disagreed ? 'card doubted' : 'card';
	if (anchor === undefined) return html`<div class="${name}" id="${id}">${body}</div>`;
	return html`<a class="${name}" id="${id}" href="#${anchor}" data-quotes="${quotes.join(' ')}" data-at="${insight.evidence[0]?.startMs}">${body}</a>`;
}

/** What a quote alone does not tell. */
function headline(insight: Insight): Html | undefined {
	const { kind, text, label, span, tone } = insight;
	if (kind === 'topic') {
		const length = span && spanOf(span);
		return html`<span class="headline">${topicName(insight)}${length && html`<span class="span">${clockTime(length.startMs)} to ${clockTime(length.endMs)}, ${spokenLength(length.endMs - length.startMs)}</span>`}</span>`;
	}
	if (kind === 'coachable-moment') {
		return html`<span class="headline"><span class="tone ${tone}">${tone === 'habit' ? 'To work on' : 'Went well'}</span>${text}</span>`;
	}
	if (kind === 'risk' || kind === 'decision' || kind === 'sentiment' || label === 'missing') {
		return html`<span class="headline">${text}</span>`;
	}
	return undefined;
}

type Tag = { text: string; tone: 'open' | 'done' | 'plain' };

const tag = (tone: Tag['tone'], text: string): Tag => ({ tone, text });

function tagsOf(insight: Insight, { call: { started } }: CallShown): Tag[] {
	const { kind, label, party, due, dueDate, answered, answeredBy, met, how, evidence } = insight;
	const named = label === undefined ? [] : [tag('plain', spokenLabel(label))];
	switch (kind) {
		case 'commitment':
			return [...(party && party !== evidence[0]?.speaker ? [tag('plain', party)] : []), dueTag(started, due, dueDate)];
		case 'next-step':
			return label === 'missing' ? [] : [dueTag(started, due, dueDate)];
		case 'question':
			if (answered === undefined) return [];
			return [
				answered ? tag('done', answeredBy ? `Answered by ${answeredBy}` : 'Answered') : tag('open', 'Not answered'),
			];
		case 'objection':
			return [
				...named,
				...(met === undefined
					? []
					: [met ? tag('done', how ? `Met: ${MANNERS[how]}` : 'Met') : tag('open', 'Not met')]),
			];
		case 'risk':
		case 'decision':
			return named;
		default:
			return [];
	}
}

const MANNERS: Record<NonNullable<Insight['how']>, string> = {
	explained: 'explained',
	offered: 'something was offered',
	asked: 'asked about',
	acknowledged: 'taken seriously',
	deferred: 'put off',
};

/** The day, and the words that mean it; the words alone where they name none. */
function dueTag(started: string, due: string | undefined, dueDate: string | undefined): Tag {
	const day = dueDate && spokenDay(dueDate, started);
	if (day) return tag('done', due ? `${day} (“${due}”)` : day);
	return due ? tag('plain', `“${due}”`) : tag('open', 'No date');
}
