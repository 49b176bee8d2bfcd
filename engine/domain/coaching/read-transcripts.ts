/** Fetches transcripts and keeps them by reference: they are too large to be recorded. */
import type { Transcript } from '../../contract/call.ts';
import type { ErrorView } from '../../contract/run.ts';
import { TerminalError, toErrorView } from '../../errors.ts';
import type { TranscriptAnswer } from '../../ports/call-source.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { batches } from './list-calls.ts';
import type { CoachingPorts } from './ports.ts';

/** What is known of a call's transcript; a call that is missing from the list has none yet. */
export type ReadTranscript =
	| { callId: string; reference: string /** Those that hold words. */; sentences: number }
	| { callId: string; error: ErrorView };

const MOST_SENTENCES = 50_000;

/** In batches of 100 ids, a step each; the steps record references only. */
export async function readTranscripts(
	run: RunContext,
	{ calls, transcripts }: Pick<CoachingPorts, 'calls' | 'transcripts'>,
	callIds: string[],
): Promise<Map<string, ReadTranscript>> {
	const read = new Map<string, ReadTranscript>();
	for (const [position, ids] of batches(callIds).entries()) {
		const batch = await run.step(`transcripts ${position + 1}`, async (signal): Promise<ReadTranscript[]> => {
			const answers = (await calls.transcripts(ids, signal)).map(notTooLong);
			const good = answers.flatMap((answer) => ('transcript' in answer ? [answer.transcript] : []));
			const references = await transcripts.put(run.tenant, good);
			return [
				...good.map(({ callId, sentences }, place) => ({
					callId,
					reference: references[place] ?? '',
					sentences: spoken(sentences),
				})),
				...answers.filter((answer) => 'error' in answer),
			];
		});
		for (const transcript of batch) read.set(transcript.callId, transcript);
		run.progress('Reading transcripts', Math.min(callIds.length, read.size), callIds.length);
	}
	return read;
}

function spoken(sentences: Transcript['sentences']): number {
	return sentences.filter(({ text }) => text.trim() !== '').length;
}

function notTooLong(answer: TranscriptAnswer): TranscriptAnswer {
	if (!('transcript' in answer) || answer.transcript.sentences.length <= MOST_SENTENCES) return answer;
	return { callId: answer.callId, error: toErrorView(new TerminalError('call-too-long')) };
}
