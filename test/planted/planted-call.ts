/** Calls written for the tests, with what is in them: test/fixtures/planted/README.md. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Call, Sentence } from '../../engine/contract/call.ts';

/** `dev` and `practice` may be looked at while rules are written, `held` only when figures are reported. */
export type Half = 'dev' | 'held' | 'practice';

type Truth = {
	/** Indexes of the sentences that state it. */
	sentences: number[];
	/** Why it is one, for people. */
	why: string;
	/** What people would disagree about: neither right nor wrong to find. */
	borderline?: true;
};

/** `dueDate` is null where the words name no day, and left out where people would disagree. */
type Due = { due: string | null; dueDate?: string | null };

/** Speakers by their ids; of `owners` and `labels` any one is right. */
export type PlantedTruth = {
	commitments: (Truth & Due & { owners: string[] })[];
	unansweredQuestions: (Truth & { asker: string })[];
	objections: (Truth & { speaker: string; labels: string[]; met: boolean })[];
	/** How the call ended; no sentences where a next step is missing. */
	nextSteps: (Truth & Due & { outcome: 'agreed' | 'undated' | 'missing' })[];
};

export type PlantedCall = {
	call: Call;
	/** IANA name of the tenant's zone. */
	zone: string;
	sentences: Sentence[];
	truth: PlantedTruth;
};

const folder = path.join(import.meta.dirname, '../fixtures/planted');

/** In the order of the names of their files. */
export function plantedCalls(half: Half): PlantedCall[] {
	return readdirSync(folder)
		.filter((file) => file.startsWith(`${half}-`) && file.endsWith('.json'))
		.sort()
		.map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as PlantedCall);
}
