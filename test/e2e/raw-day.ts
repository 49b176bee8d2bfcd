/**
 * What a day of calls must bring about, read from calls in Gong's wire format: nothing here knows the engine or its
 * schemas, and of the sandbox only what its README says of the people and records around the calls.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sandbox } from '../servers/sandbox.ts';

export type RawCall = {
	metaData: {
		id: string;
		title: string;
		started: string;
		primaryUserId: string;
		language: string;
		isPrivate: boolean;
	};
	parties: {
		speakerId: string | null;
		userId?: string | null;
		name?: string;
		emailAddress?: string;
		affiliation: string;
	}[];
};
type RawTurn = { speakerId: string; sentences: { start: number; end: number; text: string }[] };

/** In the order of the calls' start. */
export type RawCalls = { calls: RawCall[]; transcripts: Map<string, RawTurn[]> };

export type RawDay = {
	listed: string[];
	/** Ids of calls by the reason for which they are not coached. */
	skipped: Record<string, string[]>;
	coached: RawCall[];
	/** Ids of the coached calls by the address of their owner. */
	owners: Map<string, string[]>;
	sentences: number;
};

/** The two files of a folder, as `SANDBOX_CALLS` takes them. */
export async function readRawFiles(folder: string): Promise<RawCalls> {
	const read = async (name: string) => JSON.parse(await readFile(path.join(folder, name), 'utf8'));
	return inOrder((await read('calls-extensive.json')).calls, (await read('transcripts.json')).callTranscripts);
}

/** What the sandbox's Gong answers, asked plainly; for the demo calls, of which there are no files in this format. */
export async function askRawCalls(gong: Sandbox['gong']): Promise<RawCalls> {
	const authorization = `Basic ${Buffer.from(`${gong.accessKey}:${gong.accessKeySecret}`).toString('base64')}`;
	const ask = async (route: string, more: object = {}) => {
		const filter = { fromDateTime: '2000-01-01T00:00:00Z', toDateTime: '2099-01-01T00:00:00Z' };
		const response = await fetch(`${gong.address}${route}`, {
			method: 'POST',
			headers: { authorization, 'content-type': 'application/json' },
			body: JSON.stringify({ filter, ...more }),
		});
		if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
		return (await response.json()) as Record<string, []>;
	};
	const { calls = [] } = await ask('/v2/calls/extensive', { contentSelector: { exposedFields: { parties: true } } });
	const { callTranscripts = [] } = await ask('/v2/calls/transcript');
	return inOrder(calls, callTranscripts);
}

function inOrder(calls: RawCall[], transcripts: { callId: string; transcript: RawTurn[] }[]): RawCalls {
	return {
		calls: calls.toSorted((one, other) => startOf(one) - startOf(other)),
		transcripts: new Map(transcripts.map(({ callId, transcript }) => [callId, transcript])),
	};
}

const startOf = ({ metaData }: RawCall) => Date.parse(metaData.started);

/** The half-open window [from, to). */
export function rawDay({ calls, transcripts }: RawCalls, { from, to }: { from: string; to: string }): RawDay {
	const inside = calls.filter((call) => startOf(call) >= Date.parse(from) && startOf(call) < Date.parse(to));
	const sorted = Map.groupBy(inside, (call) => reasonToSkip(call, transcripts) ?? '');
	const coached = sorted.get('') ?? [];
	sorted.delete('');
	const said = coached.flatMap(({ metaData }) => transcripts.get(metaData.id) ?? []);
	return {
		listed: inside.map(({ metaData }) => metaData.id),
		skipped: Object.fromEntries([...sorted].map(([reason, some]) => [reason, some.map(({ metaData }) => metaData.id)])),
		coached,
		owners: new Map(
			[...Map.groupBy(coached, ownerOf)].map(([email, own]) => [email, own.map(({ metaData }) => metaData.id)]),
		),
		sentences: said.reduce((sum, { sentences }) => sum + sentences.length, 0),
	};
}

function reasonToSkip({ metaData, parties }: RawCall, transcripts: RawCalls['transcripts']): string | undefined {
	if (metaData.isPrivate) return 'private';
	if (parties.every(({ affiliation }) => affiliation === 'Internal')) return 'internal-only';
	if (metaData.language !== 'eng') return 'language';
	if (!transcripts.has(metaData.id)) return 'no-transcript-yet';
	return undefined;
}

export function ownerOf({ metaData, parties }: RawCall): string {
	const owner = parties.find(({ userId }) => userId === metaData.primaryUserId);
	return owner?.emailAddress ?? '';
}

/** Owners whom the sandbox leaves out of Slack, and calls for which it makes no deal, in a folder of calls. */
export function gapsOfFolder({ calls }: RawCalls): { withoutSlack: string[]; withoutDeal: string[] } {
	const owners = [...new Set(calls.map(ownerOf))];
	return {
		withoutSlack: owners.filter((_, index) => (index + 1) % 7 === 0),
		withoutDeal: calls.filter((_, index) => (index + 1) % 5 === 0).map(({ metaData }) => metaData.id),
	};
}

const folded = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Whether the quote stands in what that speaker said at that time, without another speaker between. */
export function stands(
	{ calls, transcripts }: RawCalls,
	evidence: { callId: string; speaker: string; startMs: number; endMs: number; quote: string },
): boolean {
	const call = calls.find(({ metaData }) => metaData.id === evidence.callId);
	const turns = (transcripts.get(evidence.callId) ?? []).toSorted(
		(one, other) => (one.sentences[0]?.start ?? 0) - (other.sentences[0]?.start ?? 0),
	);
	const speakers = call?.parties.filter(({ name }) => name === evidence.speaker).map(({ speakerId }) => speakerId);
	const said = turns
		.filter(({ speakerId }) => speakers?.includes(speakerId))
		.flatMap(({ sentences }) => sentences)
		.filter(({ start, end }) => start >= evidence.startMs && end <= evidence.endMs);
	const exact = said[0]?.start === evidence.startMs && said.at(-1)?.end === evidence.endMs;
	return exact && folded(said.map(({ text }) => text).join(' ')).includes(folded(evidence.quote));
}
