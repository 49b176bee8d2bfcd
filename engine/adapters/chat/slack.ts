/** Private messages in Slack, sent by the connection's bot. */
import type { ConnectionReport } from '../../contract/connection.ts';
import { SophiaError } from '../../errors.ts';
import type { Chat, ChatReceipt } from '../../ports/chat.ts';
import type { Found } from '../../ports/run-context.ts';
import { toBlocks, toFallback } from './slack/blocks.ts';
import { askSlack, type SlackOptions } from './slack/client.ts';
import { unclear } from './slack/errors.ts';
import { plain } from './slack/text.ts';

/** Marks our messages; any app of the workspace can read the metadata, so it holds a hash and nothing else. */
const EVENT_TYPE = 'sophia_message';
/** Slack's clock may be behind ours. */
const CLOCK_MARGIN_MS = 5 * 60_000;
/** Of a section. */
const MOST_TEXT = 3_000;
const HISTORY_PAGE = 200;
const MAX_HISTORY_PAGES = 20;

/** What the bot may do, by the scope that lets it. */
const SCOPES = {
	'users:read.email': 'find people by e-mail address',
	'im:write': 'open private conversations',
	'chat:write': 'send messages',
	'im:history': 'look whether a message arrived',
};

export function createSlack(options: SlackOptions): Chat {
	return {
		async findUser(email, signal) {
			const user = await lookUp(options, email, signal);
			if (!user?.id || user.deleted || user.is_bot) return undefined;
			const { id, real_name, name } = user;
			const opened = await askSlack(options, { signal }, (client) => client.conversations.open({ users: id }));
			if (!opened.channel?.id) throw unclear('a conversation without id');
			return { id, name: real_name || name || email, channel: opened.channel.id };
		},

		async send({ channel }, message, keyHash, guard) {
			const sent = await askSlack(options, { signal: guard.signal, guard }, (client) =>
				client.chat.postMessage({
					channel,
					text: toFallback(message),
					blocks: toBlocks(message),
					metadata: { event_type: EVENT_TYPE, event_payload: { key: keyHash } },
					unfurl_links: false,
					unfurl_media: false,
				}),
			);
			if (!sent.ts || !sent.channel) throw unclear('a message without time stamp');
			return { id: sent.ts, channel: sent.channel };
		},

		async tell({ channel }, text, keyHash, guard) {
			const shown = plain(text, MOST_TEXT);
			const sent = await askSlack(options, { signal: guard.signal, guard }, (client) =>
				client.chat.postMessage({
					channel,
					text: shown,
					blocks: [{ type: 'section', text: { type: 'mrkdwn', text: shown, verbatim: true } }],
					metadata: { event_type: EVENT_TYPE, event_payload: { key: keyHash } },
					unfurl_links: false,
					unfurl_media: false,
				}),
			);
			if (!sent.ts || !sent.channel) throw unclear('a message without time stamp');
			return { id: sent.ts, channel: sent.channel };
		},

		async find({ channel }, keyHash, since, signal) {
			try {
				return await searchHistory(options, channel, keyHash, since, signal);
			} catch (error) {
				signal.throwIfAborted();
				if (error instanceof SophiaError) return { answer: 'cannot-tell', reason: error.message };
				throw error;
			}
		},

		test: (signal) => testToken(options, signal),
	};
}

async function lookUp(options: SlackOptions, email: string, signal: AbortSignal) {
	try {
		return (await askSlack(options, { signal }, (client) => client.users.lookupByEmail({ email }))).user;
	} catch (error) {
		if (error instanceof SophiaError && error.details?.reason === 'users_not_found') return undefined;
		throw error;
	}
}

/** Newest first. Absent only when everything since then was read. */
async function searchHistory(
	options: SlackOptions,
	channel: string,
	keyHash: string,
	since: Date,
	signal: AbortSignal,
): Promise<Found<ChatReceipt>> {
	const oldest = ((since.getTime() - CLOCK_MARGIN_MS) / 1000).toFixed(6);
	let cursor: string | undefined;
	for (let page = 0; page < MAX_HISTORY_PAGES; page += 1) {
		const history = await askSlack(options, { signal }, (client) =>
			client.conversations.history({
				channel,
				oldest,
				cursor,
				inclusive: true,
				limit: HISTORY_PAGE,
				include_all_metadata: true,
			}),
		);
		if (!history.messages) throw unclear('a history without messages');
		const found = history.messages.find((message) => carriesKey(message, keyHash));
		if (found?.ts) return { answer: 'present', receipt: { id: found.ts, channel } };
		cursor = history.response_metadata?.next_cursor || undefined;
		if (!cursor) {
			if (history.has_more) throw unclear('a history that goes on without saying where');
			return { answer: 'absent' };
		}
	}
	return { answer: 'cannot-tell', reason: `More than ${MAX_HISTORY_PAGES * HISTORY_PAGE} messages came in since.` };
}

/** The library does not know the payload of metadata. */
function carriesKey(message: { metadata?: unknown }, keyHash: string): boolean {
	const metadata = message.metadata as { event_type?: unknown; event_payload?: { key?: unknown } } | undefined;
	return metadata?.event_type === EVENT_TYPE && metadata.event_payload?.key === keyHash;
}

async function testToken(options: SlackOptions, signal: AbortSignal): Promise<ConnectionReport> {
	try {
		const answer = await askSlack(options, { signal }, (client) => client.auth.test());
		const granted = answer.response_metadata?.scopes ?? [];
		const scopes = Object.entries(SCOPES);
		const missing = scopes.map(([scope]) => scope).filter((scope) => !granted.includes(scope));
		return {
			ok: missing.length === 0,
			works: scopes.filter(([scope]) => granted.includes(scope)).map(([, what]) => what),
			missingScopes: missing,
			...(missing.length > 0 ? { problem: `Slack's token lacks ${missing.join(', ')}.` } : {}),
		};
	} catch (error) {
		signal.throwIfAborted();
		if (!(error instanceof SophiaError)) throw error;
		return { ok: false, works: [], missingScopes: [], problem: error.message };
	}
}
