/** Fetches transcripts and keeps them by reference: they are too large to be recorded. */
import type { Transcript } from '../../contract/call.ts';
import type { ErrorView } from '../../contract/run.ts';
import { TerminalError, toErrorView } from '../../errors.ts';
import type { TranscriptAnswer } from '../../ports/call-source.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { batches, CALLS_A_REQUEST } from './batches.ts';
import type { CoachingPorts } from './ports.ts';

/** What is known of a call's transcript; a call that is missing from the list has none yet. */
export type ReadTranscript =
	| { callId: string; reference: string /** Those that hold words. */; sentences: number }
	| { callId: string; error: ErrorView };

const MOST_SENTENCES = 50_000;

/** What one step keeps: few enough to be done soon after a start, should the process die again and again. */
const KEPT_AT_ONCE = 25;

/**
 * Asked for in pages of 100 ids, one request each, and kept in parts of a page, a step each: after a crash only what was
 * not kept is asked for again. The steps record references only.
 */
export async function readTranscripts(
	run: RunContext,
	{ calls, transcripts }: Pick<CoachingPorts, 'calls' | 'transcripts'>,
	callIds: string[],
): Promise<Map<string, ReadTranscript>> {
	const read = new Map<string, ReadTranscript>();
	for (const [page, ids] of batches(callIds, CALLS_A_REQUEST).entries()) {
		let answers: Map<string, TranscriptAnswer> | undefined;
		for (const [part, some] of batches(ids, KEPT_AT_ONCE).entries()) {
			const kept = await run.step(`transcripts ${page + 1}.${part + 1}`, async (signal) => {
				answers ??= await answersFor(calls, ids.slice(part * KEPT_AT_ONCE), signal);
				return keep(run.tenant, transcripts, some, answers);
			});
			for (const transcript of kept) read.set(transcript.callId, transcript);
			run.progress('Reading transcripts', Math.min(callIds.length, read.size), callIds.length);
		}
	}
	return read;
}

async function answersFor(
	calls: CoachingPorts['calls'],
	callIds: string[],
	signal: AbortSignal,
): Promise<Map<string, TranscriptAnswer>> {
	const answers = await calls.transcripts(callIds, signal);
	return new Map(answers.map((answer) => [idOf(answer), notTooLong(answer)]));
}

async function keep(
	tenant: string,
	transcripts: CoachingPorts['transcripts'],
	callIds: string[],
	answers: Map<string, TranscriptAnswer>,
): Promise<ReadTranscript[]> {
	const some = callIds.flatMap((id) => answers.get(id) ?? []);
	const good = some.flatMap((answer) => ('transcript' in answer ? [answer.transcript] : []));
	const references = await transcripts.put(tenant, good);
	return [
		...good.map(({ callId, sentences }, place) => ({
			callId,
			reference: references[place] ?? '',
			sentences: spoken(sentences),
		})),
		...some.filter((answer) => 'error' in answer),
	];
}

function idOf(answer: TranscriptAnswer): string {
	return 'transcript' in answer ? answer.transcript.callId : answer.callId;
}

function spoken(sentences: Transcript['sentences']): number {
	return sentences.filter(({ text }) => text.trim() !== '').length;
}

function notTooLong(answer: TranscriptAnswer): TranscriptAnswer {
	if (!('transcript' in answer) || answer.transcript.sentences.length <= MOST_SENTENCES) return answer;
	return { callId: answer.callId, error: toErrorView(new TerminalError('call-too-long')) };
}
