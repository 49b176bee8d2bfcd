/** HubSpot's associations v4: which objects belong to one, or to each of a batch. */
import type { Answer, Json } from './exchange.ts';
import { batch, invalid, notFound } from './hubspot-answers.ts';
import { readInputs } from './hubspot-objects.ts';
import { ASSOCIATION_TYPES, type ObjectType, type Records } from './hubspot-records.ts';

const MAX_PAGE = 500;
const MAX_BATCH = 1_000;

export interface Direction {
	from: ObjectType;
	to: ObjectType;
}

/** A page of the ids that belong to one object. */
export function readAssociations(records: Records, direction: Direction, id: string, query: URLSearchParams): Answer {
	const object = records.find(direction.from, id);
	if (!object) return notFound();
	const limit = Math.min(Number(query.get('limit') ?? MAX_PAGE), MAX_PAGE);
	const after = Number(query.get('after') ?? 0);
	if (!(limit >= 1 && after >= 0)) return invalid('limit and after must be positive numbers');
	const ids = records.linked(object, direction.to);
	const next = after + limit;
	const paging = next < ids.length ? { paging: { next: { after: String(next) } } } : {};
	return { status: 200, body: { results: describe(direction, ids.slice(after, next)), ...paging } };
}

/** The ids that belong to each of a batch; an object without any is an error beside the results. */
export function readAssociationBatch(records: Records, direction: Direction, body: Json | undefined): Answer {
	const inputs = readInputs(body, MAX_BATCH);
	if (typeof inputs === 'string') return invalid(inputs);
	const results: Json[] = [];
	const errors: Json[] = [];
	const asked = body?.inputs as { id: string; after?: string }[] | undefined;
	const pages = new Map(asked?.map(({ id, after }) => [id, Number(after ?? 0)]));
	for (const id of new Set(inputs)) {
		const object = records.find(direction.from, id);
		const ids = object ? records.linked(object, direction.to) : [];
		const after = pages.get(id) ?? 0;
		const next = after + MAX_PAGE;
		const paging = next < ids.length ? { paging: { next: { after: String(next) } } } : {};
		if (ids.length > 0) results.push({ from: { id }, to: describe(direction, ids.slice(after, next)), ...paging });
		else errors.push(nothingFound(direction, id));
	}
	return batch(results, errors);
}

function describe({ from, to }: Direction, ids: string[]): Json[] {
	const typeId = ASSOCIATION_TYPES[`${from}>${to}`];
	return ids.map((toObjectId) => ({
		toObjectId,
		associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId, label: null }],
	}));
}

function nothingFound({ from, to }: Direction, id: string): Json {
	return {
		status: 'error',
		category: 'OBJECT_NOT_FOUND',
		subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
		message: `No ${to} is associated with ${from} ${id}.`,
		context: { fromObjectId: [id], fromObjectType: [from], toObjectType: [to] },
	};
}
