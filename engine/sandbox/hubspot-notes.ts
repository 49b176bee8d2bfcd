/** Creating a note in HubSpot: what is checked before it is written. */
import { type Answer, isObject, type Json } from './exchange.ts';
import { invalid } from './hubspot-answers.ts';
import { ASSOCIATION_TYPES, objectType, PROPERTIES, type Records } from './hubspot-records.ts';
import type { Note } from './state.ts';
import type { RecordType } from './world.ts';

/** HubSpot's limit for the body of a note. */
const MAX_BODY = 65_536;
const READ_ONLY = ['hs_object_id', 'createdate', 'hs_createdate', 'hs_lastmodifieddate'];

export type NewNote = Pick<Note, 'properties' | 'associations'>;

/** Reads the body of a create; answers what to write, or HubSpot's refusal. */
export function readNote(body: Json, records: Records): NewNote | Answer {
	if (!isObject(body.properties)) return invalid('Invalid input JSON: properties is required');
	const properties: Record<string, string> = {};
	for (const [name, value] of Object.entries(body.properties)) {
		if (!PROPERTIES.notes.includes(name)) return unknownProperty(name);
		if (READ_ONLY.includes(name))
			return propertyErrors([{ name, code: 'READ_ONLY_VALUE', message: `${name} is read-only` }]);
		properties[name] = String(value);
	}
	const at = timestamp(properties.hs_timestamp);
	if (properties.hs_timestamp === undefined) {
		const message = 'Error creating NOTE. Some required properties were not set.';
		return invalid(message, [
			{ message, code: 'MISSING_REQUIRED_PROPERTY', context: { properties: ['hs_timestamp'] } },
		]);
	}
	if (at === undefined) {
		return propertyErrors([
			{ name: 'hs_timestamp', code: 'INVALID_DATE', message: 'hs_timestamp is not a valid date' },
		]);
	}
	if ((properties.hs_note_body?.length ?? 0) > MAX_BODY) {
		return propertyErrors([{ name: 'hs_note_body', code: 'INVALID_LENGTH', message: `over ${MAX_BODY} characters` }]);
	}
	const associations: Note['associations'] = [];
	for (const association of Array.isArray(body.associations) ? body.associations : []) {
		const type = associationTarget(association, records);
		if (typeof type === 'string') return invalid(type);
		associations.push(type);
	}
	return { properties: { ...properties, hs_timestamp: new Date(at).toISOString() }, associations };
}

/** The record an association points to; a string says what is wrong with it. */
function associationTarget(association: unknown, records: Records): { type: RecordType; id: string } | string {
	if (!isObject(association) || !isObject(association.to) || !Array.isArray(association.types)) {
		return 'Invalid input JSON: an association has to and types';
	}
	const id = String(association.to.id);
	const spec: unknown = association.types[0];
	if (!isObject(spec) || spec.associationCategory !== 'HUBSPOT_DEFINED') return 'associationCategory is not valid';
	const found = Object.entries(ASSOCIATION_TYPES).find(([, typeId]) => typeId === spec.associationTypeId);
	const [from, to] = found?.[0].split('>') ?? [];
	if (from !== 'notes' || to === undefined) return `associationTypeId ${spec.associationTypeId} is not valid for notes`;
	const type = objectType(to) as RecordType;
	if (!records.find(type, id)) return `One or more associations are not valid: no ${type} object has the id ${id}`;
	return { type, id };
}

/** Milliseconds since 1970 from ISO 8601 or a number of milliseconds. */
function timestamp(value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	const parsed = /^\d+$/.test(value) ? Number(value) : Date.parse(value);
	return Number.isNaN(parsed) || Math.abs(parsed) > 8.64e15 ? undefined : parsed;
}

function unknownProperty(name: string): Answer {
	return propertyErrors([{ name, code: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` }]);
}

function propertyErrors(errors: { name: string; code: string; message: string }[]): Answer {
	const listed = errors.map(({ name, code, message }) => ({ isValid: false, message, error: code, name }));
	return invalid(
		`Property values were not valid: ${JSON.stringify(listed)}`,
		errors.map(({ name, code, message }) => ({ message, code, context: { propertyName: [name] } })),
	);
}
