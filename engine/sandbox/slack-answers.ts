/** Slack's answers: what went well, what went wrong, messages and users as it describes them. */
import type { Answer, Json } from './exchange.ts';
import { slackId } from './identifiers.ts';
import type { Message } from './state.ts';
import type { SlackUser } from './world.ts';

/** The bot that the token belongs to. */
export const SLACK_BOT = {
	id: slackId('B', 'sophia'),
	user: slackId('U', 'sophia'),
	name: 'sophia',
	team: slackId('T', 'sandbox'),
};

export function describeMessage(message: Message, withMetadata: boolean): Json {
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

export function describeUser(user: SlackUser): Json {
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

export function ok(fields: Json): Answer {
	return { status: 200, body: { ok: true, ...fields } };
}

export function error(code: string, more: Json = {}): Answer {
	return { status: 200, body: { ok: false, error: code, ...more } };
}

export function rateLimited(waitMs: number): Answer {
	const headers = { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1_000))) };
	return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
}
