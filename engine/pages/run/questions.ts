/** What the run asks people now, with what would be done and the way to answer. */
import type { QuestionList } from '../../contract/question.ts';
import { type Html, html } from '../html.ts';
import { proposal } from '../question/proposal.ts';
import { counted, spokenMoment } from '../wording.ts';

/** `addressOf`: undefined where whoever looks has no link to go on with. */
export type QuestionsToShow = QuestionList & { addressOf(id: string): string | undefined };

export function openQuestions({ questions, inAll, addressOf }: QuestionsToShow, zone: string): Html | undefined {
	const open = questions.filter(({ state }) => state === 'open');
	if (open.length === 0) return undefined;
	const shown = open.map((question) => {
		const address = addressOf(question.id);
		return html`<li><h3 dir="auto">${question.title}</h3>
${proposal(question)}
<p class="note">Asked <time datetime="${question.askedAt}">${spokenMoment(question.askedAt, zone)}</time></p>
${address && html`<p><a class="decide" href="${address}">Approve or decline</a></p>`}</li>`;
	});
	return html`<section class="panel questions" aria-labelledby="questions-title">
<h2 id="questions-title">Waiting for a person <span class="count">${open.length.toLocaleString('en-US')}</span></h2>
<ul class="plain">${shown}</ul>
${inAll > questions.length && html`<p class="nothing">${counted(inAll - questions.length, 'more question')}, shown by the interface.</p>`}
</section>`;
}
