/** From the calls of a window to those that can be coached now: skipped ones, transcripts, calls to carry over. */
import type { Call } from '../../contract/call.ts';
import type { SkipReason } from '../../contract/coaching.ts';
import type { TenantSettings } from '../../contract/tenant.ts';
import type { RunContext } from '../../ports/run-context.ts';
import type { CarriedCall, WindowKey } from '../../ports/window-store.ts';
import type { Account } from './account.ts';
import { batches, CALLS_A_REQUEST } from './batches.ts';
import type { CoachingPorts } from './ports.ts';
import { type ReadTranscript, readTranscripts } from './read-transcripts.ts';
import { skipReason } from './skip.ts';

/** `carried`: set for a call that an earlier window missed because its transcript had not come. */
export type Candidate = { call: Call; carried?: CarriedCall };

/** `source`: of a call that is not the calls connection's. */
export type ReadyCall = Candidate & { reference: string; source?: string };

const CARRIED_FOR_MS = 7 * 24 * 3_600_000;

/** Which of these calls were coached already; recorded, so that a replay does not see its own marks. */
export async function coachedCalls(
	run: RunContext,
	{ windows }: Pick<CoachingPorts, 'windows'>,
	key: WindowKey,
	candidates: Candidate[],
): Promise<Set<string>> {
	const coached = new Set<string>();
	for (const [position, ids] of batches(
		candidates.map(({ call }) => call.id),
		CALLS_A_REQUEST,
	).entries()) {
		for (const id of await run.step(`coached calls ${position + 1}`, () => windows.coached(key, ids))) coached.add(id);
	}
	return coached;
}

/**
 * Writes into the account why the others are not ready. A call without transcript is carried over from a window that
 * moves the mark, for 7 days from the end of the window that missed it; then it is given up, and reported.
 */
export async function selectCalls(
	run: RunContext,
	ports: Pick<CoachingPorts, 'calls' | 'transcripts'>,
	settings: TenantSettings,
	candidates: Candidate[],
	coached: ReadonlySet<string>,
	account: Account,
): Promise<ReadyCall[]> {
	const skip = (callId: string, reason: SkipReason): void => {
		account.skipped.push({ callId, reason });
	};
	account.listed = candidates.length;
	const wanted = candidates.filter(({ call }) => {
		const reason = skipReason(call, settings, coached);
		if (reason) skip(call.id, reason);
		return reason === undefined;
	});
	const read = await readTranscripts(
		run,
		ports,
		wanted.map(({ call }) => call.id),
	);
	return wanted.flatMap((candidate) => {
		const { call } = candidate;
		const transcript = read.get(call.id);
		if (transcript && 'reference' in transcript && transcript.sentences > 0) {
			account.sentences += transcript.sentences;
			return { ...candidate, reference: transcript.reference };
		}
		skip(call.id, transcript ? unusable(transcript, call, account) : withoutTranscript(candidate, account));
		return [];
	});
}

function unusable(transcript: ReadTranscript, call: Call, account: Account): SkipReason {
	if (!('error' in transcript)) return 'empty-transcript';
	account.gaps.push({
		kind: 'call-failed',
		subject: call.id,
		text: `The transcript of “${call.title}” cannot be used: ${transcript.error.message}`,
	});
	return 'failed';
}

function withoutTranscript({ call, carried }: Candidate, account: Account): SkipReason {
	const { window } = account;
	const since = carried?.since ?? window.to;
	if (carried && Date.parse(window.to) - Date.parse(since) >= CARRIED_FOR_MS) {
		account.gaps.push({
			kind: 'call-without-transcript',
			subject: call.id,
			text: `“${call.title}” had no transcript for 7 days and is given up.`,
		});
		return 'transcript-never-came';
	}
	if (window.explicit) {
		account.gaps.push({
			kind: 'call-without-transcript',
			subject: call.id,
			text: `“${call.title}” has no transcript yet: run this window again later.`,
		});
	} else {
		account.carriedOver.push({ callId: call.id, title: call.title, since });
	}
	return 'no-transcript-yet';
}
