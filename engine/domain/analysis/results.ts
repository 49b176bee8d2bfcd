/** Results of call intelligence, small enough to be kept. */
import type { AnalyzedCallResult, AnalyzedWindow, PlaybookResult } from '../../contract/analysis.ts';
import type { Call, CallAnalysis, Insight } from '../../contract/call.ts';
import { type Account, byReason } from '../coaching/account.ts';
import type { AnalyzedReadyCall } from '../coaching/analyze-calls.ts';
import { counted, listed } from '../coaching/wording.ts';
import { undisputed } from '../feedback/disagreed.ts';

/** What a run keeps is at most 1 MiB of JSON. */
const LARGEST_BYTES = 1_000_000;

/** So many gaps, and calls left out for one reason, take 300 KB at most. */
const MOST_MISSING = 500;

/** With fewer insights of each call than these, its playbook is left out too. */
const FEWEST_WITH_PLAYBOOKS = 8;

/** What a reader would miss first comes first, where not everything can be shown. */
const IMPORTANCE: Insight['kind'][] = [
	'next-step',
	'commitment',
	'risk',
	'objection',
	'decision',
	'coachable-moment',
	'question',
	'topic',
	'sentiment',
];

/** What a result has beside the analysis, where there is any. */
export type Beside = Pick<AnalyzedCallResult, 'playbook' | 'trend' | 'page'>;

export function toResult(
	call: Call,
	analysis: CallAnalysis,
	{ playbook, trend, page }: Beside = {},
): AnalyzedCallResult {
	const { id, url, title, started, durationSeconds, parties, rep, crm, times } = call;
	const { callId, talk, insights, dropped, sentences, reading } = analysis;
	return {
		call: { id, url, title, started, durationSeconds, parties, rep, crm, ...(times ? { times } : {}) },
		analysis: {
			...{ callId, analysis: analysis.analysis, talk, insights, dropped, sentences },
			...(reading ? { reading } : {}),
		},
		...(playbook ? { playbook } : {}),
		...(trend ? { trend } : {}),
		...(page ? { page } : {}),
	};
}

/** A window too large to be kept in full shows the most important insights of each call, and says so. */
export function toAnalyzedWindow(
	account: Account,
	analyzed: AnalyzedReadyCall[],
	besides: (one: AnalyzedReadyCall) => Beside,
): AnalyzedWindow {
	const { from, to, zone } = account.window;
	const results = analyzed.map((one) => toResult(one.call, one.analysis, besides(one)));
	const whole: AnalyzedWindow = {
		window: { from, to, zone },
		calls: results,
		listed: account.listed,
		skipped: byReason(account.skipped),
		gaps: account.gaps,
		...(account.generative ? { analysis: 'generative' as const } : {}),
		dropped: account.dropped,
		summary: summaryOf(account, results),
	};
	if (fits(whole)) return whole;
	const window = withMostMissing(whole);
	if (fits(window)) return window;
	for (let most = 64; most >= 1; most /= 2) {
		const shown = {
			...window,
			calls: results.map((one) => withMost(one, most)),
			summary: cutNote(window.summary, most),
		};
		if (fits(shown)) return shown;
	}
	return withFirstCalls(window);
}

/** What is missing leaves room for what is there: `count` and `listed` still tell of all. */
function withMostMissing(window: AnalyzedWindow): AnalyzedWindow {
	const { gaps, skipped, summary } = window;
	if (gaps.length <= MOST_MISSING && skipped.every(({ callIds }) => callIds.length <= MOST_MISSING)) return window;
	return {
		...window,
		gaps: gaps.slice(0, MOST_MISSING),
		skipped: skipped.map((one) => ({ ...one, callIds: one.callIds.slice(0, MOST_MISSING) })),
		summary: `${summary}\nOf what is missing the first ${MOST_MISSING} are shown.`,
	};
}

/** Of a window of many hundred calls those that fit, each with its most important insight. */
function withFirstCalls(window: AnalyzedWindow): AnalyzedWindow {
	const note = (shown: number): string =>
		`${window.summary}\nOnly ${shown} of ${window.calls.length} calls fit here, with one insight each: ask for a shorter window.`;
	const bare = { ...window, calls: [], summary: note(window.calls.length) };
	let left = LARGEST_BYTES - bytesOf(bare);
	const calls = window.calls.map((one) => withMost(one, 1));
	const over = calls.findIndex((one) => {
		left -= bytesOf(one) + 1;
		return left < 0;
	});
	const shown = over < 0 ? calls : calls.slice(0, over);
	return { ...window, calls: shown, summary: note(shown.length) };
}

function withMost(result: AnalyzedCallResult, most: number): AnalyzedCallResult {
	const { insights, talk } = result.analysis;
	const { playbook, ...others } = result;
	const chosen = new Set(
		insights.toSorted((one, other) => IMPORTANCE.indexOf(one.kind) - IMPORTANCE.indexOf(other.kind)).slice(0, most),
	);
	return {
		...others,
		...(playbook && most >= FEWEST_WITH_PLAYBOOKS ? { playbook: withOneQuote(playbook) } : {}),
		call: { ...result.call, parties: result.call.parties.slice(0, 20) },
		analysis: {
			...result.analysis,
			talk: { ...talk, parties: talk.parties.slice(0, 10), speechMs: {} },
			insights: insights.filter((insight) => chosen.has(insight)),
		},
	};
}

function withOneQuote(playbook: PlaybookResult): PlaybookResult {
	return { ...playbook, findings: playbook.findings.map((one) => ({ ...one, evidence: one.evidence.slice(0, 1) })) };
}

function cutNote(summary: string, most: number): string {
	const criteria = most >= FEWEST_WITH_PLAYBOOKS ? 'one quote for each criterion' : 'no criterion';
	const shown = `At most ${most} insights of each call and ${criteria} of its playbook are shown here`;
	return `${summary}\n${shown}; each call has all of its own.`;
}

function summaryOf(
	{ analyzed, listed: found, sentences, skipped, gaps }: Account,
	calls: AnalyzedCallResult[],
): string {
	if (found === 0) return 'There were no calls in the window.';
	const count = (kind: Insight['kind']) =>
		calls.reduce(
			(sum, { analysis }) => sum + undisputed(analysis.insights).filter((one) => one.kind === kind).length,
			0,
		);
	const kinds = [
		counted(count('commitment'), 'commitment'),
		counted(count('objection'), 'objection'),
		counted(count('risk'), 'risk'),
	];
	return [
		`Analyzed ${counted(analyzed, 'call')} of ${found} (${counted(sentences, 'sentence')}): ${listed(kinds)}.`,
		...playbookLine(calls),
		...(skipped.length > 0 ? [`Left out ${counted(skipped.length, 'call')}.`] : []),
		...gaps.slice(0, 5).map(({ text }) => text),
	].join('\n');
}

function playbookLine(calls: AnalyzedCallResult[]): string[] {
	const counts = new Map<string, number>();
	for (const { playbook } of calls) {
		if (playbook) counts.set(playbook.playbook, (counts.get(playbook.playbook) ?? 0) + 1);
	}
	const parts = [...counts].map(([name, count]) => `${name} on ${counted(count, 'call')}`);
	return parts.length === 0 ? [] : [`Playbooks: ${listed(parts)}.`];
}

function fits(value: unknown): boolean {
	return bytesOf(value) <= LARGEST_BYTES;
}

function bytesOf(value: unknown): number {
	return new TextEncoder().encode(JSON.stringify(value)).length;
}
