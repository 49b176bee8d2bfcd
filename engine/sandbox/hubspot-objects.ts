/** Reading HubSpot's objects: one, or a batch; and how an object is shown. */
import { type Answer, isObject, type Json } from './exchange.ts';
import { batch, invalid, notFound } from './hubspot-answers.ts';
import {
	type CrmObject,
	DEFAULT_PROPERTIES,
	type ObjectType,
	objectType,
	PROPERTIES,
	type Records,
} from './hubspot-records.ts';

const MAX_BATCH = 100;

/** GET of one object, by its id or, for a contact, by e-mail (`idProperty=email`). */
export function readObject(records: Records, type: ObjectType, id: string, query: URLSearchParams): Answer {
	const byEmail = type === 'contacts' && query.get('idProperty') === 'email';
	const found = byEmail ? records.contactByEmail(id) : records.find(type, id);
	if (!found) return notFound();
	const body = describe(found, propertyList(query.getAll('properties')) ?? DEFAULT_PROPERTIES[type]);
	const asked = propertyList(query.getAll('associations')) ?? [];
	const links = asked.flatMap((to) => associationSummary(records, found, to));
	return { status: 200, body: links.length > 0 ? { ...body, associations: Object.fromEntries(links) } : body };
}

/** POST …/batch/read: 207 with an error that lists what was not found. */
export function batchRead(records: Records, type: ObjectType, body: Json | undefined): Answer {
	const inputs = readInputs(body, MAX_BATCH);
	if (typeof inputs === 'string') return invalid(inputs);
	const byEmail = type === 'contacts' && body?.idProperty === 'email';
	const asked: string[] = Array.isArray(body?.properties) ? body.properties : [];
	const wanted = asked.length > 0 ? asked : DEFAULT_PROPERTIES[type];
	const ids = [...new Set(inputs)];
	const found = ids.map((id) => (byEmail ? records.contactByEmail(id) : records.find(type, id)));
	const missing = ids.filter((_, index) => found[index] === undefined);
	const kind = singular(type).toUpperCase();
	const message = `Could not get some ${kind} objects, they may be deleted or not exist. Check that ids are valid.`;
	const error = { status: 'error', category: 'OBJECT_NOT_FOUND', message, context: { ids: missing } };
	return batch(
		found.filter((object) => object !== undefined).map((object) => describe(object, wanted)),
		missing.length > 0 ? [error] : [],
	);
}

/** An object as HubSpot shows it: the wanted properties (null where unset), and always its id and dates. */
export function describe(object: CrmObject, wanted: readonly string[]): Json {
	const properties: Record<string, string | null> = {};
	for (const name of [...wanted, 'hs_object_id']) {
		// A name the portal does not know is left out of an answer without a word.
		if (PROPERTIES[object.type].includes(name)) properties[name] = object.properties[name] ?? null;
	}
	const { id, createdAt } = object;
	return { id, properties, createdAt, updatedAt: createdAt, archived: false };
}

/** The ids of a batch of at most `most`; a string says what is wrong with it. */
export function readInputs(body: Json | undefined, most: number): string[] | string {
	if (!Array.isArray(body?.inputs)) return 'Invalid input JSON: inputs is required';
	if (body.inputs.length > most) return `The maximum number of inputs supported in a batch request is ${most}`;
	const ids: unknown[] = body.inputs.map((input) => (isObject(input) ? input.id : undefined));
	return ids.every((id) => typeof id === 'string') ? ids : 'Invalid input JSON: every input has an id';
}

function associationSummary(records: Records, found: CrmObject, spelling: string): [string, Json][] {
	const to = objectType(spelling);
	const ids = to ? records.linked(found, to) : [];
	if (!to || ids.length === 0) return [];
	const type = `${singular(found.type)}_to_${singular(to)}`;
	return [[to, { results: ids.map((id) => ({ id, type })) }]];
}

function propertyList(values: string[]): string[] | undefined {
	const names = values.flatMap((value) => value.split(',')).filter(Boolean);
	return names.length > 0 ? names : undefined;
}

function singular(type: ObjectType): string {
	return type === 'companies' ? 'company' : type.slice(0, -1);
}
