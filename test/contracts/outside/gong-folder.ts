/** A folder of calls in Gong's wire format, made for one test. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type GongSentence = { start: number; end: number; text: string };
export type GongMonologue = { speakerId: string | null; sentences: GongSentence[] };

export type FolderCall = {
	id: string;
	started: string;
	/** Absent: not transcribed yet. */
	transcript?: GongMonologue[];
};

export const REP = { id: '1111111111111111111', name: 'Dana Cole', email: 'dana.cole@acme.example' };
export const CUSTOMER = { id: '2222222222222222222', name: 'Jon Ray', email: 'jon.ray@client.example' };

/** Writes the folder; `remove` deletes it. */
export async function writeGongFolder(calls: FolderCall[]): Promise<{ folder: string; remove(): Promise<void> }> {
	const folder = await mkdtemp(path.join(tmpdir(), 'sophia-calls-'));
	const records = { totalRecords: calls.length, currentPageSize: calls.length, currentPageNumber: 0 };
	const transcripts = calls.flatMap(({ id, transcript }) => (transcript ? [{ callId: id, transcript }] : []));
	await writeFile(
		path.join(folder, 'calls-extensive.json'),
		JSON.stringify({ requestId: 'folder', records, calls: calls.map(toGongCall) }),
	);
	await writeFile(
		path.join(folder, 'transcripts.json'),
		JSON.stringify({ requestId: 'folder', records, callTranscripts: transcripts }),
	);
	return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

function toGongCall({ id, started }: FolderCall) {
	return {
		metaData: {
			id,
			url: `https://app.gong.example/call?id=${id}`,
			title: `Call ${id.slice(-4)}`,
			scheduled: started,
			started,
			duration: 600,
			primaryUserId: REP.id,
			direction: 'Conference',
			scope: 'External',
			language: 'eng',
			isPrivate: false,
		},
		parties: [
			{
				id: REP.id,
				speakerId: REP.id,
				userId: REP.id,
				name: REP.name,
				emailAddress: REP.email,
				affiliation: 'Internal',
			},
			{
				id: CUSTOMER.id,
				speakerId: CUSTOMER.id,
				userId: null,
				name: CUSTOMER.name,
				emailAddress: CUSTOMER.email,
				affiliation: 'External',
			},
		],
	};
}
