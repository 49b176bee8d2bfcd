/** One Gong Analyzer in n8n's execution context, files that it may be given, and results as the engine gives them. */
import { expect } from '@jest/globals';
import type { AnalyzedCallResult, AnalyzedWindow, Answer, CustomerView } from '../../engine/contract/index.ts';
import type { Item } from './core-process.ts';
import { type NodeInCore, type Setting, useNode } from './sophia-node.ts';

export { API_KEY, type Setting } from './sophia-node.ts';

export const ANALYZER_TYPE = 'n8n-nodes-sophia.gongAnalyzer';

/** To be called inside a `describe`. */
export const useAnalyzer = (): NodeInCore =>
	useNode({ type: ANALYZER_TYPE, name: 'Analyzer', parameters: { resource: 'window', operation: 'analyze' } });

/** The one run that was asked for. */
export async function askedFor(analyzer: NodeInCore, setting: Setting) {
	await analyzer.park(setting);
	const [run, ...others] = analyzer.engine.asked('POST /v1/runs');
	expect(others).toEqual([]);
	return run?.body;
}

/** What comes out for these values of the engine, one for each input item; `more` stands in the result of the run. */
export async function output(analyzer: NodeInCore, setting: Setting, values: unknown[], more: object = {}) {
	const { executionId } = await analyzer.park({ ...setting, items: values.map(() => ({})) });
	const results = values.map((value) => ({ state: 'succeeded', value }));
	analyzer.engine.end('run-1', 'succeeded', results, more);
	const { execution } = await analyzer.knock(executionId, 'run-1');
	return execution?.outputs.After?.[0]?.[0] ?? [];
}

export const VTT = 'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Maya>I will send it.\n';

/** The files of an item that brings one. */
export const fileNamed = (fileName: string, mimeType: string, text = VTT): NonNullable<Item['binary']> => ({
	data: { fileName, mimeType, data: Buffer.from(text).toString('base64') },
});

type Insight = AnalyzedCallResult['analysis']['insights'][number];

const evidence = (quote: string, startMs = 65_000) => ({
	callId: '111',
	speakerId: 's1',
	speaker: 'Maya Okafor',
	startMs,
	endMs: startMs + 4_000,
	quote,
});

const INSIGHTS: Insight[] = [
	{
		kind: 'commitment',
		text: 'Maya Okafor made a promise with a date: by Thursday.',
		party: 'Maya Okafor',
		affiliation: 'internal',
		due: 'by Thursday',
		dueDate: '2026-11-26',
		evidence: [evidence('I will send you the report by Thursday.')],
	},
	{
		kind: 'question',
		text: 'Nobody answered a question of Anke.',
		party: 'Anke',
		affiliation: 'external',
		answered: false,
		evidence: [evidence('Where are the backups?', 3_665_000)],
	},
	{ kind: 'next-step', text: 'A next step was agreed: Wednesday at ten.', evidence: [evidence('Wednesday at ten.')] },
];

/** An analyzed call of that id and title. */
export function analyzedCall(id = '111', title = 'Halden: review'): AnalyzedCallResult {
	return {
		call: {
			id,
			url: `https://gong.test/call?id=${id}`,
			title,
			started: '2026-11-20T09:30:00+01:00',
			durationSeconds: 1850,
			parties: [
				{ name: 'Maya Okafor', email: 'maya@larkspur.test', affiliation: 'internal' },
				{ name: 'Anke', email: 'anke@halden.test', affiliation: 'external' },
			],
			rep: { id: '9', name: 'Maya Okafor', email: 'maya@larkspur.test' },
			crm: [],
		},
		analysis: {
			callId: id,
			analysis: 'extractive',
			talk: { repTalkRatio: 0.4 } as AnalyzedCallResult['analysis']['talk'],
			insights: INSIGHTS,
			dropped: 0,
			sentences: 40,
		},
		page: `https://engine.test/calls/${id}?signature=x`,
	};
}

const WINDOW = { from: '2026-11-20T00:00:00+01:00', to: '2026-11-21T00:00:00+01:00', zone: 'Europe/Berlin' };

export function analyzedWindow(calls: AnalyzedCallResult[]): AnalyzedWindow {
	const summary = `Analyzed ${calls.length} calls.`;
	return { window: WINDOW, calls, listed: calls.length, skipped: [], gaps: [], dropped: 0, summary };
}

export const ANSWER: Answer = {
	question: 'Where are the backups?',
	said: true,
	passages: [
		{
			score: 9,
			callTitle: 'Halden: review',
			url: 'https://gong.test/call?id=111',
			started: '2026-11-20T09:30:00+01:00',
			evidence: [evidence('Where are they?'), evidence('In Dublin.')],
		},
		{
			score: 3,
			callTitle: 'Halden: review',
			url: 'https://gong.test/call?id=111',
			started: '2026-11-20T09:30:00+01:00',
			evidence: [evidence('The backups are safe.', 90_000)],
		},
	],
	calls: 1,
	skipped: [],
	gaps: [],
	dropped: 0,
	summary: '2 passages of 1 call.',
};

/** A promise of a call, and a later one of an e-mail. */
export const CUSTOMER: CustomerView = {
	account: { name: 'Halden Freight', domains: ['halden.test'] },
	window: WINDOW,
	people: [{ name: 'Anke', email: 'anke@halden.test', affiliation: 'external' }],
	calls: [
		{ id: '111', title: 'Halden: review', started: '2026-11-20T09:30:00+01:00', url: 'https://gong.test/call?id=111' },
	],
	emails: [{ id: 'e1', sent: '2026-11-20T16:00:00+01:00', subject: 'Tablets', from: 'anke@halden.test' }],
	topics: [],
	commitments: [
		{ ...(INSIGHTS[0] as Insight), at: '2026-11-20T09:31:05+01:00', source: 'call' },
		{
			kind: 'commitment',
			text: 'Anke made a promise without a date.',
			at: '2026-11-20T16:00:00+01:00',
			source: 'email',
			evidence: [
				{
					emailId: 'e1',
					sent: '2026-11-20T16:00:00+01:00',
					from: 'anke@halden.test',
					subject: 'Tablets',
					quote: 'I will send you the list.',
				},
			],
		},
	],
	risks: [],
	openQuestions: [],
	objections: [],
	decisions: [],
	course: [],
	skipped: [],
	gaps: [],
	dropped: 0,
	summary: '1 call and 1 e-mail.',
};
