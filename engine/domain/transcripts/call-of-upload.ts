/** The call that an uploaded transcript is of. */
import type { Call } from '../../contract/call.ts';
import type { TranscriptUpload } from '../../contract/transcript.ts';
import type { Upload } from '../../ports/uploads.ts';
import { trimmed } from '../coaching/trim.ts';
import { partiesOf } from './parties.ts';
import type { ReadTranscript } from './read-transcript.ts';

export type CallFacts = {
	id: string;
	upload: Upload;
	read: ReadTranscript;
	/** Names of those who speak, in the order of their first words. */
	speakers: readonly (string | undefined)[];
	/** The call as an earlier upload of the same transcript made it. */
	known: Call | undefined;
	now: Date;
};

/**
 * What the address says goes before what the JSON says, then comes what was known. An upload that says anything about
 * people (rep, parties, our side) says all about them. Absurdly long texts and lists are shortened, so that a run can
 * record the call. Throws `bad-request` for a rep who is not in the transcript.
 */
export function callOfUpload({ id, upload: { transcript, facts }, read, speakers, known, now }: CallFacts): Call {
	const json: Partial<TranscriptUpload> = typeof transcript === 'string' ? {} : transcript;
	const { parties } = json;
	const rep = facts.rep ?? (json.rep?.trim() || undefined);
	const saysWho = rep !== undefined || facts.internal !== undefined || parties !== undefined;
	const lastMs = read.sentences.reduce((latest, { endMs }) => Math.max(latest, endMs), 0);
	const title = facts.title ?? json.title?.trim() ?? '';
	const call: Call = {
		id,
		url: facts.url ?? known?.url ?? '',
		title: title || known?.title || nameOfFile(facts.file) || 'Uploaded transcript',
		started: facts.started ?? json.started ?? known?.started ?? now.toISOString(),
		durationSeconds: lastMs / 1_000,
		language: (facts.language ?? read.language ?? known?.language ?? '').split('-')[0]?.toLowerCase() ?? '',
		private: false,
		...(known && !saysWho
			? { parties: known.parties, rep: known.rep }
			: partiesOf({ speakers, parties, rep, internal: facts.internal })),
		crm: [],
		...(read.times ? { times: read.times } : {}),
	};
	return trimmed([call])[0] ?? call;
}

/** Without folders and ending. */
function nameOfFile(file = ''): string {
	return file
		.replace(/^.*[/\\]/, '')
		.replace(/\.\w{1,5}$/, '')
		.trim();
}
