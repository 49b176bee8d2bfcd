/** Reads calls in Gong's wire format: answers of its two call endpoints, saved as files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GongCall, GongParty, Monologue } from '../world.ts';

export interface RecordedCalls {
	/** In order of start, then id. */
	calls: GongCall[];
	transcripts: Map<string, Monologue[]>;
}

/** Reads `calls-extensive.json` and `transcripts.json`; throws an Error that names the file. */
export function readFolder(folder: string): RecordedCalls {
	const { calls } = readJson<{ calls: GongCall[] }>(folder, 'calls-extensive.json', 'calls');
	const { callTranscripts } = readJson<{ callTranscripts: { callId: string; transcript: Monologue[] }[] }>(
		folder,
		'transcripts.json',
		'callTranscripts',
	);
	const order = (call: GongCall) => `${new Date(call.metaData.started).toISOString()} ${call.metaData.id}`;
	return {
		calls: [...calls].sort((a, b) => (order(a) < order(b) ? -1 : 1)),
		transcripts: new Map(callTranscripts.map(({ callId, transcript }) => [callId, transcript])),
	};
}

/** The call's owner among its parties. */
export function ownerOf(call: GongCall): GongParty | undefined {
	return call.parties.find((party) => party.userId === call.metaData.primaryUserId);
}

export function externalParties(call: GongCall): GongParty[] {
	return call.parties.filter((party) => party.affiliation === 'External' && party.emailAddress);
}

function readJson<Content>(folder: string, name: string, key: string): Content {
	const file = join(folder, name);
	const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
	if (!Array.isArray(content[key])) throw new Error(`${file} has no array "${key}"`);
	return content as Content;
}
