/** Gong's API v2 as the morning run meets it: extensive calls, transcripts, users, workspaces. */
import { createHash, randomUUID } from 'node:crypto';
import { type Answer, type Exchange, isObject, type Json, jsonBody, type Operation, type Service } from './exchange.ts';
import { matches, readFilter, refusal } from './gong-request.ts';
import type { Rate } from './rate.ts';
import type { Settings } from './settings.ts';
import type { GongCall, Monologue, World } from './world.ts';

export const GONG_KEY = 'sandbox-access-key:sandbox-secret';

const PAGE_SIZE = 100;
const WORKSPACE_ID = '623457276584334';

/** Scopes by operation, with the status Gong's description gives for access denied there. */
const SCOPES: Record<string, { scope: string; status: number }> = {
	'calls.extensive': { scope: 'api:calls:read:extensive', status: 401 },
	'calls.transcript': { scope: 'api:calls:read:transcript', status: 401 },
	'users.list': { scope: 'api:users:read', status: 403 },
	'workspaces.list': { scope: 'api:workspaces:read', status: 403 },
};

const OPERATIONS: Record<string, string> = {
	'POST /v2/calls/extensive': 'calls.extensive',
	'POST /v2/calls/transcript': 'calls.transcript',
	'GET /v2/users': 'users.list',
	'GET /v2/workspaces': 'workspaces.list',
};

export function createGong(world: World, settings: Settings, rate: Rate): Service {
	const calls = [...world.calls].sort((a, b) => started(a) - started(b) || (a.metaData.id < b.metaData.id ? -1 : 1));

	function perform(name: string, exchange: Exchange): Answer {
		const denied = authorize(name, exchange, settings);
		if (denied) return denied;
		const waitMs = rate.take('gong', settings.gong.perSecond, 1_000);
		if (waitMs > 0) {
			const retryAfter = String(Math.max(1, Math.ceil(waitMs / 1_000)));
			return failure(429, 'API request limit exceeded', { 'retry-after': retryAfter });
		}
		if (name === 'users.list') return usersPage(world, exchange.query.get('cursor'));
		if (name === 'workspaces.list') return workspaces();
		const body = jsonBody(exchange);
		if (!body) return failure(400, 'Malformed request: the body is not a JSON object');
		const kind = name === 'calls.extensive' ? 'extensive' : 'transcript';
		const wrong = refusal(body, kind);
		if (wrong) return failure(400, wrong);
		const filter = readFilter(body);
		const found = calls.filter((call) => matches(call, filter));
		// Gong says "not found" where it means "none".
		if (found.length === 0) return failure(404, 'No calls found corresponding to the provided filters');
		if (kind === 'extensive') {
			const show = exposer(body);
			return paged(found, body.cursor, body.filter, (page) => ({ calls: page.map(show) }));
		}
		// A call whose transcript is not ready is absent, without a word.
		const ready = found.filter((call) => world.transcripts.has(call.metaData.id));
		return paged(ready, body.cursor, body.filter, (page) => ({
			callTranscripts: page.map(({ metaData }) => ({
				callId: metaData.id,
				transcript: world.transcripts.get(metaData.id),
			})),
		}));
	}

	return (exchange): Operation => {
		const name = OPERATIONS[`${exchange.method} ${exchange.path}`];
		if (!name) return { name: 'unknown', handle: () => failure(404, `No such endpoint: ${exchange.path}`) };
		return { name, handle: () => perform(name, exchange) };
	};

	function exposer(body: Json): (call: GongCall) => Json {
		const selector = isObject(body.contentSelector) ? body.contentSelector : {};
		const exposed = isObject(selector.exposedFields) ? selector.exposedFields : {};
		const withContext = selector.context === 'Basic' || selector.context === 'Extended';
		return (call) => {
			const shown: Json = { metaData: call.metaData };
			if (withContext) shown.context = call.context ?? [];
			if (exposed.parties === true) {
				shown.parties = call.parties.map(({ context, ...party }) => (withContext ? { ...party, context } : party));
			}
			if (isObject(exposed.content)) shown.content = {};
			if (isObject(exposed.interaction) && exposed.interaction.speakers === true) {
				shown.interaction = { speakers: talkTimes(call, world.transcripts.get(call.metaData.id) ?? []) };
			}
			return shown;
		};
	}
}

function authorize(name: string, exchange: Exchange, settings: Settings): Answer | undefined {
	const expected = `Basic ${Buffer.from(GONG_KEY).toString('base64')}`;
	if (exchange.headers.authorization !== expected) {
		return failure(401, 'Failed to authenticate: wrong or missing access key or access key secret');
	}
	const need = SCOPES[name];
	if (!need || settings.gong.scopes.includes(need.scope)) return undefined;
	return failure(need.status, `Access denied: the key does not have the required scope ${need.scope}`);
}

/** One page of up to 100, with a cursor that only goes with the same filter. */
function paged<Item>(items: Item[], cursor: unknown, filter: unknown, content: (page: Item[]) => Json): Answer {
	const mark = createHash('sha256').update(JSON.stringify(filter)).digest('hex').slice(0, 12);
	let offset = 0;
	if (cursor !== undefined && cursor !== null) {
		const [cursorMark, position] = Buffer.from(String(cursor), 'base64url').toString().split(':');
		offset = Number(position);
		if (cursorMark !== mark || !Number.isInteger(offset)) return failure(400, 'cursor: invalid or expired');
	}
	const page = items.slice(offset, offset + PAGE_SIZE);
	const next = offset + page.length;
	const records: Json = {
		totalRecords: items.length,
		currentPageSize: page.length,
		currentPageNumber: Math.floor(offset / PAGE_SIZE),
	};
	if (next < items.length) records.cursor = Buffer.from(`${mark}:${next}`).toString('base64url');
	return { status: 200, body: { requestId: requestId(), records, ...content(page) } };
}

function usersPage(world: World, cursor: string | null): Answer {
	return paged(world.users, cursor ?? undefined, 'users', (page) => ({
		users: page.map((user) => ({ ...user, active: true, created: '2024-02-05T09:00:00Z', emailAliases: [] })),
	}));
}

function workspaces(): Answer {
	const workspace = { id: WORKSPACE_ID, name: 'Sales', description: 'All sales calls' };
	return { status: 200, body: { requestId: requestId(), workspaces: [workspace] } };
}

function talkTimes(call: GongCall, transcript: Monologue[]): Json[] {
	return call.parties
		.filter((party) => party.speakerId !== undefined)
		.map((party) => {
			const sentences = transcript
				.filter((turn) => turn.speakerId === party.speakerId)
				.flatMap((turn) => turn.sentences);
			const talkTime = sentences.reduce((sum, sentence) => sum + (sentence.end - sentence.start) / 1_000, 0);
			return { id: party.id, ...(party.userId ? { userId: party.userId } : {}), talkTime };
		});
}

function started(call: GongCall): number {
	return Date.parse(call.metaData.started);
}

function failure(status: number, message: string, headers?: Record<string, string>): Answer {
	return { status, headers, body: { requestId: requestId(), errors: [message] } };
}

function requestId(): string {
	return randomUUID().replaceAll('-', '').slice(0, 20);
}
