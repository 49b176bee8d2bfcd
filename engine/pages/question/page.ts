/** One question of a run, what would be done, and two buttons. A form, so that it needs no script. */
import type { AskedQuestion } from '../../contract/question.ts';
import { frame } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { spokenMoment } from '../wording.ts';
import { inputShape, proposal } from './proposal.ts';

/** `zone`: IANA zone of the tenant. */
export function questionPage(question: AskedQuestion, zone: string): Html {
	const { askedAt, state, title } = question;
	const body = html`<p class="kind">A run asks for approval</p>
<h1 dir="auto">${title}</h1>
${proposal(question)}
<p class="source">Asked <time datetime="${askedAt}">${spokenMoment(askedAt, zone)}</time></p>
${state === 'open' ? buttons(question, zone) : outcome(question, zone)}`;
	return frame({
		title: state === 'open' ? 'Approve this?' : spoken(question),
		body,
		class: 'feedback-page question-page',
	});
}

function buttons({ until }: AskedQuestion, zone: string): Html {
	return html`<form method="post"><button name="answer" value="yes">Approve</button>
<label for="reason">Why not <span class="note">(for the team, if you decline)</span></label>
<textarea id="reason" name="reason" rows="2" maxlength="2000"></textarea>
<button class="quiet" name="answer" value="no">Decline</button></form>
<p class="note">Nothing happens before you press a button, and your answer cannot be changed. Without one the run goes on without this after <time datetime="${until}">${spokenMoment(until, zone)}</time>.</p>`;
}

function outcome(question: AskedQuestion, zone: string): Html {
	const { answer, answeredAt } = question;
	return html`<p class="marked" role="status">${spoken(question)}${answeredAt && html` on <time datetime="${answeredAt}">${spokenMoment(answeredAt, zone)}</time>`}${answer?.by && html` by <bdi>${answer.by}</bdi>`}.</p>
${answer?.reason && html`<p class="reason" dir="auto">${answer.reason}</p>`}
${answer?.answer === 'edit' && html`<p class="who">With this instead:</p>${inputShape(answer.input)}`}`;
}

function spoken({ state, answer }: AskedQuestion): string {
	if (answer) return { yes: 'Approved', no: 'Declined', edit: 'Approved with changes' }[answer.answer];
	return state === 'overdue' ? 'Nobody answered in time' : 'The run has ended';
}
