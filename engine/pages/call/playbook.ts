/** How the call did against the criteria of its playbook. */
import type { PlaybookFinding } from '../../contract/analysis.ts';
import { type Html, html } from '../html.ts';
import { clockTime } from '../wording.ts';
import type { CallShown } from './shown.ts';

const WORDS = { yes: 'Met', no: 'Not met', unknown: 'Unknown' } as const;

/** Undefined where the call has none. */
export function playbook(call: CallShown): Html | undefined {
	if (!call.playbook || call.playbook.findings.length === 0) return undefined;
	const { title, findings } = call.playbook;
	const met = findings.filter((finding) => finding.met === 'yes').length;
	return html`<details class="panel playbook" open>
<summary><h2>Playbook: ${title} <span class="count">${met} of ${findings.length} met</span></h2></summary>
<ul>${findings.map((finding) => criterion(finding, call))}</ul>
</details>`;
}

function criterion({ title, met, evidence }: PlaybookFinding, { placeOf, timed }: CallShown): Html {
	const [first] = evidence;
	const anchor = first && placeOf(first);
	const when = timed && first ? clockTime(first.startMs) : 'See it';
	return html`<li class="met-${met}"><span class="met">${WORDS[met]}</span><span>${title}${anchor && html` <a class="time" href="#${anchor}" data-at="${first.startMs}">${when}</a>`}</span></li>`;
}
