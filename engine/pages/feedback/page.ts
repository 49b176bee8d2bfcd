/** One insight, what was said about it, and one button. A form, so that it needs no script. */
import type { Call, Insight } from '../../contract/call.ts';
import type { FeedbackEntry } from '../../contract/feedback.ts';
import { inlineMark, kindOf, markDefinitions, topicName } from '../call/kinds.ts';
import { frame } from '../frame.ts';
import { type Html, html, webAddress } from '../html.ts';
import { clockTime, spokenMoment } from '../wording.ts';

/** As on the page of a call: quotes of one insight that are shown. */
const MOST_QUOTES = 3;

export type FeedbackShown = {
	call: Call;
	insight: Insight;
	/** Undefined where nobody disagrees. */
	mark: FeedbackEntry | undefined;
	/** Address of the page of the call at the quote, where there is one. */
	callPage: string | undefined;
	/** IANA zone of the tenant. */
	zone: string;
};

export function feedbackPage({ call, insight, mark, callPage, zone }: FeedbackShown): Html {
	const timed = call.times !== 'none';
	const address = callPage && webAddress(callPage);
	const quotes = insight.evidence.slice(0, MOST_QUOTES).map(
		({ quote, speaker, startMs }) => html`<blockquote><span class="quote" dir="auto">${quote}</span>
<span class="by"><bdi>${speaker}</bdi>${timed && `, ${clockTime(startMs)}`}</span></blockquote>`,
	);
	const body = html`${markDefinitions()}
<p class="kind">${inlineMark(insight.kind)}${kindOf(insight.kind).one}</p>
<h1 dir="auto">${insight.kind === 'topic' ? topicName(insight) : insight.text}</h1>
${quotes}
<p class="source">In “<bdi>${call.title || 'a call without a title'}</bdi>”, <time datetime="${call.started}">${spokenMoment(call.started, zone)}</time>${address && html` · <a href="${address}">See it on the call</a>`}</p>
${mark ? disagreed(mark, zone) : open()}`;
	return frame({ title: mark ? 'Marked as not right' : 'Is this right?', body, class: 'feedback-page' });
}

function open(): Html {
	return html`<form method="post"><button name="mark" value="disagree">I disagree</button></form>
<p class="note">Sophia can be wrong. If you disagree, this is left out of trends and counts, and not told again. Your name is not kept, and you can undo it.</p>`;
}

function disagreed({ at }: FeedbackEntry, zone: string): Html {
	return html`<p class="marked" role="status">Marked as not right on <time datetime="${at}">${spokenMoment(at, zone)}</time>. Thank you. It no longer counts in trends, and is not told again.</p>
<form method="post"><button class="quiet" name="mark" value="undo">Undo</button></form>`;
}
