/** HubSpot's CRM as the morning run meets it: people, companies, deals, their links, and notes. */
import { type Answer, type Exchange, isObject, type Json, jsonBody, type Operation, type Service } from './exchange.ts';
import { batch, failure, invalid, missingScopes, notFound, rateLimited } from './hubspot-answers.ts';
import { readNote } from './hubspot-notes.ts';
import {
	ASSOCIATION_TYPES,
	type CrmObject,
	createRecords,
	DEFAULT_PROPERTIES,
	type ObjectType,
	objectType,
	PROPERTIES,
} from './hubspot-records.ts';
import { search } from './hubspot-search.ts';
import type { Rate } from './rate.ts';
import type { Settings } from './settings.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

export const HUBSPOT_TOKEN = 'pat-sandbox';

const HUB_ID = 48_151_623;
const MAX_BATCH = 100;
const MAX_ASSOCIATION_BATCH = 1_000;
const MAX_ASSOCIATION_PAGE = 500;

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
	const records = createRecords(world, state);

	function route(exchange: Exchange): Route | undefined {
		const { method, path } = exchange;
		const parts = path.split('/').slice(1).map(decoded);
		const at = `${method} ${parts.slice(0, 3).join('/')}`;
		if (at === 'GET oauth/v1/access-tokens') {
			return { name: 'token.info', scopes: [], open: true, answer: () => tokenInfo(parts[3]) };
		}
		if (method === 'POST' && path === '/oauth/v2/private-apps/get/access-token-info') {
			return { name: 'token.info', scopes: [], open: true, answer: () => tokenInfo(jsonBody(exchange)?.tokenKey) };
		}
		if (path === '/account-info/v3/details' && method === 'GET') {
			return { name: 'account.details', scopes: [], answer: accountDetails };
		}
		if (at === 'POST crm/v4/associations') return associationsBatch(exchange, parts);
		if (at === 'GET crm/v4/objects' && parts[5] === 'associations') return associationsRead(exchange, parts);
		if (!path.startsWith('/crm/v3/objects/')) return undefined;
		const type = objectType(parts[3] ?? '');
		if (!type) return undefined;
		const scopes = [readScope(type)];
		const asks = type === 'notes';
		const rest = parts.slice(4).join('/');
		if (method === 'POST' && rest === 'search') {
			return { name: `${type}.search`, scopes, asks, answer: () => searchObjects(type, exchange) };
		}
		if (method === 'POST' && rest === 'batch/read') {
			return { name: `${type}.batchRead`, scopes, asks, answer: () => batchRead(type, exchange) };
		}
		if (method === 'POST' && type === 'notes' && rest === '') {
			return { name: 'notes.create', scopes: ['crm.objects.contacts.write'], answer: () => createNote(exchange) };
		}
		if (method === 'GET' && parts.length === 5) {
			return { name: `${type}.read`, scopes, asks, answer: () => readObject(type, parts[4] ?? '', exchange.query) };
		}
		return undefined;
	}

	function tokenInfo(token: unknown): Answer {
		if (token !== HUBSPOT_TOKEN) return failure(404, 'OBJECT_NOT_FOUND', 'access token not found');
		const { scopes } = settings.hubspot;
		const ids = { hubId: HUB_ID, userId: 6_283_185, appId: 2_718_281 };
		const snake = { hub_id: HUB_ID, user_id: ids.userId, app_id: ids.appId, token_type: 'access', expires_in: 1_800 };
		return {
			status: 200,
			body: { token: HUBSPOT_TOKEN, scopes, hub_domain: 'sandbox.hubspot.example', ...ids, ...snake },
		};
	}

	function accountDetails(): Answer {
		const body = { portalId: HUB_ID, accountType: 'STANDARD', timeZone: world.zone, companyCurrency: 'EUR' };
		return { status: 200, body: { ...body, uiDomain: 'app.hubspot.example', dataHostingLocation: 'eu1' } };
	}

	function readObject(type: ObjectType, id: string, query: URLSearchParams): Answer {
		const byEmail = type === 'contacts' && query.get('idProperty') === 'email';
		const found = byEmail ? records.contactByEmail(id) : records.find(type, id);
		if (!found) return notFound();
		const body = describe(found, propertyList(query.getAll('properties')) ?? DEFAULT_PROPERTIES[type]);
		const asked = propertyList(query.getAll('associations')) ?? [];
		const links = asked.flatMap((to) => associationSummary(found, to));
		return { status: 200, body: links.length > 0 ? { ...body, associations: Object.fromEntries(links) } : body };
	}

	function associationSummary(found: CrmObject, spelling: string): [string, Json][] {
		const to = objectType(spelling);
		const ids = to ? records.linked(found, to) : [];
		if (!to || ids.length === 0) return [];
		const type = `${found.type.replace(/ies$/, 'y').replace(/s$/, '')}_to_${to.replace(/ies$/, 'y').replace(/s$/, '')}`;
		return [[to, { results: ids.map((id) => ({ id, type })) }]];
	}

	function batchRead(type: ObjectType, exchange: Exchange): Answer {
		const body = jsonBody(exchange);
		const inputs = body && readInputs(body, MAX_BATCH);
		if (!body || !Array.isArray(inputs)) return invalid(String(inputs ?? 'Invalid input JSON'));
		const byEmail = type === 'contacts' && body.idProperty === 'email';
		const wanted =
			Array.isArray(body.properties) && body.properties.length > 0 ? body.properties : DEFAULT_PROPERTIES[type];
		const ids = [...new Set(inputs)];
		const found = ids.map((id) => (byEmail ? records.contactByEmail(id) : records.find(type, id)));
		const missing = ids.filter((_, index) => found[index] === undefined);
		const kind = type.toUpperCase().replace(/IES$/, 'Y').replace(/S$/, '');
		const message = `Could not get some ${kind} objects, they may be deleted or not exist. Check that ids are valid.`;
		const error = { status: 'error', category: 'OBJECT_NOT_FOUND', message, context: { ids: missing } };
		return batch(
			found.filter((object) => object !== undefined).map((object) => describe(object, wanted)),
			missing.length > 0 ? [error] : [],
		);
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
		const written = state.addNote(note);
		const object = records.find('notes', written.id) as CrmObject;
		const described = describe(object, [...Object.keys(written.properties), ...DEFAULT_PROPERTIES.notes]);
		return { status: 201, landed: written.id, body: described };
	}

	function associationsRead(exchange: Exchange, parts: string[]): Route | undefined {
		const type = objectType(parts[3] ?? '');
		const to = objectType(parts[6] ?? '');
		if (!type || !to || parts.length !== 7) return undefined;
		const answer = (): Answer => {
			const from = records.find(type, parts[4] ?? '');
			if (!from) return notFound();
			const limit = Math.min(Number(exchange.query.get('limit') ?? MAX_ASSOCIATION_PAGE), MAX_ASSOCIATION_PAGE);
			const after = Number(exchange.query.get('after') ?? 0);
			const ids = records.linked(from, to);
			const next = after + limit;
			const paging = next < ids.length ? { paging: { next: { after: String(next) } } } : {};
			return { status: 200, body: { results: associated(type, to, ids.slice(after, next)), ...paging } };
		};
		return { name: 'associations.read', scopes: [readScope(type)], asks: asksForNotes(type, to), answer };
	}

	function associationsBatch(exchange: Exchange, parts: string[]): Route | undefined {
		const type = objectType(parts[3] ?? '');
		const to = objectType(parts[4] ?? '');
		if (!type || !to || parts.slice(5).join('/') !== 'batch/read') return undefined;
		const answer = (): Answer => {
			const body = jsonBody(exchange);
			const inputs = body && readInputs(body, MAX_ASSOCIATION_BATCH);
			if (!Array.isArray(inputs)) return invalid(inputs ?? 'Invalid input JSON');
			const results: Json[] = [];
			const errors: Json[] = [];
			for (const id of new Set(inputs)) {
				const from = records.find(type, id);
				const ids = from ? records.linked(from, to) : [];
				if (ids.length > 0) results.push({ from: { id }, to: associated(type, to, ids) });
				else errors.push(noAssociation(type, to, id));
			}
			return batch(results, errors);
		};
		return { name: 'associations.batchRead', scopes: [readScope(type)], asks: asksForNotes(type, to), answer };
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
		if (!found) {
			const nowhere = () => failure(404, 'OBJECT_NOT_FOUND', `No such endpoint: ${exchange.method} ${exchange.path}`);
			return { name: 'unknown', handle: nowhere };
		}
		return { name: found.name, handle: () => perform(found, exchange) };
	};
}

/** An object as HubSpot shows it: the wanted properties (null where unset), and always the id and dates. */
function describe(object: CrmObject, wanted: readonly string[]): Json {
	const shown: Record<string, string | null> = {};
	for (const name of [...wanted, 'hs_object_id']) {
		// A name the portal does not know is left out of an answer without a word.
		if (PROPERTIES[object.type].includes(name)) shown[name] = object.properties[name] ?? null;
	}
	return {
		id: object.id,
		properties: shown,
		createdAt: object.createdAt,
		updatedAt: object.createdAt,
		archived: false,
	};
}

function associated(type: ObjectType, to: ObjectType, ids: string[]): Json[] {
	const typeId = ASSOCIATION_TYPES[`${type}>${to}`];
	return ids.map((id) => ({
		toObjectId: id,
		associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId, label: null }],
	}));
}

function noAssociation(type: ObjectType, to: ObjectType, id: string): Json {
	return {
		status: 'error',
		category: 'OBJECT_NOT_FOUND',
		subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
		message: `No ${to} is associated with ${type} ${id}.`,
		context: { fromObjectId: [id], fromObjectType: [type], toObjectType: [to] },
	};
}

/** The ids of a batch; a string says what is wrong. */
function readInputs(body: Json, most: number): string[] | string {
	if (!Array.isArray(body.inputs)) return 'Invalid input JSON: inputs is required';
	if (body.inputs.length > most) return `The maximum number of inputs supported in a batch request is ${most}`;
	const ids = body.inputs.map((input) => (isObject(input) ? input.id : undefined));
	return ids.every((id) => typeof id === 'string') ? ids : 'Invalid input JSON: every input has an id';
}

function propertyList(values: string[]): string[] | undefined {
	const names = values.flatMap((value) => value.split(',')).filter(Boolean);
	return names.length > 0 ? names : undefined;
}

/** Notes come under the scope of contacts. */
function readScope(type: ObjectType): string {
	return `crm.objects.${type === 'notes' ? 'contacts' : type}.read`;
}

function asksForNotes(type: ObjectType, to: ObjectType): boolean {
	return type === 'notes' || to === 'notes';
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
