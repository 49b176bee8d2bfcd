/** Arguments of Slack's Web API: form-encoded, JSON or in the query, and the checks of a new message. */
import { type Exchange, isObject, type Json, jsonBody } from './exchange.ts';

/** Slack's own limits for messages and blocks. */
const MAX_TEXT = 40_000;
const MAX_BLOCKS = 50;
const MAX_HEADER = 150;
const MAX_SECTION = 3_000;

/** The arguments of a call as strings; JSON values inside a form stay strings, as the SDK sends them. */
export function readArguments(exchange: Exchange): Json {
	const type = exchange.headers['content-type'] ?? '';
	const fields = Object.fromEntries(exchange.query);
	if (type.startsWith('application/json')) return { ...fields, ...jsonBody(exchange) };
	return { ...fields, ...Object.fromEntries(new URLSearchParams(exchange.raw)) };
}

export interface NewMessage {
	text: string;
	blocks: Json[];
	metadata?: { event_type: string; event_payload: Json };
}

/** Reads what chat.postMessage is to write; a string is the code of Slack's error. */
export function readMessage(fields: Json): NewMessage | string {
	const text = typeof fields.text === 'string' ? fields.text : '';
	if (text.length > MAX_TEXT) return 'msg_too_long';
	const blocks = fields.blocks === undefined ? [] : structured(fields.blocks);
	if (!Array.isArray(blocks)) return 'invalid_blocks_format';
	if (text === '' && blocks.length === 0) return 'no_text';
	if (blocks.length > MAX_BLOCKS || !blocks.every(validBlock)) return 'invalid_blocks';
	if (fields.metadata === undefined) return { text, blocks };
	const metadata = structured(fields.metadata);
	if (!isObject(metadata)) return 'invalid_metadata_format';
	const { event_type: type, event_payload: payload } = metadata;
	if (typeof type !== 'string' || type === '' || !isObject(payload)) return 'invalid_metadata_schema';
	return { text, blocks, metadata: { event_type: type, event_payload: payload } };
}

function structured(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch {
		return undefined;
	}
}

function validBlock(block: unknown): boolean {
	if (!isObject(block)) return false;
	switch (block.type) {
		case 'divider':
			return true;
		case 'header':
			return isObject(block.text) && block.text.type === 'plain_text' && validText(block.text, MAX_HEADER);
		case 'section': {
			const fields = Array.isArray(block.fields) ? block.fields : [];
			if (block.text === undefined && fields.length === 0) return false;
			return (
				(block.text === undefined || validText(block.text, MAX_SECTION)) && fields.every((f) => validText(f, 2_000))
			);
		}
		case 'context': {
			const elements = block.elements;
			if (!Array.isArray(elements) || elements.length === 0 || elements.length > 10) return false;
			return elements.every((element) => isObject(element) && (element.type === 'image' || validText(element, 2_000)));
		}
		case 'actions':
			return Array.isArray(block.elements) && block.elements.length > 0 && block.elements.length <= 25;
		default:
			return ['image', 'rich_text', 'markdown', 'input', 'video', 'file'].includes(String(block.type));
	}
}

function validText(text: unknown, longest: number): boolean {
	if (!isObject(text) || typeof text.text !== 'string') return false;
	const known = text.type === 'plain_text' || text.type === 'mrkdwn';
	return known && text.text.length > 0 && text.text.length <= longest;
}
