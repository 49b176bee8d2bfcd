/** Runs for those who ask: submitted, waited for, cancelled, collected, watched. */
import type { AskedQuestion, QuestionList } from '../contract/question.ts';
import type { RunAccepted, RunEvent, RunResult, RunState } from '../contract/run.ts';
import type { RunCosts } from '../contract/run-costs.ts';
import { TerminalError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { QuestionPageOf, RunPageOf } from '../ports/page-of.ts';
import type { Queue } from '../ports/queue.ts';
import type { RunSignals } from '../ports/run-signals.ts';
import type { EventCursor, RunStore, StoredQuestion, StoredRun } from '../ports/run-store.ts';
import type { Runs } from '../ports/runs.ts';
import type { CallbackOriginCheck } from './callback-origin.ts';
import { toRunCosts } from './costs.ts';
import { toAskedQuestion } from './questions.ts';
import { hasEnded, toRunResult } from './results.ts';
import { type SubmissionTools, toNewRun } from './submission.ts';

export type RunsOptions = SubmissionTools & {
	store: RunStore;
	queue: Queue;
	signals: RunSignals;
	clock: Clock;
	checkCallback: CallbackOriginCheck;
	/** Addresses of the pages of a tenant's runs; left out where there are none. */
	pagesOf?: (tenant: string) => RunPageOf;
	/** Addresses of the pages on which people answer. */
	questionPagesOf?: (tenant: string) => QuestionPageOf;
};

/** Signals may be lost: the store is looked at this often, ms. */
const LOOK_MS = 1_000;
/** Events are gathered this often, ms. */
const EVENTS_MS = 250;

export function createRuns(options: RunsOptions): Runs {
	const { checkCallback, clock, queue, signals, store, pagesOf } = options;
	const waiters = new Map<string, Set<() => void>>();
	signals.subscribe(({ runId }) => {
		for (const wake of waiters.get(runId) ?? []) wake();
	});

	/** Resolves at the next word of that run, or after `ms`. */
	const nextWord = (runId: string, ms: number, signal?: AbortSignal) =>
		new Promise<void>((resolve) => {
			const set = waiters.get(runId) ?? new Set();
			const done = () => {
				clearTimeout(timer);
				set.delete(done);
				if (set.size === 0) waiters.delete(runId);
				signal?.removeEventListener('abort', done);
				resolve();
			};
			const timer = setTimeout(done, ms);
			set.add(done);
			waiters.set(runId, set);
			signal?.addEventListener('abort', done, { once: true });
			if (signal?.aborted) done();
		});

	const read = async (tenant: string, id: string): Promise<StoredRun> => {
		const run = await store.read(tenant, id);
		if (!run) throw new TerminalError('run-unknown');
		return run;
	};

	const readAtEnd = async (tenant: string, id: string, until: number, signal?: AbortSignal): Promise<StoredRun> => {
		for (;;) {
			const left = until - clock.monotonicMs();
			// Listened for before the store is asked: an end in between is not missed.
			const word = left > 0 && !signal?.aborted ? nextWord(id, Math.min(left, LOOK_MS), signal) : undefined;
			const run = await read(tenant, id);
			if (!word || hasEnded(run.state)) return run;
			await word;
		}
	};

	const toResult = (tenant: string, run: StoredRun): RunResult => {
		const page = pagesOf?.(tenant)(run.id, run.createdAt);
		return { ...toRunResult(run), ...(page === undefined ? {} : { page }) };
	};

	const toAsked = (tenant: string, id: string, question: StoredQuestion): AskedQuestion =>
		toAskedQuestion(question, options.questionPagesOf?.(tenant)({ ...question, runId: id }));

	return {
		async submit(tenant, submissions): Promise<RunAccepted[]> {
			const urls = new Set(submissions.flatMap(({ request }) => request.callback?.url ?? []));
			await Promise.all([...urls].map(checkCallback));
			const runs = submissions.map((submission) => toNewRun(options, submission));
			const submitted = await store.submit(tenant, runs);
			// What was promised is recorded; the caller need not wait until the queue has heard of it. `add` never rejects.
			void queue.add(submitted.flatMap((run) => run.queue));
			return submitted.map(({ createdAt, id, state }) => ({ id, state, createdAt: createdAt.toISOString() }));
		},

		async get(tenant, id, { signal, waitMs = 0 } = {}): Promise<RunResult> {
			return toResult(tenant, await readAtEnd(tenant, id, clock.monotonicMs() + waitMs, signal));
		},

		async costs(tenant, id): Promise<RunCosts> {
			const costs = await store.costs(tenant, id);
			if (!costs) throw new TerminalError('run-unknown');
			return toRunCosts(costs);
		},

		async cancel(tenant, id): Promise<RunResult> {
			const run = await read(tenant, id);
			if (hasEnded(run.state)) return toResult(tenant, run);
			if (await store.cancel(tenant, id)) {
				signals.publish({ type: 'cancelled', tenant, runId: id });
				signals.publish({ type: 'ended', tenant, runId: id });
			}
			return toResult(tenant, await read(tenant, id));
		},

		async collect(tenant, id): Promise<RunResult> {
			const run = await store.collect(tenant, id);
			if (!run) throw new TerminalError('run-unknown');
			if (!hasEnded(run.state)) throw new TerminalError('run-not-finished');
			return { ...toResult(tenant, run), collected: true };
		},

		async questions(tenant, id): Promise<QuestionList> {
			const questions = await store.questions(tenant, id);
			if (!questions) throw new TerminalError('run-unknown');
			return { inAll: questions.inAll, questions: questions.shown.map((one) => toAsked(tenant, id, one)) };
		},

		async question(tenant, id, questionId): Promise<AskedQuestion> {
			const question = await store.question(tenant, id, questionId);
			if (!question) throw new TerminalError('question-unknown');
			return toAsked(tenant, id, question);
		},

		async answer(tenant, id, questionId, answer): Promise<AskedQuestion> {
			const answered = await store.answer(tenant, id, questionId, answer);
			// What was said is recorded; `add` never rejects, and the sweeper finds what the queue has not heard of.
			void queue.add(answered.queue);
			return toAsked(tenant, id, answered.question);
		},

		async *events(tenant, id, signal): AsyncIterable<RunEvent> {
			if ((await store.state(tenant, id)) === undefined) throw new TerminalError('run-unknown');
			let cursor: EventCursor | undefined;
			while (!signal.aborted) {
				const news = await store.events(tenant, id, cursor);
				cursor = news.cursor;
				yield* news.events;
				const state = news.cursor.states[id] as RunState | undefined;
				// One that was erased meanwhile has no state.
				if (state === undefined || hasEnded(state)) return;
				await nextWord(id, EVENTS_MS, signal);
			}
		},
	};
}
