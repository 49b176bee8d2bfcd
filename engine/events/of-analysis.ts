/** What an analyzed call gives to tell: that it was analyzed, each risk, and each promise with a day. */
import type { Call, Insight } from '../contract/call.ts';
import type { CallEvent, EventCall, EventType, SophiaEvent } from '../contract/event.ts';
import type { AnalyzedStoredCall } from '../ports/call-store.ts';
import type { DueCommitment } from '../ports/event-store.ts';
import type { Feedback } from '../ports/feedback.ts';
import type { Hasher } from '../ports/hasher.ts';

/** What a workflow wants to see of a call at once; questions and topics are asked for. */
const SHOWN: Insight['kind'][] = ['next-step', 'commitment', 'risk', 'objection', 'decision'];
const MOST_SHOWN = 50;

export type Telling = {
	hash: Hasher;
	/** When it is told, ISO 8601. */
	at: string;
	/** Address of the call's page, at a moment of it (ms) where one is named. */
	page: (callId: string, startMs?: number) => string | undefined;
	idOf: Feedback['idOf'];
};

/**
 * The id of an event is made of what it tells and nothing else: analyzed again, the same words of the same call are the
 * same event. A call whose transcript has changed was analyzed anew.
 */
export function eventsOfAnalysis(
	{ call, source, transcript, analysis }: AnalyzedStoredCall,
	telling: Telling,
): SophiaEvent[] {
	const { insights, talk } = analysis;
	const { times, repTalkRatio, longestMonologueMs, interactivity, questionRate, questions } = talk;
	const analyzed: SophiaEvent = {
		...headOf(telling, 'call.analyzed', [source, call.id, transcript]),
		data: {
			call: toEventCall(call, source, telling.page(call.id)),
			talk: { times, repTalkRatio, longestMonologueMs, interactivity, questionRate, questions },
			counts: countsOf(insights),
			insights: insights.filter(({ kind }) => SHOWN.includes(kind)).slice(0, MOST_SHOWN),
		},
	};
	const risks = insights
		.filter(({ kind }) => kind === 'risk')
		.map(
			(risk): SophiaEvent => ({
				...headOf(telling, 'risk.appeared', [source, call.id, risk.label ?? '', ...saidIn(risk)]),
				data: { call: toEventCall(call, source, telling.page(call.id, startOf(risk))), risk },
			}),
		);
	return [analyzed, ...risks];
}

/** Promises of a call whose day is `today` or comes; those of the past are nobody's news. */
export function commitmentsOfAnalysis(
	{ call, source, analysis }: AnalyzedStoredCall,
	today: string,
	telling: Telling,
): DueCommitment[] {
	return analysis.insights.flatMap((commitment): DueCommitment[] => {
		const { dueDate, kind } = commitment;
		if (kind !== 'commitment' || dueDate === undefined || dueDate < today) return [];
		const page = telling.page(call.id, startOf(commitment));
		const head = headOf(telling, 'commitment.due', [source, call.id, ...saidIn(commitment)]);
		const insightId = telling.idOf(call.id, commitment);
		return [{ dueDate, insightId, event: { ...head, data: { call: toEventCall(call, source, page), commitment } } }];
	});
}

export function finishedEvent(call: Call, source: string, telling: Telling): CallEvent {
	return {
		...headOf(telling, 'call.finished', [source, call.id]),
		// There is no page before the call was analyzed.
		data: { call: toEventCall(call, source, undefined) },
	};
}

function headOf<Type extends EventType>({ hash, at }: Telling, type: Type, parts: (string | number)[]) {
	// JSON keeps apart what joining would not.
	return { id: `evt_${hash(JSON.stringify([type, ...parts])).slice(0, 40)}`, type, timestamp: at };
}

/** The words and when they begin: the same words twice in a call are two promises. */
function saidIn({ evidence }: Insight): (string | number)[] {
	return evidence.flatMap(({ quote, startMs }) => [startMs, quote]);
}

function startOf({ evidence }: Insight): number | undefined {
	return evidence[0]?.startMs;
}

function countsOf(insights: readonly Insight[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { kind } of insights) counts[kind] = (counts[kind] ?? 0) + 1;
	return counts;
}

function toEventCall(call: Call, connection: string, page: string | undefined): EventCall {
	const { id, url, title, started, durationSeconds, rep } = call;
	return { id, connection, url, title, started, durationSeconds, rep, ...(page ? { page } : {}) };
}
