/** Finds one call with its transcript: an uploaded one, or one of the calls connection. */
import type { Call } from '../../contract/call.ts';
import { TerminalError } from '../../errors.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { callsConnection } from '../coaching/calls-connection.ts';
import { readTranscripts } from '../coaching/read-transcripts.ts';
import { trimmed } from '../coaching/trim.ts';
import type { AnalysisPorts } from './ports.ts';

/** Ids of uploaded calls begin with it; no call service's do. */
export const UPLOAD_PREFIX = 'upload-';

/** As the source of a stored call. */
export const UPLOAD = 'upload';

export type SourcedCall = {
	call: Call;
	/** Reference of the transcript. */
	reference: string;
	source: string;
};

/** Throws `call-unknown`, `transcript-missing`, the error of the transcript, and what the calls connection throws. */
export async function readyCall(run: RunContext, ports: AnalysisPorts, callId: string): Promise<SourcedCall> {
	const ready = callId.startsWith(UPLOAD_PREFIX)
		? await uploadedCall(run, ports, callId)
		: await servedCall(run, ports, callId);
	return ready;
}

async function uploadedCall(run: RunContext, { stored }: AnalysisPorts, callId: string): Promise<SourcedCall> {
	const found = await run.step('read upload', async () => {
		const one = await stored.get(run.tenant, callId);
		return one ? { call: one.call, reference: one.transcript, source: one.source } : null;
	});
	if (!found) throw new TerminalError('call-unknown', undefined, { details: { callId } });
	return found;
}

async function servedCall(
	run: RunContext,
	{ calls, transcripts }: AnalysisPorts,
	callId: string,
): Promise<SourcedCall> {
	const source = callsConnection(run.connections);
	if (!calls) throw new TerminalError('connection-unknown');
	const [call] = await run.step('read call', async (signal) => trimmed(await calls.get([callId], signal)));
	if (!call) throw new TerminalError('call-unknown', undefined, { details: { callId } });
	const read = (await readTranscripts(run, { calls, transcripts }, [callId])).get(callId);
	if (!read) throw new TerminalError('transcript-missing', undefined, { details: { callId } });
	if ('error' in read) {
		throw new TerminalError(read.error.code as TerminalError['code'], read.error.message, { details: { callId } });
	}
	return { call, reference: read.reference, source };
}
