/**
 * What a day of calls must bring about, read from the raw files by itself: nothing here knows the engine, and of the
 * sandbox only what its README says of a large day and of the people and records around it.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

type RawCall = {
	metaData: { id: string; title: string; started: string; language: string; isPrivate: boolean };
	parties: { affiliation: string; emailAddress?: string }[];
};
type RawTranscript = { callId: string; transcript: { sentences: { text: string }[] }[] };

export type PlannedDay = {
	/** For each rep with a Slack user, the titles of the calls that the one message is about. */
	messages: string[][];
	/** One note for each call, on that call's company and, where there is one, its deal. */
	notes: { title: string; company: string; deal: string | undefined }[];
};

const REPS = 20;
const EVERY_REP_WITHOUT_SLACK = 7;
const EVERY_CALL_WITHOUT_DEAL = 5;

export async function readPlannedDay(folder: string, dayCalls: number): Promise<PlannedDay> {
	const read = async (name: string) => JSON.parse(await readFile(path.join(folder, name), 'utf8'));
	const { calls } = (await read('calls-extensive.json')) as { calls: RawCall[] };
	const { callTranscripts } = (await read('transcripts.json')) as { callTranscripts: RawTranscript[] };
	const spoken = new Set(callTranscripts.filter(hasWords).map(({ callId }) => callId));
	const recorded = calls.toSorted(
		(one, other) => Date.parse(one.metaData.started) - Date.parse(other.metaData.started),
	);
	const day = Array.from({ length: dayCalls }, (_, index) => {
		const source = recorded[index % recorded.length] as RawCall;
		const title = `${source.metaData.title} (${index + 1})`;
		return {
			title,
			rep: index % Math.min(REPS, dayCalls),
			hasDeal: (index + 1) % EVERY_CALL_WITHOUT_DEAL !== 0,
			source,
		};
	});
	const coached = day.filter(({ source }) => isForCoaching(source) && spoken.has(source.metaData.id));
	const byRep = Map.groupBy(coached, ({ rep }) => rep);
	return {
		messages: [...byRep]
			.filter(([rep]) => (rep + 1) % EVERY_REP_WITHOUT_SLACK !== 0)
			.map(([, own]) => own.map(({ title }) => title)),
		notes: coached.map(({ title, hasDeal }) => ({
			title,
			company: `Client of ${title}`,
			deal: hasDeal ? title : undefined,
		})),
	};
}

function hasWords({ transcript }: RawTranscript): boolean {
	return transcript.some(({ sentences }) => sentences.some(({ text }) => text.trim() !== ''));
}

/** In English, not private, and somebody from outside took part who can be found in the CRM. */
function isForCoaching({ metaData, parties }: RawCall): boolean {
	const outside = parties.some(({ affiliation, emailAddress }) => affiliation === 'External' && emailAddress);
	return metaData.language === 'eng' && !metaData.isPrivate && outside;
}
