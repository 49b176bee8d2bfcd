/** The run kind `ask`: a question to one call, an account or the calls of a window, answered with what was said. */
import type { Answer } from '../../contract/analysis.ts';
import type { AskInput } from '../../contract/run.ts';
import { TerminalError } from '../../errors.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { newAccount } from '../coaching/account.ts';
import { batches } from '../coaching/batches.ts';
import { recordedSettings } from '../coaching/coach-calls.ts';
import { listCalls } from '../coaching/list-calls.ts';
import { selectCalls } from '../coaching/select-calls.ts';
import type { CustomerPorts } from '../customers/ports.ts';
import { windowOf } from './analyze-window.ts';
import { type Searched, toAnswer } from './answer.ts';
import { ofAccount } from './ask-account.ts';
import type { AnalysisPorts } from './ports.ts';
import { readyCall, type SourcedCall } from './ready-call.ts';
import type { Scope } from './scope.ts';
import { SEARCH_TRANSCRIPTS, type SearchedTranscript, type SearchTranscriptsInput } from './search-transcripts.ts';
import { linesOf, withWords, writeAnswer } from './write-answer.ts';

/** What a child searches: some seconds of work at most, and its input far below 1 MiB. */
const CALLS_A_CHILD = 10;

type Found = Pick<SourcedCall, 'call' | 'reference'>;

/**
 * Of a window and of an account it leaves out the calls that coaching leaves out (private, among colleagues, opted-out reps,
 * other languages), with counted reasons. A call that cannot be searched is a reported gap.
 *
 * Throws `call-unknown`, `transcript-missing`, `call-too-long`, `window-not-valid`, `company-unknown`,
 * `connection-unknown`, `children-failed` when all calls fail, and what the calls connection throws.
 */
export async function ask(run: RunContext<AskInput>, ports: CustomerPorts): Promise<Answer> {
	const { callId, account: asked, question } = run.input;
	const scope: Scope = { skipped: [], gaps: [] };
	const account = asked && (await ofAccount(run, ports, asked, scope));
	const found = account?.calls ?? (await callsOf(run, ports, callId, scope));
	const answer = toAnswer({ question, ...(await searched(run, found, scope)), ...scope, account });
	const { writing } = ports;
	if (!writing || !answer.said) return answer;
	const lines = linesOf(answer, account?.emails.nameOf);
	return withWords(
		answer,
		await writeAnswer(run, writing.ports, writing.prompt, { question, lines, tier: writing.tier }),
	);
}

const callsOf = async (
	run: RunContext<AskInput>,
	ports: CustomerPorts,
	callId: string | undefined,
	scope: Scope,
): Promise<Found[]> =>
	callId === undefined ? callsOfWindow(run, ports, scope) : [await readyCall(run, ports, callId)];

async function callsOfWindow(
	run: RunContext<AskInput>,
	{ calls, ...ports }: AnalysisPorts,
	scope: Scope,
): Promise<Found[]> {
	if (!calls) throw new TerminalError('connection-unknown', 'The run names no calls connection.');
	const settings = await recordedSettings(run, ports);
	const account = newAccount(windowOf(run, settings.zone), run.delivery);
	const listed = await listCalls(run, { calls }, account.window);
	const candidates = listed.map((call) => ({ call }));
	const ready = await selectCalls(run, { calls, ...ports }, settings, candidates, new Set(), account);
	scope.skipped.push(...account.skipped);
	scope.gaps.push(...account.gaps);
	return ready;
}

async function searched(
	run: RunContext<AskInput>,
	found: Found[],
	scope: Scope,
): Promise<Pick<Searched, 'passages' | 'calls' | 'dropped'>> {
	if (found.length === 0) return { passages: [], calls: 0, dropped: 0 };
	const parts = batches(found, CALLS_A_CHILD);
	run.progress('Searching calls', 0, found.length);
	const outcomes = await run.children<SearchedTranscript[]>(
		SEARCH_TRANSCRIPTS,
		parts.map((part, position) => ({ key: `calls ${position + 1}`, input: inputOf(run.input.question, part) })),
	);
	if (outcomes.every(({ state }) => state !== 'succeeded')) {
		throw new TerminalError('children-failed', undefined, { details: { first: outcomes[0]?.error } });
	}
	const results = outcomes.flatMap(({ value }) => value ?? []);
	const byCall = new Map(results.map((result) => [result.callId, result]));
	const read = found.flatMap(({ call }) => {
		const result = byCall.get(call.id);
		if (result && 'passages' in result) return [result];
		scope.skipped.push({ callId: call.id, reason: 'failed' });
		scope.gaps.push({ kind: 'call-failed', subject: call.id, text: `“${call.title}” could not be searched.` });
		return [];
	});
	run.progress('Searching calls', found.length, found.length);
	return {
		passages: read.flatMap(({ passages }) => passages),
		calls: read.length,
		dropped: read.reduce((sum, { dropped }) => sum + dropped, 0),
	};
}

function inputOf(question: string, part: Found[]): SearchTranscriptsInput {
	return {
		question,
		calls: part.map(({ call: { id, title, url, started, parties, rep }, reference }) => ({
			call: { id, title, url, started, rep, parties: parties.filter(({ speakerId }) => speakerId !== undefined) },
			transcript: reference,
		})),
	};
}
