/** Slack's conversations.history: paging and metadata, and the limits of apps outside the Marketplace. */
import type { Answer, Json } from './exchange.ts';
import { describeMessage, error, ok } from './slack-answers.ts';
import type { Message } from './state.ts';

/** What apps distributed outside the Marketplace get from conversations.history. */
export const RESTRICTED = { requests: 1, windowMs: 60_000, items: 15 };
const LONGEST_PAGE = 999;
const TIMESTAMP = /^\d+(\.\d{1,6})?$/;

/** A page of a conversation, newest first; `restricted` gives it the limits of a distributed app. */
export function history(fields: Json, messages: readonly Message[], restricted: boolean): Answer {
	const channel = String(fields.channel ?? '');
	const asked = Number(fields.limit ?? 100);
	if (!Number.isInteger(asked) || asked < 1 || asked > LONGEST_PAGE) return error('invalid_limit');
	const limit = restricted ? Math.min(asked, RESTRICTED.items) : asked;
	const cursor = fields.cursor ? readCursor(String(fields.cursor)) : undefined;
	if (cursor !== undefined && !TIMESTAMP.test(cursor)) return error('invalid_cursor');
	for (const bound of ['oldest', 'latest']) {
		if (fields[bound] && !TIMESTAMP.test(String(fields[bound]))) return error(`invalid_ts_${bound}`);
	}
	const inclusive = isTrue(fields.inclusive);
	const found = messages
		.filter((message) => message.channel === channel)
		.filter((message) => !fields.oldest || newer(message.ts, String(fields.oldest), inclusive))
		.filter((message) => !fields.latest || newer(String(fields.latest), message.ts, inclusive))
		.filter((message) => cursor === undefined || newer(cursor, message.ts, true))
		.reverse();
	const page = found.slice(0, limit);
	const next = found[limit];
	return ok({
		messages: page.map((message) => describeMessage(message, isTrue(fields.include_all_metadata))),
		has_more: next !== undefined,
		pin_count: 0,
		channel_actions_ts: null,
		channel_actions_count: 0,
		...(next ? { response_metadata: { next_cursor: writeCursor(next.ts) } } : {}),
	});
}

/** The timestamp that a cursor stands for; any other text for one that is none. */
function readCursor(cursor: string): string {
	return Buffer.from(cursor, 'base64').toString().replace('next_ts:', '');
}

function writeCursor(ts: string): string {
	return Buffer.from(`next_ts:${ts}`).toString('base64');
}

/** Whether timestamp `a` is newer than `b`; compared as numbers of microseconds, exactly. */
function newer(a: string, b: string, orEqual: boolean): boolean {
	const difference = microseconds(a) - microseconds(b);
	return orEqual ? difference >= 0n : difference > 0n;
}

function microseconds(ts: string): bigint {
	const [seconds = '0', fraction = ''] = ts.split('.');
	return BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
}

function isTrue(value: unknown): boolean {
	return value === true || value === 'true' || value === '1' || value === 1;
}
