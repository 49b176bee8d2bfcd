/** The page of a run: how it went, what it may cost, and what each model call did cost. */
import { frame } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { calls } from './calls.ts';
import { budget, header, type RunToShow } from './header.ts';
import { models } from './models.ts';
import { openQuestions, type QuestionsToShow } from './questions.ts';
import { timeline } from './timeline.ts';
import { gaps, inputs, unconfirmed } from './trouble.ts';
import { spokenKind } from './wording.ts';

/** `questions`: left out where there are none to show. */
export function runPage(run: RunToShow & { questions?: QuestionsToShow }): Html {
	const { costs, questions, zone } = run;
	const body = html`${header(run)}
${questions && openQuestions(questions, zone)}
${timeline(run)}
${inputs(costs)}
${budget(run)}
${unconfirmed(costs, zone)}
${gaps(costs)}
${models(costs)}
${calls(costs)}
<footer><p>Reserved before each call at the most that it can cost, and settled after at what the provider says. Nothing of what models were asked or answered is shown here.</p></footer>`;
	return frame({ title: spokenKind(costs.kind), body, class: 'run-page' });
}
