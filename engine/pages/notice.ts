/** A page that says what is in the way, and what to do about it. */
import type { ErrorView } from '../errors.ts';
import { frame } from './frame.ts';
import { type Html, html } from './html.ts';

/** Shows of an error what may be shown of it; nothing of the address that was asked for. */
export function noticePage(
	{ code, message, action }: Pick<ErrorView, 'code' | 'message' | 'action'>,
	requestId: string,
): Html {
	const body = html`<h1>${message}</h1>
<p>${action}</p>
<p class="code">${code} · request ${requestId}</p>`;
	return frame({ title: message, body, class: 'notice-page' });
}
