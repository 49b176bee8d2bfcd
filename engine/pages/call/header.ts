/** Which call it is: title, when, and who was there. */
import type { Party } from '../../contract/call.ts';
import { type Html, html, webAddress } from '../html.ts';
import { counted, spokenLength, spokenMoment } from '../wording.ts';
import type { CallShown } from './shown.ts';
import { sideOf } from './speakers.ts';

/** More are folded away. */
const MOST_PEOPLE = 12;

export function header({ call, zone, lengthMs, timed }: CallShown): Html {
	const { title, url, started, durationSeconds, parties } = call;
	const address = webAddress(url);
	const long = durationSeconds > 0 || timed;
	const chips = parties.map((party) => person(party, sideOf(party, call.rep)));
	const more = chips.slice(MOST_PEOPLE);
	return html`<header class="call">
<h1 dir="auto">${title || 'A call without a title'}</h1>
<p class="facts"><time datetime="${started}">${spokenMoment(started, zone)}</time>${long && ` · ${spokenLength(durationSeconds > 0 ? durationSeconds * 1_000 : lengthMs)}`}${address && html` · <a href="${address}" target="_blank" rel="noreferrer noopener">Listen to it in the call service</a>`}</p>
<ul class="people" aria-label="People">${chips.slice(0, MOST_PEOPLE)}</ul>
${more.length > 0 && html`<details><summary>${counted(more.length, 'more person', 'more people')}</summary><ul class="people">${more}</ul></details>`}
<nav class="jump" aria-label="On this page"><a href="#insights">What was found</a> <a href="#transcript">Transcript</a></nav>
</header>`;
}

function person({ name, speakerId }: Party, side: string): Html {
	return html`<li class="person ${side}"><bdi>${name || 'Unknown'}</bdi>${side === 'rep' && html` <span class="role">rep</span>`}${speakerId === undefined && html` <span class="role">said nothing</span>`}</li>`;
}
