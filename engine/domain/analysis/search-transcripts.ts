/** The run kind `search-transcripts`: some calls of a window, searched for what answers a question, by any worker. */
import type { RunContext } from '../../ports/run-context.ts';
import type { TranscriptStore } from '../../ports/transcript-store.ts';
import { type CallToSearch, type SearchedCall, searchCall } from '../search/search-call.ts';

export const SEARCH_TRANSCRIPTS = 'search-transcripts';

export type SearchTranscriptsInput = {
	question: string;
	/** `transcript`: its reference in the store. */
	calls: { call: CallToSearch; transcript: string }[];
};

export type SearchedTranscript = { callId: string } & (SearchedCall | { erased: true });

/** In the order of the calls. A transcript that was erased meanwhile is said to be so; the others are searched. */
export async function searchTranscripts(
	run: RunContext<SearchTranscriptsInput>,
	{ transcripts }: { transcripts: TranscriptStore },
): Promise<SearchedTranscript[]> {
	const searched: SearchedTranscript[] = [];
	for (const { call, transcript: reference } of run.input.calls) {
		run.signal.throwIfAborted();
		const transcript = await transcripts.get(run.tenant, reference);
		searched.push({
			callId: call.id,
			...(transcript ? searchCall(call, transcript, run.input.question) : { erased: true }),
		});
	}
	return searched;
}
