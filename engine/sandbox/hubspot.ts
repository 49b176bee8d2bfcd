/** HubSpot's CRM as the morning run meets it: its routes, who may ask, and how often. */
import { type Answer, type Exchange, jsonBody, type Operation, type Service } from './exchange.ts';
import { failure, invalid, missingScopes, notFound, rateLimited } from './hubspot-answers.ts';
import { readAssociationBatch, readAssociations } from './hubspot-associations.ts';
import { withoutContent } from './hubspot-emails.ts';
import { readNote } from './hubspot-notes.ts';
import { batchRead, describe, readObject } from './hubspot-objects.ts';
import { createRecords, DEFAULT_PROPERTIES, type ObjectType, objectType } from './hubspot-records.ts';
import { search } from './hubspot-search.ts';
import type { Rate } from './rate.ts';
import type { Settings } from './settings.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

export const HUBSPOT_TOKEN = 'pat-sandbox';

const HUB_ID = 48_151_623;
const USER_ID = 6_283_185;
const APP_ID = 2_718_281;

interface Route {
	name: string;
	/** Scopes of which all are needed. */
	scopes: string[];
	/** Whether it tells of notes that were written before; such a question can be refused by a setting. */
	asks?: boolean;
	/** Whether the token stands in the request itself, not in its header. */
	open?: boolean;
	answer: () => Answer;
}

export interface HubspotParts {
	world: World;
	settings: Settings;
	state: State;
	rate: Rate;
	/** Milliseconds since 1970. */
	now: () => number;
}

export function createHubspot({ world, settings, state, rate, now }: HubspotParts): Service {
	const records = withoutContent(createRecords(world, state), () => settings.hubspot.scopes);

	function route(exchange: Exchange): Route | undefined {
		const { method, path } = exchange;
		const parts = path.split('/').slice(1).map(decoded);
		const area = `${method} ${parts.slice(0, 3).join('/')}`;
		if (area === 'GET oauth/v1/access-tokens') {
			return { name: 'token.info', scopes: [], open: true, answer: () => tokenInfo(parts[3]) };
		}
		if (method === 'POST' && path === '/oauth/v2/private-apps/get/access-token-info') {
			return { name: 'token.info', scopes: [], open: true, answer: () => tokenInfo(jsonBody(exchange)?.tokenKey) };
		}
		if (method === 'GET' && path === '/account-info/v3/details') {
			return { name: 'account.details', scopes: [], answer: accountDetails };
		}
		if (area === 'POST crm/v4/associations' || area === 'GET crm/v4/objects') return associations(exchange, parts);
		return path.startsWith('/crm/v3/objects/') ? objects(exchange, parts) : undefined;
	}

	function objects(exchange: Exchange, parts: string[]): Route | undefined {
		const type = objectType(parts[3] ?? '');
		if (!type) return undefined;
		const shared = { scopes: [readScope(type)], asks: type === 'notes' };
		switch (`${exchange.method} ${parts.slice(4).join('/')}`) {
			case 'POST search':
				return { name: `${type}.search`, ...shared, answer: () => searchObjects(type, exchange) };
			case 'POST batch/read':
				return { name: `${type}.batchRead`, ...shared, answer: () => batchRead(records, type, jsonBody(exchange)) };
			case 'POST ':
				if (type !== 'notes') return undefined;
				return { name: 'notes.create', scopes: ['crm.objects.contacts.write'], answer: () => createNote(exchange) };
		}
		const id = parts[4];
		if (exchange.method !== 'GET' || parts.length !== 5 || !id) return undefined;
		return { name: `${type}.read`, ...shared, answer: () => readObject(records, type, id, exchange.query) };
	}

	function associations(exchange: Exchange, parts: string[]): Route | undefined {
		const inBatch = exchange.method === 'POST';
		const from = objectType(parts[3] ?? '');
		const to = objectType(parts[inBatch ? 4 : 6] ?? '');
		if (!from || !to) return undefined;
		const shared = { scopes: [readScope(from)], asks: from === 'notes' || to === 'notes' };
		if (inBatch) {
			if (parts.slice(5).join('/') !== 'batch/read') return undefined;
			const answer = () => readAssociationBatch(records, { from, to }, jsonBody(exchange));
			return { name: 'associations.batchRead', ...shared, answer };
		}
		if (parts[5] !== 'associations' || parts.length !== 7) return undefined;
		const answer = () => readAssociations(records, { from, to }, parts[4] ?? '', exchange.query);
		return { name: 'associations.read', ...shared, answer };
	}

	function searchObjects(type: ObjectType, exchange: Exchange): Answer {
		if (rate.take('hubspot.search', settings.hubspot.searchPerSecond, 1_000) > 0) return rateLimited('SECONDLY');
		const body = jsonBody(exchange);
		if (!body) return invalid('Invalid input JSON');
		const indexedUntil = now() - settings.hubspot.searchLagMs;
		const visible = records.all(type).filter((object) => object.writtenAt <= indexedUntil);
		return search(type, body, visible, records.linked, describe);
	}

	function createNote(exchange: Exchange): Answer {
		const body = jsonBody(exchange);
		if (!body) return invalid('Invalid input JSON');
		const note = readNote(body, records);
		if ('status' in note) return note;
		const { id, properties } = state.addNote(note);
		const written = records.find('notes', id);
		if (!written) return notFound();
		const shown = describe(written, [...Object.keys(properties), ...DEFAULT_PROPERTIES.notes]);
		return { status: 201, landed: id, body: shown };
	}

	/** Both spellings, because the older and the newer address for this differ in them. */
	function tokenInfo(token: unknown): Answer {
		if (token !== HUBSPOT_TOKEN) return failure(404, 'OBJECT_NOT_FOUND', 'access token not found');
		const camel = { hubId: HUB_ID, userId: USER_ID, appId: APP_ID };
		const snake = { hub_id: HUB_ID, user_id: USER_ID, app_id: APP_ID, token_type: 'access', expires_in: 1_800 };
		const { scopes } = settings.hubspot;
		return { status: 200, body: { token, scopes, hub_domain: 'sandbox.hubspot.example', ...camel, ...snake } };
	}

	function accountDetails(): Answer {
		const body = { portalId: HUB_ID, accountType: 'STANDARD', timeZone: world.zone, companyCurrency: 'EUR' };
		return { status: 200, body: { ...body, uiDomain: 'app.hubspot.example', dataHostingLocation: 'eu1' } };
	}

	function perform(found: Route, exchange: Exchange): Answer {
		const { scopes: granted, ask, perTenSeconds } = settings.hubspot;
		const token = /^Bearer (.+)$/.exec(exchange.headers.authorization ?? '')?.[1];
		if (!found.open && token !== HUBSPOT_TOKEN) {
			const message = 'Authentication credentials not found. This API supports OAuth 2.0 authentication';
			return failure(401, 'INVALID_AUTHENTICATION', message);
		}
		if (rate.take('hubspot', perTenSeconds, 10_000) > 0) return rateLimited('TEN_SECONDLY_ROLLING');
		const missing = found.scopes.filter((scope) => !granted.includes(scope));
		if (missing.length > 0) return missingScopes(missing);
		if (found.asks && ask === 'missing-scope') return missingScopes(found.scopes);
		if (found.asks && ask === 'rate-limited') return rateLimited('TEN_SECONDLY_ROLLING');
		return found.answer();
	}

	return (exchange): Operation => {
		const found = route(exchange);
		if (found) return { name: found.name, handle: () => perform(found, exchange) };
		const nowhere = `No such endpoint: ${exchange.method} ${exchange.path}`;
		return { name: 'unknown', handle: () => failure(404, 'OBJECT_NOT_FOUND', nowhere) };
	};
}

/** Notes and e-mails come under the scope of contacts; what e-mails say has one of its own. */
function readScope(type: ObjectType): string {
	return `crm.objects.${type === 'notes' || type === 'emails' ? 'contacts' : type}.read`;
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
