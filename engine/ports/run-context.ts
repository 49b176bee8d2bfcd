/** What the code of a run kind is given: the durable verbs of a run. */
import type { DeliveryMode } from '../contract/coaching.ts';
import type { ErrorView, RunState } from '../contract/run.ts';
import type { PersonAnswer, Question } from './question.ts';
import type { RunConnections } from './run-store.ts';

export type ChildRequest = { key: string; input: unknown };

export type ChildOutcome<Value = unknown> = {
	key: string;
	state: RunState;
	value?: Value;
	error?: ErrorView;
};

/**
 * Guards one write to another system. `assertOpen` throws when the time that was recorded with the intent is over:
 * an adapter calls it as the last thing before the request leaves, so that a process that was stopped in between
 * writes nothing when it goes on.
 */
export type WriteGuard = { signal: AbortSignal; assertOpen(): void };

/** What another system says when it is asked for an effect. */
export type Found<Receipt> =
	| { answer: 'present'; receipt: Receipt }
	| { answer: 'absent' }
	/** Rate limit, missing scope, an index that lags: not the same as absent. */
	| { answer: 'cannot-tell'; reason: string };

export type EffectAttempt<Receipt> = {
	/** `message`, `note` …: shown in reports. */
	kind: string;
	/** Does the write once. The adapter's own retries are off. */
	do(guard: WriteGuard): Promise<Receipt>;
	/** Asks the record itself whether the write happened. `since`: when the intent was first recorded. */
	find(since: Date, signal: AbortSignal): Promise<Found<Receipt>>;
};

export type EffectOutcome<Receipt> =
	/** `here` tells whether this run delivered it, or an earlier one had. */
	| { state: 'done'; receipt: Receipt; here: boolean }
	| { state: 'unconfirmed'; reason: string }
	| { state: 'failed'; error: ErrorView };

export type Usage<Value> = { value: Value; usedUsd: number };

export type RunContext<Input = unknown> = {
	readonly id: string;
	readonly rootId: string;
	readonly tenant: string;
	readonly input: Input;
	readonly connections: RunConnections;
	readonly delivery: DeliveryMode;
	/** E-mail address for `only-me`. */
	readonly recipient: string | undefined;
	/** Label that makes new effect keys. */
	readonly resend: string | undefined;
	/** When the run was requested; the same on every replay. */
	readonly requestedAt: Date;
	/** Aborts when the run is cancelled, overdue, taken over, or the process stops. */
	readonly signal: AbortSignal;
	/** Computes once: on a replay the recorded result is returned. Names are unique within a run; at most 1 MiB of JSON. */
	step<T>(name: string, compute: (signal: AbortSignal) => Promise<T>): Promise<T>;
	/** Runs children on all workers; the parent gives its slot back meanwhile. In the order of the requests. */
	children<Value>(kind: string, requests: ChildRequest[]): Promise<ChildOutcome<Value>[]>;
	/** Writes to another system at most once for each key and tenant, over all runs. */
	effect<Receipt>(key: string, attempt: EffectAttempt<Receipt>): Promise<EffectOutcome<Receipt>>;
	/**
	 * Reserves from the root's budget, works, settles with what was really used. Of several estimates the first that fits
	 * is reserved, and `work` hears its position. Dollars. Where none fits it waits for other spending of this attempt,
	 * whose work may use less than it reserved (so `work` must not spend itself); throws `budget-exceeded` where none is
	 * under way.
	 */
	spend<Value>(
		name: string,
		estimateUsd: number | readonly number[],
		work: (signal: AbortSignal, taken: number) => Promise<Usage<Value>>,
	): Promise<Value>;
	/**
	 * Asks a person: gives the slot back until there is an answer; the run is `waiting`, and its deadline stands still
	 * meanwhile. Several questions may be open at once. Throws `approval-overdue` where nobody answers in 30 days.
	 */
	ask(name: string, question: Question): Promise<PersonAnswer>;
	/** Whether a step or a spending of that name was recorded by an earlier attempt, or by this one. */
	recorded(name: string): boolean;
	/** The names of all that was recorded before this attempt. */
	recordedBefore(): readonly string[];
	/** Gives the slot back until then; the run is `waiting`. Once per name. */
	sleepUntil(name: string, until: Date): Promise<void>;
	/** Keeps what has been reached so far; it is the value if the run ends early. */
	report(value: unknown): Promise<void>;
	/** For people who watch. */
	progress(text: string, done: number, total: number): void;
};

export type RunKind<Input = unknown, Value = unknown> = (run: RunContext<Input>) => Promise<Value>;
