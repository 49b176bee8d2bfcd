/** Slack's Web API as the morning run meets it: find the user, open the DM, post, read the history. */
import type { Answer, Exchange, Json, Operation, Service } from './exchange.ts';
import { slackId } from './identifiers.ts';
import type { Rate } from './rate.ts';
import type { Settings } from './settings.ts';
import { readArguments, readMessage } from './slack-request.ts';
import type { Message, State } from './state.ts';
import type { SlackUser, World } from './world.ts';

export const SLACK_TOKEN = 'xoxb-sandbox';

/** The bot that the token belongs to. */
export const SLACK_BOT = {
	id: slackId('B', 'sophia'),
	user: slackId('U', 'sophia'),
	name: 'sophia',
	team: slackId('T', 'sandbox'),
};

/** The scope each method needs; auth.test needs none. */
const SCOPES: Record<string, string | undefined> = {
	'auth.test': undefined,
	'users.lookupByEmail': 'users:read.email',
	'users.info': 'users:read',
	'conversations.open': 'im:write',
	'chat.postMessage': 'chat:write',
	'conversations.history': 'im:history',
};

/** What apps distributed outside the Marketplace get from conversations.history. */
const RESTRICTED = { requests: 1, windowMs: 60_000, items: 15 };
const LONGEST_PAGE = 999;

/** The channel of the bot's direct messages with a user. */
export function directChannel(user: Pick<SlackUser, 'id'>): string {
	return slackId('D', user.id);
}

export function createSlack(world: World, settings: Settings, state: State, rate: Rate): Service {
	const byChannel = new Map(world.slackUsers.map((user) => [directChannel(user), user]));
	const byId = new Map(world.slackUsers.map((user) => [user.id, user]));
	const opened = new Set<string>();

	const methods: Record<string, (fields: Json) => Answer> = {
		'auth.test': () =>
			ok({
				url: 'https://sandbox.slack.example/',
				team: world.company,
				team_id: SLACK_BOT.team,
				user: SLACK_BOT.name,
				user_id: SLACK_BOT.user,
				bot_id: SLACK_BOT.id,
				is_enterprise_install: false,
			}),
		'users.lookupByEmail': ({ email }) => {
			if (typeof email !== 'string' || email === '') return error('invalid_arguments');
			const user = world.slackUsers.find((one) => one.email.toLowerCase() === email.toLowerCase());
			return user ? ok({ user: describeUser(user) }) : error('users_not_found');
		},
		'users.info': ({ user }) => {
			const found = byId.get(String(user));
			return found ? ok({ user: describeUser(found) }) : error('user_not_found');
		},
		'conversations.open': ({ users, channel, return_im: full }) => {
			if (!users && !channel) return error('users_list_not_supplied');
			const user = users ? byId.get(String(users)) : byChannel.get(String(channel));
			if (!user) return error(users ? 'user_not_found' : 'channel_not_found');
			const id = directChannel(user);
			const wasOpen = opened.has(id);
			opened.add(id);
			const again = wasOpen ? { no_op: true, already_open: true } : {};
			const long = String(full) === 'true' ? { created: '1738746000', is_im: true, is_open: true, user: user.id } : {};
			return ok({ ...again, channel: { id, ...long } });
		},
		'chat.postMessage': (fields) => {
			const target = String(fields.channel ?? '');
			const user = byChannel.get(target) ?? byId.get(target);
			if (!user) return error('channel_not_found');
			const message = readMessage(fields);
			if (typeof message === 'string') return error(message);
			const posted = state.addMessage({ channel: directChannel(user), user: user.id, ...message });
			const body = { channel: posted.channel, ts: posted.ts, message: describeMessage(posted, false) };
			return { ...ok(body), landed: posted.ts };
		},
		'conversations.history': history,
	};

	function history(fields: Json): Answer {
		const restricted = settings.slack.ask === 'rate-limited';
		if (restricted) {
			const waitMs = rate.take('slack.history', RESTRICTED.requests, RESTRICTED.windowMs);
			if (waitMs > 0) return rateLimited(waitMs);
		}
		const channel = String(fields.channel ?? '');
		if (!byChannel.has(channel)) return error('channel_not_found');
		const asked = Number(fields.limit ?? 100);
		if (!Number.isInteger(asked) || asked < 1 || asked > LONGEST_PAGE) return error('invalid_limit');
		const limit = restricted ? Math.min(asked, RESTRICTED.items) : asked;
		const cursor = fields.cursor ? Buffer.from(String(fields.cursor), 'base64').toString() : undefined;
		if (cursor !== undefined && !cursor.startsWith('next_ts:')) return error('invalid_cursor');
		const inclusive = isTrue(fields.inclusive);
		const found = state.messages
			.filter((message) => message.channel === channel)
			.filter((message) => !fields.oldest || newer(message.ts, String(fields.oldest), inclusive))
			.filter((message) => !fields.latest || newer(String(fields.latest), message.ts, inclusive))
			.filter((message) => cursor === undefined || newer(cursor.slice(8), message.ts, true))
			.reverse();
		const page = found.slice(0, limit);
		const next = found[limit];
		return ok({
			messages: page.map((message) => describeMessage(message, isTrue(fields.include_all_metadata))),
			has_more: next !== undefined,
			pin_count: 0,
			channel_actions_ts: null,
			channel_actions_count: 0,
			...(next ? { response_metadata: { next_cursor: Buffer.from(`next_ts:${next.ts}`).toString('base64') } } : {}),
		});
	}

	function perform(name: string, exchange: Exchange): Answer {
		const method = methods[name];
		if (!method) return error('unknown_method');
		const fields = readArguments(exchange);
		const token = /^Bearer (.+)$/.exec(exchange.headers.authorization ?? '')?.[1] ?? fields.token;
		if (token === undefined) return error('not_authed');
		if (token !== SLACK_TOKEN) return error('invalid_auth');
		const provided = grantedScopes(settings);
		const needed = SCOPES[name];
		const headers = { 'x-oauth-scopes': provided.join(','), 'x-accepted-oauth-scopes': needed ?? '' };
		const missing = needed !== undefined && !provided.includes(needed);
		const answer = missing ? error('missing_scope', { needed, provided: provided.join(',') }) : method(fields);
		return { ...answer, headers: { ...headers, ...answer.headers } };
	}

	return (exchange): Operation => {
		const name = exchange.path.replace(/^\/api\//, '');
		const posted = exchange.method === 'POST' || exchange.method === 'GET';
		if (!posted || !(name in methods)) return { name: 'unknown', handle: () => error('unknown_method') };
		return { name, handle: () => perform(name, exchange) };
	};
}

function grantedScopes(settings: Settings): string[] {
	const { ask, scopes } = settings.slack;
	return ask === 'missing-scope' ? scopes.filter((scope) => scope !== 'im:history') : scopes;
}

/** Whether timestamp `a` is newer than `b`; compared as numbers of microseconds, exactly. */
function newer(a: string, b: string, orEqual: boolean): boolean {
	const difference = microseconds(a) - microseconds(b);
	return orEqual ? difference >= 0n : difference > 0n;
}

function microseconds(ts: string): bigint {
	const [seconds = '0', fraction = ''] = ts.split('.');
	return BigInt(seconds.replace(/\D/g, '') || '0') * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0') || '0');
}

function isTrue(value: unknown): boolean {
	return value === true || value === 'true' || value === '1' || value === 1;
}

function describeMessage(message: Message, withMetadata: boolean): Json {
	return {
		type: 'message',
		user: SLACK_BOT.user,
		bot_id: SLACK_BOT.id,
		team: SLACK_BOT.team,
		ts: message.ts,
		text: message.text,
		...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
		...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
	};
}

function describeUser(user: SlackUser): Json {
	const [first = '', ...rest] = user.name.split(' ');
	return {
		id: user.id,
		team_id: SLACK_BOT.team,
		name: user.email.split('@')[0],
		deleted: false,
		real_name: user.name,
		is_bot: false,
		is_app_user: false,
		updated: 1_738_746_000,
		profile: {
			title: user.title,
			phone: '',
			skype: '',
			real_name: user.name,
			real_name_normalized: user.name,
			display_name: first,
			display_name_normalized: first,
			first_name: first,
			last_name: rest.join(' '),
			avatar_hash: '',
			status_text: '',
			status_emoji: '',
			fields: null,
			email: user.email,
			team: SLACK_BOT.team,
		},
	};
}

function ok(fields: Json): Answer {
	return { status: 200, body: { ok: true, ...fields } };
}

function error(code: string, more: Json = {}): Answer {
	return { status: 200, body: { ok: false, error: code, ...more } };
}

function rateLimited(waitMs: number): Answer {
	const headers = { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1_000))) };
	return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
}
