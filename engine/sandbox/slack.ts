/** Slack's Web API as the morning run meets it: find the user, open the DM, post, read the history. */
import type { Answer, Exchange, Json, Operation, Service } from './exchange.ts';
import { slackId } from './identifiers.ts';
import type { Rate } from './rate.ts';
import type { Settings } from './settings.ts';
import { describeMessage, describeUser, error, ok, rateLimited, SLACK_BOT } from './slack-answers.ts';
import { history, RESTRICTED } from './slack-history.ts';
import { readArguments, readMessage } from './slack-request.ts';
import type { State } from './state.ts';
import type { SlackUser, World } from './world.ts';

export const SLACK_TOKEN = 'xoxb-sandbox';

/** The scope each method needs; auth.test needs none. */
const SCOPES: Record<string, string | undefined> = {
	'auth.test': undefined,
	'users.lookupByEmail': 'users:read.email',
	'users.info': 'users:read',
	'conversations.open': 'im:write',
	'chat.postMessage': 'chat:write',
	'conversations.history': 'im:history',
};

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
		'conversations.history': (fields) => {
			const restricted = settings.slack.ask === 'rate-limited';
			const waitMs = restricted ? rate.take('slack.history', RESTRICTED.requests, RESTRICTED.windowMs) : 0;
			if (waitMs > 0) return rateLimited(waitMs);
			if (!byChannel.has(String(fields.channel))) return error('channel_not_found');
			return history(fields, state.messages, restricted);
		},
	};

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
		if (!posted || !Object.hasOwn(methods, name)) return { name: 'unknown', handle: () => error('unknown_method') };
		return { name, handle: () => perform(name, exchange) };
	};
}

function grantedScopes(settings: Settings): string[] {
	const { ask, scopes } = settings.slack;
	return ask === 'missing-scope' ? scopes.filter((scope) => scope !== 'im:history') : scopes;
}
