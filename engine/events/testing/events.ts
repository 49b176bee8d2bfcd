/** Calls and events for tests. Not for production code. */
import type { Call, CallAnalysis, Insight } from '../../contract/call.ts';
import type { CallEvent, SophiaEvent } from '../../contract/event.ts';
import type { AnalyzedStoredCall } from '../../ports/call-store.ts';

const AT = '2026-11-20T11:00:00.000Z';

type Changes = {
	id?: string;
	rep?: string | undefined;
	label?: string | undefined;
	affiliation?: Insight['affiliation'];
};

export const CALL: Call = {
	id: '77',
	url: 'https://gong.example/77',
	title: 'Pricing',
	started: '2026-11-20T10:00:00Z',
	durationSeconds: 1800,
	language: 'en',
	private: false,
	parties: [],
	rep: { id: 'r', name: 'Ada', email: 'ada@acme.example' },
	crm: [],
};

export function insight(kind: Insight['kind'], quote: string, more: Partial<Insight> = {}): Insight {
	const evidence = [{ callId: '77', speakerId: '1', speaker: 'Ada', startMs: 1_000, endMs: 2_000, quote }];
	return { kind, text: `A ${kind}.`, evidence, ...more };
}

/** A call as it is kept when it was analyzed. */
export function kept(
	insights: Insight[],
	more: { call?: Partial<Call>; transcript?: string } = {},
): AnalyzedStoredCall {
	const talk = {
		...{
			times: 'measured' as const,
			repTalkRatio: 0.5,
			internalTalkRatio: 0.5,
			longestMonologueMs: 9_000,
			interactivity: 2,
			questionRate: 8,
		},
		...{
			questions: 4,
			speechMs: {},
			overlapMs: 0,
			backChannelOverlapMs: 0,
			silenceMs: 0,
			longestStoryMs: 0,
			parties: [],
		},
	} as unknown as CallAnalysis['talk'];
	const analysis: CallAnalysis = {
		...{ callId: '77', analysis: 'extractive', talk, insights, dropped: 0, sentences: 10 },
	};
	return { call: { ...CALL, ...more.call }, source: 'gong-main', transcript: more.transcript ?? 'hash', analysis };
}

function headOf({ id = 'evt_1', ...more }: Changes) {
	const rep = 'rep' in more ? more.rep : 'ada@acme.example';
	const { url, title, started, durationSeconds } = CALL;
	const call = {
		...{ id: '77', connection: 'gong-main', url, title, started, durationSeconds },
		rep: { id: 'r', name: 'Ada', ...(rep === undefined ? {} : { email: rep }) },
	};
	return { id, timestamp: AT, call };
}

export function finished(changes: Changes = {}): CallEvent {
	const { call, ...head } = headOf(changes);
	return { ...head, type: 'call.finished', data: { call } };
}

export function riskEvent(changes: Changes = {}): CallEvent {
	const { call, ...head } = headOf(changes);
	const label = 'label' in changes ? changes.label : 'competitor';
	return { ...head, type: 'risk.appeared', data: { call, risk: insight('risk', 'We look at others.', { label }) } };
}

export function commitmentEvent(changes: Changes = {}): Extract<SophiaEvent, { type: 'commitment.due' }> {
	const { call, ...head } = headOf(changes);
	const { affiliation } = changes;
	const commitment = insight('commitment', 'I will send it.', { affiliation });
	return { ...head, type: 'commitment.due', data: { call, commitment } };
}

export function stopEvent(kind = 'analyze-window'): SophiaEvent {
	const run = { id: 'run-1', kind, state: 'succeeded' as const };
	const figures = { budgetUsd: 0.05, spentUsd: 0.049, undone: ['1 part of 1 call was read by no model'], summary: '' };
	return { id: 'evt_2', timestamp: AT, type: 'budget.stopped', data: { run, ...figures } };
}

export function askEvent(kind = 'run-team'): SophiaEvent {
	const question = { id: 'question-1', title: 'Write the note?', tool: 'hubspot-api', member: 'CRMSpecialist' };
	return { id: 'evt_3', timestamp: AT, type: 'approval.asked', data: { run: { id: 'run-1', kind }, question } };
}
