/** What Gong's two call endpoints accept; anything else is refused by name. */
import { isObject, type Json } from './exchange.ts';
import type { GongCall } from './world.ts';

export interface CallFilter {
	/** Milliseconds since 1970, inclusive. */
	from?: number;
	/** Milliseconds since 1970, exclusive. */
	to?: number;
	workspaceId?: string;
	callIds?: string[];
	primaryUserIds?: string[];
}

/** Text of Gong's error for a request it does not understand. */
export type Refusal = string;

const CONTENT = [
	'structure',
	'topics',
	'trackers',
	'trackerOccurrences',
	'pointsOfInterest',
	'brief',
	'outline',
	'highlights',
	'callOutcome',
	'keyPoints',
];

/** Names of the fields below each part of a request, from Gong's published description. */
const KNOWN: Record<string, string[]> = {
	contentSelector: ['context', 'contextTiming', 'exposedFields'],
	'contentSelector.exposedFields': ['parties', 'content', 'interaction', 'collaboration', 'media'],
	'contentSelector.exposedFields.content': CONTENT,
	'contentSelector.exposedFields.interaction': ['speakers', 'video', 'personInteractionStats', 'questions'],
	'contentSelector.exposedFields.collaboration': ['publicComments'],
};

/** Says what is wrong with the body of a call request, or nothing. */
export function refusal(body: Json, kind: 'extensive' | 'transcript'): Refusal | undefined {
	const top = kind === 'extensive' ? ['cursor', 'filter', 'contentSelector'] : ['cursor', 'filter'];
	const filter = ['fromDateTime', 'toDateTime', 'workspaceId', 'callIds'];
	if (kind === 'extensive') filter.push('primaryUserIds');
	const wrong = unknownField(body, '', { ...KNOWN, '': top, filter });
	if (wrong) return `Unrecognized field "${wrong}"`;
	if (!isObject(body.filter)) return 'filter: must not be null';
	for (const key of ['fromDateTime', 'toDateTime']) {
		const value = body.filter[key];
		if (value !== undefined && instant(value) === undefined)
			return `filter.${key}: not an ISO-8601 date-time with offset`;
	}
	for (const key of ['callIds', 'primaryUserIds']) {
		const value = body.filter[key];
		// Ids have up to 20 digits: as numbers they would lose their last ones.
		if (value !== undefined && !(Array.isArray(value) && value.every((id) => typeof id === 'string'))) {
			return `filter.${key}: must be an array of strings`;
		}
	}
	return undefined;
}

function unknownField(value: unknown, path: string, known: Record<string, string[]>): string | undefined {
	const names = known[path];
	if (!names || !isObject(value)) return undefined;
	for (const [key, inner] of Object.entries(value)) {
		const innerPath = path === '' ? key : `${path}.${key}`;
		if (!names.includes(key)) return innerPath;
		const wrong = unknownField(inner, innerPath, known);
		if (wrong) return wrong;
	}
	return undefined;
}

/** The filter of a body that was not refused. */
export function readFilter(body: Json): CallFilter {
	const filter = body.filter as Json;
	return {
		from: instant(filter.fromDateTime),
		to: instant(filter.toDateTime),
		workspaceId: filter.workspaceId as string | undefined,
		callIds: filter.callIds as string[] | undefined,
		primaryUserIds: filter.primaryUserIds as string[] | undefined,
	};
}

export function matches(call: GongCall, filter: CallFilter): boolean {
	const { id, started, workspaceId, primaryUserId } = call.metaData;
	const at = Date.parse(started);
	if (filter.from !== undefined && at < filter.from) return false;
	if (filter.to !== undefined && at >= filter.to) return false;
	if (filter.callIds && !filter.callIds.includes(id)) return false;
	if (filter.workspaceId && filter.workspaceId !== workspaceId) return false;
	return !filter.primaryUserIds || filter.primaryUserIds.includes(primaryUserId);
}

function instant(value: unknown): number | undefined {
	const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
	if (typeof value !== 'string' || !form.test(value)) return undefined;
	const parsed = Date.parse(value);
	return Number.isNaN(parsed) ? undefined : parsed;
}
