/** The control API that tests drive the sandbox with: state, requests, faults, settings, reset. */
import type { Answer, Exchange, Json } from './exchange.ts';
import { type Faults, readFault } from './faults.ts';
import type { GongWebhooks } from './gong-webhook.ts';
import { createRecords } from './hubspot-records.ts';
import type { Rate } from './rate.ts';
import type { RequestLog } from './requests.ts';
import { changeSettings, type Settings } from './settings.ts';
import type { State } from './state.ts';
import type { RecordType, World } from './world.ts';

export interface ControlParts {
	world: World;
	state: State;
	requests: RequestLog;
	faults: Faults;
	settings: Settings;
	rate: Rate;
	webhooks: GongWebhooks;
}

const SINGULAR: Record<RecordType, string> = { contacts: 'contact', deals: 'deal', companies: 'company' };

export function createControl(parts: ControlParts): (exchange: Exchange) => Answer | Promise<Answer> {
	const { world, state, requests, faults, settings, rate, webhooks } = parts;
	const records = createRecords(world, state);
	const users = new Map(world.slackUsers.map((user) => [user.id, user]));

	const routes: Record<string, (exchange: Exchange) => Answer | Promise<Answer>> = {
		'GET /sandbox/state': () => ok({ ...describeState() }),
		'GET /sandbox/requests': ({ query }) => ok({ ...requests.since(Number(query.get('since') ?? 0)) }),
		'POST /sandbox/faults': (exchange) => attempt(exchange, (input) => ({ id: faults.add(readFault(input)) })),
		'DELETE /sandbox/faults': () => {
			faults.clear();
			return ok({});
		},
		'POST /sandbox/release': () => ok({ released: faults.release() }),
		'GET /sandbox/settings': () => ok({ ...settings }),
		'POST /sandbox/settings': (exchange) =>
			attempt(exchange, (input) => {
				changeSettings(settings, input);
				return { ...settings };
			}),
		'GET /sandbox/gong/public-key': () => ok({ publicKey: webhooks.publicKey() }),
		'POST /sandbox/gong/webhook': async ({ raw }) => {
			try {
				return ok({ ...(await webhooks.send(JSON.parse(raw || '{}'))) });
			} catch (error) {
				return refused(error);
			}
		},
		'POST /sandbox/reset': () => {
			faults.clear();
			faults.abandon();
			requests.clear();
			rate.clear();
			state.clear();
			return ok({});
		},
	};

	function describeState() {
		return {
			today: world.today,
			zone: world.zone,
			calls: world.calls.length,
			messages: state.messages.map(({ user: id, ...message }) => {
				const user = users.get(id);
				return { ...message, user: { id, email: user?.email ?? '', name: user?.name ?? id } };
			}),
			notes: state.notes.map(({ id, properties, associations, at }) => ({
				id,
				body: properties.hs_note_body ?? '',
				timestamp: properties.hs_timestamp ?? '',
				associations: associations.map((one) => ({
					type: SINGULAR[one.type],
					id: one.id,
					name: records.name(one.type, one.id),
				})),
				properties,
				at,
			})),
		};
	}

	return (exchange) => {
		const route = routes[`${exchange.method} ${exchange.path}`];
		if (route) return route(exchange);
		return { status: 404, body: { error: 'unknown control route', routes: Object.keys(routes) } };
	};
}

/** Runs a change with the body's JSON; what is wrong with it is answered as 400. */
function attempt(exchange: Exchange, change: (input: unknown) => Json): Answer {
	try {
		return ok(change(JSON.parse(exchange.raw || '{}')));
	} catch (error) {
		return refused(error);
	}
}

function refused(error: unknown): Answer {
	return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
}

function ok(body: Json): Answer {
	return { status: 200, body };
}
