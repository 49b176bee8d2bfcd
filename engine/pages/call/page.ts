/** The page of a call. */
import { frame } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { counted } from '../wording.ts';
import { header } from './header.ts';
import { insightList } from './insights.ts';
import { markDefinitions } from './kinds.ts';
import { playbook } from './playbook.ts';
import { type CallToShow, showCall } from './shown.ts';
import { talk } from './talk.ts';
import { timeline } from './timeline.ts';
import { transcript } from './transcript.ts';

export function callPage(given: CallToShow): Html {
	const call = showCall(given);
	const dropped = call.analysis?.dropped ?? 0;
	const body = html`${markDefinitions()}
${header(call)}
${timeline(call)}
${talk(call)}
<div class="reading">
<div class="findings">
${playbook(call)}
${insightList(call)}
</div>
${transcript(call)}
</div>
<footer><p>${call.analysis?.analysis === 'generative' ? 'Found by rules and by models.' : 'Found without a model, by rules.'} Each quote was compared with the transcript, word for word${dropped > 0 && `; ${counted(dropped, 'claim')} that did not match ${dropped === 1 ? 'was' : 'were'} dropped`}.</p></footer>
<a class="back" id="back" href="#${call.timed ? 'timeline' : 'insights'}">↑ ${call.timed ? 'Timeline' : 'What was found'}</a>`;
	return frame({ title: call.call.title || 'Call', body, script: true, class: 'call-page' });
}
