/** Gong API v2 as a source of calls. */
import type { Call } from '../../contract/call.ts';
import type { Window } from '../../contract/coaching.ts';
import type { ConnectionReport } from '../../contract/connection.ts';
import { SophiaError } from '../../errors.ts';
import type { CallSource, TranscriptAnswer } from '../../ports/call-source.ts';
import { toCall } from './gong/call.ts';
import { createGongClient, type GongOptions } from './gong/client.ts';
import { unreadable } from './gong/errors.ts';
import { CallsAnswer, TranscriptsAnswer } from './gong/schema.ts';
import { toTranscriptAnswer } from './gong/transcript.ts';

/** Parties and CRM records; none of Gong's own analyses, which are not proof. */
const CONTENT = { context: 'Extended', exposedFields: { parties: true } };
const SCOPES = { calls: 'api:calls:read:extensive', transcripts: 'api:calls:read:transcript' };
/** Pages that one look-up by id may take; a hundred ids fit into one. */
const MAX_PAGES = 20;

type Filter = Record<string, unknown>;
type Page = { cursor: string | undefined };

export function createGong(options: GongOptions): CallSource {
	const client = createGongClient(options);

	async function callsPage(filter: Filter, cursor: string | undefined, signal: AbortSignal) {
		const answer = await client.post({
			path: '/v2/calls/extensive',
			body: { filter, contentSelector: CONTENT, ...(cursor ? { cursor } : {}) },
			scope: SCOPES.calls,
			schema: CallsAnswer,
			signal,
		});
		return { calls: (answer?.calls ?? []).map(toCall), cursor: answer?.records.cursor || undefined };
	}

	async function transcriptsPage(filter: Filter, cursor: string | undefined, signal: AbortSignal) {
		const answer = await client.post({
			path: '/v2/calls/transcript',
			body: { filter, ...(cursor ? { cursor } : {}) },
			scope: SCOPES.transcripts,
			schema: TranscriptsAnswer,
			signal,
		});
		const transcripts = (answer?.callTranscripts ?? []).map((raw) => {
			const { callId, transcript } = raw;
			// A page has megabytes: what has been read is let go.
			raw.transcript = undefined;
			return toTranscriptAnswer(callId, transcript);
		});
		return { transcripts, cursor: answer?.records.cursor || undefined };
	}

	return {
		async list(window, cursor, signal) {
			const page = await callsPage({ fromDateTime: window.from, toDateTime: window.to }, cursor, signal);
			// Gong does not say whether its end is inclusive; ours is not.
			return { ...page, calls: page.calls.filter((call) => startsWithin(window, call)) };
		},

		async get(callIds, signal) {
			if (callIds.length === 0) return [];
			const pages = await allPages((cursor) => callsPage({ callIds }, cursor, signal));
			return onlyAsked(
				callIds,
				pages.flatMap(({ calls }) => calls),
				({ id }) => id,
			);
		},

		async transcripts(callIds, signal) {
			if (callIds.length === 0) return [];
			const pages = await allPages((cursor) => transcriptsPage({ callIds }, cursor, signal));
			return onlyAsked<TranscriptAnswer>(
				callIds,
				pages.flatMap(({ transcripts }) => transcripts),
				({ callId }) => callId,
			);
		},

		async test(signal) {
			const now = options.clock.now();
			const lastHour = {
				fromDateTime: new Date(now.getTime() - 3_600_000).toISOString(),
				toDateTime: now.toISOString(),
			};
			return toReport([
				await probe('read calls', SCOPES.calls, () => callsPage(lastHour, undefined, signal)),
				await probe('read transcripts', SCOPES.transcripts, () => transcriptsPage(lastHour, undefined, signal)),
			]);
		},
	};
}

function startsWithin({ from, to }: Window, { started }: Call): boolean {
	const start = Date.parse(started);
	return start >= Date.parse(from) && start < Date.parse(to);
}

async function allPages<Found extends Page>(read: (cursor: string | undefined) => Promise<Found>): Promise<Found[]> {
	const pages = [await read(undefined)];
	for (let last = pages[0]; last?.cursor; last = pages.at(-1)) {
		if (pages.length === MAX_PAGES) throw unreadable(`more than ${MAX_PAGES} pages for one request`);
		pages.push(await read(last.cursor));
	}
	return pages;
}

/** In the order asked, once each, and nothing that was not asked for. */
function onlyAsked<Item>(ids: string[], items: Item[], idOf: (item: Item) => string): Item[] {
	const byId = new Map(items.map((item) => [idOf(item), item]));
	return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
}

type Probe = { name: string; scope: string; error?: SophiaError };

async function probe(name: string, scope: string, attempt: () => Promise<unknown>): Promise<Probe> {
	try {
		await attempt();
		return { name, scope };
	} catch (error) {
		if (error instanceof SophiaError) return { name, scope, error };
		throw error;
	}
}

function toReport(probes: Probe[]): ConnectionReport {
	const failed = probes.filter(({ error }) => error !== undefined);
	const missing = failed.filter(({ error }) => error?.code === 'connection-scope-missing');
	const problem = failed[0]?.error?.message;
	return {
		ok: failed.length === 0,
		works: probes.filter(({ error }) => error === undefined).map(({ name }) => name),
		missingScopes: missing.map(({ scope }) => scope),
		...(problem ? { problem } : {}),
	};
}
