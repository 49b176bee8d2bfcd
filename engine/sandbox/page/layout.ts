/** The frame of the inbox page: the list of reps and accounts beside what is open. */
import type { State } from '../state.ts';
import type { SlackUser, World } from '../world.ts';
import type { Account } from './account.ts';
import { escapeHtml } from './html.ts';
import { avatar, LARK } from './marks.ts';
import { plain } from './mrkdwn.ts';
import { STYLE } from './style.ts';

export interface Frame {
	world: World;
	state: State;
	accounts: Account[];
	/** HTML of the open thread or account. */
	content: string;
	/** On a phone the home page shows the list, every other page its content. */
	home: boolean;
	/** Path of the entry that is open. */
	current?: string;
}

/** Accounts without a note are listed up to this many. */
const MOST_QUIET_ACCOUNTS = 12;

export function layout({ world, state, accounts, content, home, current }: Frame): string {
	const nothing = state.messages.length === 0 && state.notes.length === 0;
	const noted = accounts.filter((account) => account.notes.length > 0);
	const quiet = accounts.filter((account) => account.notes.length === 0).slice(0, MOST_QUIET_ACCOUNTS);
	const people = byMessages(world.slackUsers, state);
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inbox of ${escapeHtml(world.company)}</title>${nothing ? '<meta http-equiv="refresh" content="4">' : ''}
<style>${STYLE}</style></head>
<body class="${home ? 'home' : 'open'}${nothing ? ' nothing' : ''}">
<nav class="side" aria-label="Inbox">
<div class="brand">${LARK}<div><h1>${escapeHtml(world.company)}</h1><p>Sandbox${nothing ? ', still empty' : `: ${plural(state.messages.length, 'message')}, ${plural(state.notes.length, 'note')}`}</p></div></div>
<h2>Direct messages from Sophia</h2><ul>${people.map((user) => personEntry(user, state, current)).join('')}</ul>
<h2>Notes in the CRM</h2><ul>${[...noted, ...quiet].map((account) => accountEntry(account, current)).join('')}</ul>
</nav>
<main class="main">${content}</main>
</body></html>`;
}

/** A number with its noun, as people say it. */
function plural(count: number, noun: string): string {
	return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}

function byMessages(users: SlackUser[], state: State): SlackUser[] {
	const has = new Set(state.messages.map((message) => message.user));
	return [...users.filter((user) => has.has(user.id)), ...users.filter((user) => !has.has(user.id))];
}

function personEntry(user: SlackUser, state: State, current?: string): string {
	const messages = state.messages.filter((message) => message.user === user.id);
	const latest = messages.at(-1);
	const preview = latest ? plain(latest.text.split('\n')[0] ?? '') : user.title;
	const path = `/people/${user.id}`;
	return entry({ path, current, name: user.name, sub: preview, count: messages.length, image: avatar(user.name) });
}

function accountEntry({ name, subtitle, company, notes }: Account, current?: string): string {
	const path = `/accounts/${company.id}`;
	return entry({ path, current, name, sub: subtitle, count: notes.length, image: avatar(name, 'account') });
}

interface Entry {
	path: string;
	current?: string;
	name: string;
	sub: string;
	count: number;
	image: string;
}

function entry({ path, current, name, sub, count, image }: Entry): string {
	const mark = path === current ? ' aria-current="page"' : '';
	const number = count > 0 ? `<span class="count">${count}</span>` : '<span></span>';
	const quiet = count === 0 ? ' quiet' : '';
	return `<li><a class="entry${quiet}" href="${path}"${mark}>${image}<span><span class="name" style="display:block">${escapeHtml(name)}</span><span class="sub" style="display:block">${escapeHtml(sub)}</span></span>${number}</a></li>`;
}
