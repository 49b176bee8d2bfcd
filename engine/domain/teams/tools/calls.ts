/** Calls as tools show them: listed by what they are about, and with what was found in one, word for word. */
import { z } from 'zod';
import type { Call, CallAnalysis, Insight } from '../../../contract/call.ts';
import type { TenantSettings } from '../../../contract/tenant.ts';
import { TerminalError } from '../../../errors.ts';
import type { CallSource } from '../../../ports/call-source.ts';
import type { CallStore } from '../../../ports/call-store.ts';
import { analyzeCall } from '../../calls/analyze-call.ts';
import { skipReason } from '../../coaching/skip.ts';
import { type ReadsFeedback, undisputed, withMarks } from '../../feedback/disagreed.ts';

export type CallPorts = {
	calls: CallSource;
	stored: Pick<CallStore, 'get'>;
	settings: TenantSettings;
	feedback: ReadsFeedback;
};

/** Pages of a hundred calls; a longer time has to be asked in parts. */
const MOST_PAGES = 10;

const DAY_MS = 24 * 3_600_000;

const IMPORTANCE: Insight['kind'][] = [
	...(['next-step', 'commitment', 'risk', 'objection', 'decision', 'coachable-moment'] as const),
	...(['question', 'topic', 'sentiment'] as const),
];

export const ListedCall = z.object({
	callId: z.string(),
	title: z.string(),
	started: z.string(),
	minutes: z.number(),
	rep: z.string(),
	customers: z.array(z.string()),
});
export type ListedCall = z.infer<typeof ListedCall>;

export const FoundInCall = z.object({
	kind: z.string(),
	text: z.string(),
	due: z.string().optional(),
	/** Word for word, as it was said. */
	quote: z.string(),
	speaker: z.string(),
	/** `4:05` into the call. */
	at: z.string(),
});

export const ReadCall = z.object({
	call: ListedCall.extend({ url: z.string() }),
	talk: z.object({
		repTalkRatio: z.number(),
		longestMonologueSeconds: z.number(),
		questions: z.number(),
		interactivity: z.number(),
	}),
	findings: z.array(FoundInCall),
	/** Findings for which there was no room. */
	leftOut: z.number(),
});
export type ReadCall = z.infer<typeof ReadCall>;

/** Newest first; private ones, those among colleagues, of opted-out reps and in other languages are left out. */
export async function recentCalls(
	{ calls, settings }: Pick<CallPorts, 'calls' | 'settings'>,
	{ days, until }: { days: number; until: Date },
	belongs: (call: Call) => boolean,
	signal: AbortSignal,
): Promise<{ calls: Call[]; complete: boolean }> {
	const from = until.getTime() - days * DAY_MS;
	const window = { from: new Date(from).toISOString(), to: until.toISOString() };
	const found: Call[] = [];
	let cursor: string | undefined;
	for (let page = 0; page === 0 || (cursor !== undefined && page < MOST_PAGES); page += 1) {
		const listed = await calls.list(window, cursor, signal);
		found.push(
			...listed.calls.filter((call) => {
				const at = Date.parse(call.started);
				return at >= from && at < until.getTime() && !skipReason(call, settings, new Set()) && belongs(call);
			}),
		);
		cursor = listed.cursor;
	}
	found.sort((one, other) => Date.parse(other.started) - Date.parse(one.started));
	return { calls: found, complete: cursor === undefined };
}

/** `listed`: where a list has shown the call already. `coaching`: whether coachable moments are shown. */
type CallAsked = {
	tenant: string;
	connection: string;
	callId: string;
	room: number;
	listed?: Call;
	coaching?: boolean;
};

/**
 * From what is stored of the call, else analyzed now, without a model. `room`: characters of JSON for the findings, the
 * most important first. Throws `call-unknown`, `transcript-missing`, the error of the transcript, and what the service throws.
 */
export async function readCall(
	{ calls, stored, settings, feedback }: CallPorts,
	{ tenant, connection, callId, room, listed, coaching = true }: CallAsked,
	signal: AbortSignal,
): Promise<ReadCall> {
	const known = await stored.get(tenant, callId);
	const call = known?.source === connection ? known.call : (listed ?? (await calls.get([callId], signal))[0]);
	// Whether a call that nobody may be shown exists is nobody's business either.
	if (!call || skipReason(call, settings, new Set())) {
		throw new TerminalError('call-unknown', undefined, { details: { callId } });
	}
	const analysis =
		(known?.source === connection && known.analysis) || (await analyzedNow(calls, call, settings, signal));
	const marked = await withMarks(tenant, feedback, analysis);
	const insights = undisputed(marked.insights).filter(({ kind }) => coaching || kind !== 'coachable-moment');
	return shown(call, { ...analysis, insights }, room);
}

async function analyzedNow(calls: CallSource, call: Call, { zone }: TenantSettings, signal: AbortSignal) {
	const [answer] = await calls.transcripts([call.id], signal);
	if (!answer) throw new TerminalError('transcript-missing', undefined, { details: { callId: call.id } });
	if ('error' in answer) throw new TerminalError(answer.error.code as TerminalError['code'], answer.error.message);
	return analyzeCall(call, answer.transcript, zone);
}

export function listedCall({ id, title, started, durationSeconds, rep, parties }: Call): ListedCall {
	const customers = parties.filter(({ affiliation }) => affiliation !== 'internal').map(({ name }) => name);
	const minutes = Math.round(durationSeconds / 60);
	return { callId: id, title: title.slice(0, 200), started, minutes, rep: rep.name, customers: customers.slice(0, 8) };
}

function shown(call: Call, { talk, insights }: CallAnalysis, room: number): ReadCall {
	const findings = insights
		.toSorted((one, other) => IMPORTANCE.indexOf(one.kind) - IMPORTANCE.indexOf(other.kind))
		.flatMap(found);
	let used = 0;
	const fitting = findings.filter((one) => {
		used += JSON.stringify(one).length;
		return used <= room;
	});
	const { repTalkRatio, longestMonologueMs, questions, interactivity } = talk;
	return {
		call: { ...listedCall(call), url: call.url },
		talk: { repTalkRatio, longestMonologueSeconds: Math.round(longestMonologueMs / 1000), questions, interactivity },
		findings: fitting,
		leftOut: findings.length - fitting.length,
	};
}

function found({ kind, text, due, dueDate, evidence: [proof] }: Insight): z.infer<typeof FoundInCall>[] {
	if (!proof) return [];
	const until = dueDate ?? due;
	const { quote, speaker, startMs } = proof;
	return [{ kind, text, ...(until ? { due: until } : {}), quote, speaker, at: clockTime(startMs) }];
}

function clockTime(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
