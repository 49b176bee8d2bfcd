/** HubSpot's object search: filters, sorting and paging over an index that lags behind the writes. */
import { type Answer, isObject, type Json } from './exchange.ts';
import { invalid } from './hubspot-answers.ts';
import { type CrmObject, DEFAULT_PROPERTIES, type ObjectType, PROPERTIES } from './hubspot-records.ts';

/** HubSpot's own limits. */
const MAX_RESULTS = 10_000;
const MAX_PAGE = 200;

interface Filter {
	propertyName: string;
	operator: string;
	value?: string;
	highValue?: string;
	values?: string[];
}

const TESTS: Record<string, (actual: string | undefined, filter: Filter) => boolean> = {
	EQ: (actual, { value }) => same(actual, value),
	NEQ: (actual, { value }) => !same(actual, value),
	LT: (actual, { value }) => actual !== undefined && number(actual) < number(value),
	LTE: (actual, { value }) => actual !== undefined && number(actual) <= number(value),
	GT: (actual, { value }) => actual !== undefined && number(actual) > number(value),
	GTE: (actual, { value }) => actual !== undefined && number(actual) >= number(value),
	BETWEEN: (actual, { value, highValue }) =>
		actual !== undefined && number(actual) >= number(value) && number(actual) <= number(highValue),
	IN: (actual, { values }) => values?.some((value) => same(actual, value)) ?? false,
	NOT_IN: (actual, { values }) => !(values?.some((value) => same(actual, value)) ?? false),
	HAS_PROPERTY: (actual) => actual !== undefined,
	NOT_HAS_PROPERTY: (actual) => actual === undefined,
	CONTAINS_TOKEN: (actual, { value }) => containsToken(actual, value),
	NOT_CONTAINS_TOKEN: (actual, { value }) => !containsToken(actual, value),
};

/** Answers a page of the objects that the body asks for; `visible` are those the index has by now. */
export function search(
	type: ObjectType,
	body: Json,
	visible: CrmObject[],
	linked: (object: CrmObject, to: ObjectType) => string[],
	describe: (object: CrmObject, properties: readonly string[]) => Json,
): Answer {
	const groups = Array.isArray(body.filterGroups) ? body.filterGroups : [];
	const filters: Filter[][] = groups.map((group) =>
		isObject(group) && Array.isArray(group.filters) ? group.filters : [],
	);
	if (groups.length > 5 || filters.flat().length > 18) return invalid('too many filters');
	for (const filter of filters.flat()) {
		const known = PROPERTIES[type].includes(filter.propertyName) || filter.propertyName.startsWith('associations.');
		if (!known) {
			const message = `There was a problem with the request. Property ${filter.propertyName} does not exist`;
			return invalid(message, [{ message, code: 'PROPERTY_DOESNT_EXIST' }]);
		}
		if (!Object.hasOwn(TESTS, filter.operator)) return invalid(`Invalid operator ${filter.operator}`);
	}
	const limit = Number(body.limit ?? 10);
	const after = Number(body.after ?? 0);
	if (!(limit >= 1 && limit <= MAX_PAGE)) return invalid(`limit must be between 1 and ${MAX_PAGE}`);
	if (!(after >= 0) || after + limit > MAX_RESULTS) return invalid('paging past 10,000 results is not possible');

	const passes = (object: CrmObject, filter: Filter): boolean => {
		const test = TESTS[filter.operator];
		const to = /^associations\.(contact|company|deal|note)$/.exec(filter.propertyName)?.[1];
		if (to === undefined) return test?.(object.properties[filter.propertyName], filter) ?? false;
		const plural = to === 'company' ? 'companies' : (`${to}s` as ObjectType);
		return linked(object, plural).some((id) => test?.(id, filter));
	};
	const query = typeof body.query === 'string' ? body.query.toLowerCase() : '';
	const found = visible
		.filter((object) => filters.length === 0 || filters.some((group) => group.every((one) => passes(object, one))))
		.filter((object) => Object.values(object.properties).some((value) => value.toLowerCase().includes(query)));
	const wanted = Array.isArray(body.properties) ? (body.properties as string[]) : DEFAULT_PROPERTIES[type];
	const page = found.slice(after, after + limit);
	const next = after + page.length;
	return {
		status: 200,
		body: {
			total: found.length,
			results: page.map((object) => describe(object, wanted)),
			...(next < found.length ? { paging: { next: { after: String(next) } } } : {}),
		},
	};
}

function same(actual: string | undefined, value: string | undefined): boolean {
	return actual !== undefined && actual.toLowerCase() === String(value).toLowerCase();
}

/** Dates compare by their milliseconds, as HubSpot stores them. */
function number(value: string | undefined): number {
	const plain = Number(value);
	return Number.isNaN(plain) ? Date.parse(String(value)) : plain;
}

function containsToken(actual: string | undefined, value: string | undefined): boolean {
	const token = String(value).toLowerCase().replaceAll('*', '');
	return actual?.toLowerCase().includes(token) ?? false;
}
