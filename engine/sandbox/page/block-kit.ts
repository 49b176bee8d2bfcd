/** Slack's Block Kit as HTML: the blocks a message is made of. */
import { isObject, type Json } from '../exchange.ts';
import { escapeHtml, link } from './html.ts';
import { mrkdwn } from './mrkdwn.ts';

type NameOf = (userId: string) => string;

/** A message as its reader sees it: its blocks, or its text where it has none. */
export function renderMessage(message: { text: string; blocks: Json[] }, nameOf: NameOf): string {
	const blocks = message.blocks.map((block) => renderBlock(block, nameOf)).join('');
	return blocks === '' ? mrkdwn(message.text, nameOf) : blocks;
}

function renderBlock(block: Json, nameOf: NameOf): string {
	switch (block.type) {
		case 'header':
			return `<h3>${escapeHtml(textOf(block.text))}</h3>`;
		case 'divider':
			return '<hr>';
		case 'section':
			return `<div class="section">${text(block.text, nameOf)}${fields(block.fields, nameOf)}${element(block.accessory)}</div>`;
		case 'context':
			return `<div class="context">${list(block.elements)
				.map((one) => text(one, nameOf))
				.join('')}</div>`;
		case 'actions':
			return `<div class="actions">${list(block.elements).map(element).join('')}</div>`;
		case 'image':
			return `<p class="context">Image: ${escapeHtml(String(block.alt_text ?? ''))}</p>`;
		case 'markdown':
			return `<p>${escapeHtml(String(block.text ?? ''))}</p>`;
		default:
			return '';
	}
}

function text(value: unknown, nameOf: NameOf): string {
	if (!isObject(value)) return '';
	return value.type === 'mrkdwn' ? mrkdwn(textOf(value), nameOf) : `<p>${escapeHtml(textOf(value))}</p>`;
}

function fields(value: unknown, nameOf: NameOf): string {
	const cells = list(value).map((field) => `<div>${text(field, nameOf)}</div>`);
	return cells.length > 0 ? `<div class="fields">${cells.join('')}</div>` : '';
}

/** A button; one with an address is a link, another does nothing here. */
function element(value: unknown): string {
	if (!isObject(value) || value.type !== 'button') return '';
	const label = textOf(value.text);
	const inside = typeof value.url === 'string' ? link(value.url, label) : escapeHtml(label);
	return `<span class="button">${inside}</span>`;
}

function textOf(value: unknown): string {
	return isObject(value) && typeof value.text === 'string' ? value.text : '';
}

function list(value: unknown): Json[] {
	return Array.isArray(value) ? value.filter(isObject) : [];
}
