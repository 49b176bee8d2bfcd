/** The inbox page: what reps see in Slack, and the notes on each account in the CRM. Plain HTML, no script. */
import type { Answer, Exchange } from '../exchange.ts';
import { createRecords } from '../hubspot-records.ts';
import type { State } from '../state.ts';
import type { World } from '../world.ts';
import { accountPage, accountsOf } from './account.ts';
import { escapeHtml } from './html.ts';
import { layout } from './layout.ts';
import { threadPage } from './thread.ts';

export function createInbox(world: World, state: State): (exchange: Exchange) => Answer {
	const records = createRecords(world, state);

	return ({ method, path }) => {
		if (method !== 'GET') return page(405, '<p>This page is only for reading.</p>');
		const accounts = accountsOf(world, state, records);
		const [, kind = '', id = ''] = path.split('/');
		const frame = { world, state, accounts };
		if (path === '/') {
			const first = world.slackUsers.find((user) => state.messages.some((message) => message.user === user.id));
			const content = first ? threadPage(first, world, state) : emptyPage(state);
			return page(200, layout({ ...frame, content, home: true, current: first && `/people/${first.id}` }));
		}
		const user = kind === 'people' ? world.slackUsers.find((one) => one.id === id) : undefined;
		if (user)
			return page(200, layout({ ...frame, content: threadPage(user, world, state), home: false, current: path }));
		const account = kind === 'accounts' ? accounts.find((one) => one.company.id === id) : undefined;
		if (account) {
			const content = accountPage(account, world, records);
			return page(200, layout({ ...frame, content, home: false, current: path }));
		}
		const content = `<div class="empty"><h2>Not here</h2><p>${escapeHtml(path)} is no page of this inbox. <a href="/">Back to the inbox</a></p></div>`;
		return page(404, layout({ ...frame, content, home: false, current: undefined }));
	};
}

function emptyPage(state: State): string {
	const notes = state.notes.length;
	const told =
		notes > 0
			? `${notes} notes are in the CRM already; they are listed by account.`
			: 'This page looks again every few seconds.';
	return `<div class="empty"><svg width="72" height="56" viewBox="0 0 72 56" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" aria-hidden="true"><path d="M4 32 14 6h44l10 26v18a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4Z"/><path d="M4 32h18l4 8h20l4-8h18"/></svg>
<h2>No messages yet</h2><p>When the coaching day has run, each rep’s message appears here. ${told}</p></div>`;
}

function page(status: number, body: string): Answer {
	return {
		status,
		body,
		headers: {
			'content-type': 'text/html; charset=utf-8',
			// A second wall behind the escaping: nothing on this page runs or loads.
			'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
			'referrer-policy': 'no-referrer',
			'cache-control': 'no-store',
		},
	};
}
