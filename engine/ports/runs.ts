/** What the HTTP routes and commands may do with runs. Implemented by engine/runs. */
import type { AskedQuestion, QuestionAnswer, QuestionList } from '../contract/question.ts';
import type { RunAccepted, RunEvent, RunRequest, RunResult } from '../contract/run.ts';
import type { RunCosts } from '../contract/run-costs.ts';

export type RunSubmission = { request: RunRequest; idempotencyKey?: string };

export type Runs = {
	/** All or nothing, in order; recorded before it resolves. Throws `idempotency-conflict`, `callback-unreachable`. */
	submit(tenant: string, submissions: RunSubmission[]): Promise<RunAccepted[]>;
	/** Waits up to `waitMs` for the end, then answers with what there is. Throws `run-unknown`. */
	get(tenant: string, id: string, options?: { waitMs?: number; signal?: AbortSignal }): Promise<RunResult>;
	/** What it and its whole tree cost so far. Throws `run-unknown`. */
	costs(tenant: string, id: string): Promise<RunCosts>;
	/** Throws `run-unknown`; a run that has ended stays as it is. */
	cancel(tenant: string, id: string): Promise<RunResult>;
	/** The final result; marks it collected. Throws `run-not-finished`, `run-unknown`. */
	collect(tenant: string, id: string): Promise<RunResult>;
	/** What it and its children asked people. Throws `run-unknown`. */
	questions(tenant: string, id: string): Promise<QuestionList>;
	/** Throws `question-unknown`, also where there is no such run. */
	question(tenant: string, id: string, questionId: string): Promise<AskedQuestion>;
	/**
	 * The first answer counts, and the run goes on with it; the same one again changes nothing. Throws
	 * `question-unknown`, `question-answered`, `question-closed`.
	 */
	answer(tenant: string, id: string, questionId: string, answer: QuestionAnswer): Promise<AskedQuestion>;
	/** From the beginning, until the run has ended. Throws `run-unknown`. */
	events(tenant: string, id: string, signal: AbortSignal): AsyncIterable<RunEvent>;
};
