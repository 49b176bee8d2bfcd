/** One rep's direct messages from Sophia, as they see them in Slack. */
import type { Message, State } from '../state.ts';
import type { SlackUser, World } from '../world.ts';
import { renderMessage } from './block-kit.ts';
import { escapeHtml } from './html.ts';
import { avatar, LARK } from './marks.ts';
import { clock, dayName } from './when.ts';

export function threadPage(user: SlackUser, world: World, state: State): string {
	const messages = state.messages.filter((message) => message.user === user.id);
	const names = new Map(world.slackUsers.map((one) => [one.id, one.name]));
	let day = '';
	const thread = messages.map((message) => {
		const name = dayName(message.at, world.zone);
		const line = name === day ? '' : `<p class="day">${escapeHtml(name)}</p>`;
		day = name;
		return line + renderOne(message, world.zone, (id) => names.get(id) ?? id);
	});
	const nothing = `<div class="empty sandwiched"><h2>Nothing for ${escapeHtml(user.name)}</h2><p>No message has come in this direct message yet.</p></div>`;
	return `<header class="top"><a class="back" href="/" aria-label="Back to the inbox">‹</a>${avatar(user.name)}<div><h2>${escapeHtml(user.name)}</h2><p>${escapeHtml(user.title)}</p></div></header>
<div class="column">${thread.join('') || nothing}</div>`;
}

function renderOne(message: Message, zone: string, nameOf: (id: string) => string): string {
	const { ts, channel, metadata } = message;
	const details = escapeHtml(JSON.stringify({ ts, channel, metadata }, null, 2));
	return `<article class="message">${LARK}<div><div class="byline"><strong>Sophia</strong><span class="app">APP</span><time datetime="${message.at}">${clock(message.at, zone)}</time></div>
<div class="body">${renderMessage(message, nameOf)}</div><details><summary>What Slack keeps of it</summary><pre>${details}</pre></details></div></article>`;
}
