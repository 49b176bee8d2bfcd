/**
 * Runs, steps, effects and budgets as they are kept. The store is the truth; every write of an attempt is one statement
 * conditional on its epoch, and answers `false` or `undefined` where another attempt has taken over.
 */
import type { DeliveryMode, Gap } from '../contract/coaching.ts';
import type { ModelUse, Tier } from '../contract/model.ts';
import type { ErrorView, RunEvent, RunState } from '../contract/run.ts';
import type { CostEntry, ModelCosts, RunCosts } from '../contract/run-costs.ts';
import type { Usage } from './model.ts';
import type { PersonAnswer, Question } from './question.ts';
import type { QueuedRun } from './queue.ts';

export type RunConnections = {
	calls?: string;
	chat?: string;
	crm?: string;
	/** Connections to models, and the tier asked for. */
	models?: { ids: string[]; tier: Tier | 'auto' };
};

export type NewRun = {
	id: string;
	kind: string;
	/** One: the run works on it itself. More: each becomes a child, with the id given here. */
	inputs: { id: string; input: unknown }[];
	connections: RunConnections;
	delivery: DeliveryMode;
	recipient: string | undefined;
	resend: string | undefined;
	/** Nano-dollars. */
	budgetNano: number;
	deadlineSeconds: number;
	callbackUrl: string | undefined;
	/** `fingerprint`: of kind, inputs, connections and delivery. */
	idempotency: { key: string; fingerprint: string } | undefined;
};

export type SubmittedRun = {
	id: string;
	state: RunState;
	createdAt: Date;
	/** What has to be queued; empty where the Idempotency-Key was known. */
	queue: QueuedRun[];
};

/** A root run as people ask for it. */
export type StoredRun = {
	id: string;
	kind: string;
	state: RunState;
	batch: boolean;
	value: unknown;
	error: ErrorView | undefined;
	createdAt: Date;
	endedAt: Date | undefined;
	collectedAt: Date | undefined;
	/** Settled and still reserved, nano-dollars. */
	spentNano: number;
	/** What its whole tree used of each model, the dearest first; none before it has ended. */
	models: (Omit<ModelUse, 'costUsd'> & { costNano: number })[];
	unconfirmed: { key: string; kind: string; since: Date; reason: string | undefined }[];
	/** The inputs of a batch, in order. */
	inputs: { index: number; state: RunState; value: unknown; error: ErrorView | undefined }[];
};

/** A list that was cut, and how many there are. */
export type Bounded<Item> = { inAll: number; shown: Item[] };

/** One reservation and what became of it, or what cost nothing because it was known, or because no model could be asked. */
export type StoredCostEntry = {
	/** Of the step. */
	name: string;
	/** Undefined where the root did it itself. */
	child: { id: string; kind: string; key: string; title: string | undefined } | undefined;
	/** When it was reserved, and when it was settled. */
	startedAt: Date | undefined;
	endedAt: Date | undefined;
	costNano: number;
	outcome: CostEntry['outcome'];
	/** Of known answers. */
	count: number | undefined;
	model: string | undefined;
	/** Of the model that was asked, and the tier that was wished for. */
	tier: Tier | undefined;
	asked: Tier | undefined;
	usage: Usage | undefined;
	/** Of the error. */
	code: string | undefined;
};

export type StoredModelCosts = Omit<ModelCosts, 'costUsd' | 'failedUsd'> & { costNano: number; failedNano: number };

/** Sums are over the whole tree, lists are cut. */
export type StoredRunCosts = Pick<StoredRun, 'id' | 'kind' | 'state' | 'createdAt' | 'endedAt'> & {
	progress: RunCosts['progress'];
	budget: { limitNano: number; spentNano: number; reservedNano: number };
	inputs: Bounded<{ index: number; state: RunState; error: ErrorView | undefined }>;
	children: { state: RunState; count: number }[];
	models: StoredModelCosts[];
	entries: Bounded<StoredCostEntry>;
	unconfirmed: Bounded<StoredRun['unconfirmed'][number]>;
	gaps: Bounded<Gap>;
	/** Of kind `run-team` alone. */
	teamwork: { uses: Bounded<StoredTeamUse>; ended: NonNullable<RunCosts['teamwork']>['ended'] } | undefined;
};

/** A step by which a member of a team used a tool or asked a person; what was said stays where it is. */
export type StoredTeamUse = {
	name: string;
	/** Of the inputs of a batch. */
	index: number;
	state: 'done' | 'failed' | 'unconfirmed' | 'open';
	code: string | undefined;
	startedAt: Date;
	endedAt: Date | undefined;
};

/** What a run asked, and what became of it. */
export type StoredQuestion = Question & {
	id: string;
	runId: string;
	/** `closed`: the run has ended before an answer came. */
	state: 'open' | 'answered' | 'overdue' | 'closed';
	askedAt: Date;
	/** Nobody is waited for longer. */
	until: Date;
	answeredAt: Date | undefined;
	answer: PersonAnswer | undefined;
};

/** Position in the events of a run; opaque to callers. */
export type EventCursor = {
	/** The time of the last step, and the positions of those told of that may be asked for again. */
	steps: { since: string; seen: number[] };
	/** Up to there all is settled and told of; `seen`: what is beyond. */
	spends: { after: number; seen: number[] };
	states: Record<string, string>;
	progress: string;
};

export type RunStore = {
	/** All or nothing, in order. Throws `idempotency-conflict`. */
	submit(tenant: string, runs: NewRun[]): Promise<SubmittedRun[]>;
	/** Roots only. */
	read(tenant: string, id: string): Promise<StoredRun | undefined>;
	/** What the whole tree cost; undefined where there is no such root. */
	costs(tenant: string, id: string): Promise<StoredRunCosts | undefined>;
	/** Undefined where there is no such root. */
	state(tenant: string, id: string): Promise<RunState | undefined>;
	/** Ends the whole tree; true where something was still going on. */
	cancel(tenant: string, id: string): Promise<boolean>;
	/** Marks the run collected if it has ended; answers with the run either way. */
	collect(tenant: string, id: string): Promise<StoredRun | undefined>;
	/** What happened in the tree since the cursor, or since the beginning. */
	events(tenant: string, id: string, after?: EventCursor): Promise<{ events: RunEvent[]; cursor: EventCursor }>;
	/** Of the whole tree, open ones first, then the latest; undefined where there is no such root. */
	questions(tenant: string, id: string): Promise<Bounded<StoredQuestion> | undefined>;
	/** Undefined where the root asked no such question. */
	question(tenant: string, id: string, questionId: string): Promise<StoredQuestion | undefined>;
	/**
	 * Records what a person says, once, and queues the run. The same answer again changes nothing, whoever gives it.
	 * Throws `question-unknown`, `question-answered` where another answer was given, and `question-closed`.
	 */
	answer(tenant: string, id: string, questionId: string, answer: PersonAnswer): Promise<Answered>;
};

export type Answered = { question: StoredQuestion; queue: QueuedRun[] };

/** One try at a run: what its writes are conditional on. */
export type Attempt = { tenant: string; runId: string; epoch: number };

export type ClaimedRun = Attempt & {
	rootId: string;
	kind: string;
	/** A root whose children, one for each input, do the work. */
	batch: boolean;
	input: unknown;
	connections: RunConnections;
	delivery: DeliveryMode;
	recipient: string | undefined;
	resend: string | undefined;
	requestedAt: Date;
	/** Time left until the deadline, ms. */
	leftMs: number;
	/** How often it was tried again after a retryable error. */
	retries: number;
	steps: Record<string, unknown>;
};

/** What a run that gives its slot back waits for: whatever of these comes first. */
export type SuspendedUntil =
	| 'children'
	| { ms: number }
	/** An answer to any of its open questions. */
	| { answers: true; children?: boolean; ms?: number };

/** What there is to an ask: `overdue`, nobody answered in time. */
export type Asked = { state: 'open' } | { state: 'answered'; answer: PersonAnswer } | { state: 'overdue' };

export type ChildRow = { key: string; state: RunState; value: unknown; error: ErrorView | undefined };

export type RunEnding = {
	state: RunState;
	value?: unknown;
	error?: ErrorView;
	/** Names of the spends that the budget refused: kept with the end, to be told of (`EventStore.stops`). */
	refused?: string[];
};

export type AttemptStore = {
	/** Takes the next epoch of a queued run; undefined where there is nothing to take. */
	claim(queued: QueuedRun, worker: string): Promise<ClaimedRun | undefined>;
	recordStep(attempt: Attempt, name: string, result: unknown): Promise<boolean>;
	/** Adds those that are not there yet; returns what is to be queued. */
	addChildren(
		attempt: Attempt,
		kind: string,
		children: { id: string; key: string; input: unknown }[],
	): Promise<QueuedRun[] | undefined>;
	children(attempt: Attempt, kind: string | undefined): Promise<ChildRow[]>;
	/** Records the question once. Undefined: superseded. */
	ask(attempt: Attempt, name: string, question: Question): Promise<Asked | undefined>;
	/**
	 * Gives the slot back; the run is `waiting` until all its children have ended, an answer comes, or for that time.
	 * While it waits for an answer its deadline stands still, and that of every run above it.
	 */
	suspend(attempt: Attempt, until: SuspendedUntil, retryOf?: ErrorView): Promise<boolean>;
	report(attempt: Attempt, value: unknown): Promise<boolean>;
	progress(attempt: Attempt, text: string, done: number, total: number): Promise<boolean>;
	/** Ends the run, and its open children with it. The parent's id is to be given to `wakeParent`. */
	finish(
		attempt: Attempt,
		ending: RunEnding,
	): Promise<{ parentId: string | undefined; isRoot: boolean; hasCallback: boolean } | undefined>;
	/** Queues a parent that waits for children which have all ended. */
	wakeParent(tenant: string, parentId: string): Promise<QueuedRun | undefined>;
	/** Queues a run that waits for answers where one came before it was waiting. */
	wakeAnswered(tenant: string, runId: string): Promise<QueuedRun | undefined>;
};

export type EffectRow = {
	state: 'intended' | 'done' | 'unconfirmed' | 'failed';
	rootId: string;
	runId: string;
	epoch: number;
	/** When the intent was first recorded. */
	since: Date;
	/** Until the request that was announced last can no longer land, with the grace, ms from now; 0 when over. */
	openMs: number;
	receipt: unknown;
	/** Number of times it was intended; with the key it names one intent. */
	tries: number;
};

export type EffectStore = {
	/**
	 * Records the intent where nobody has one, or where the last try surely did nothing. `mine`: this attempt may write
	 * now, for `openMs` less the grace. Undefined where another attempt has taken the run over.
	 */
	intend(
		attempt: Attempt,
		key: string,
		kind: string,
		times: { deadlineMs: number; graceMs: number },
	): Promise<{ mine: boolean; row: EffectRow } | undefined>;
	/** Takes over an intent that is known not to have been carried out. */
	retake(
		attempt: Attempt,
		key: string,
		tries: number,
		times: { deadlineMs: number; graceMs: number },
	): Promise<EffectRow | undefined>;
	/** Records the receipt of the intent number `tries`. */
	done(attempt: Attempt, key: string, tries: number, receipt: unknown): Promise<boolean>;
	/** Surely not carried out. */
	failed(attempt: Attempt, key: string, tries: number, reason: string): Promise<boolean>;
	/** Nobody can tell at present. */
	unconfirmed(attempt: Attempt, key: string, tries: number, reason: string): Promise<boolean>;
};

export type BudgetStore = {
	/** `false`: it would go over the budget. Undefined: superseded. Nano-dollars. */
	reserve(attempt: Attempt, rootId: string, name: string, nano: number): Promise<boolean | undefined>;
	/** Settles the reservation and records the result as a step, in one statement. */
	settle(attempt: Attempt, rootId: string, name: string, usedNano: number, result: unknown): Promise<boolean>;
};

export type CallbackDue = { tenant: string; runId: string; url: string; ended: boolean; tries: number };

/** What a callback attempt learned. `gone`: nobody waits any more. */
export type CallbackOutcome =
	| { next: 'delivered' }
	| { next: 'gone' }
	| { next: 'again'; inMs: number; missing: boolean };

/** The one place, apart from key look-up and migrations, that sees across tenants. */
export type SweepStore = {
	/** Says that this process lives; `sole`: no other process can be alive on this store. */
	heartbeat(worker: string, sole: boolean): Promise<void>;
	/** The runs which this worker still holds, as `id` → epoch. */
	held(worker: string): Promise<Map<string, number>>;
	/** Queues runs again that this worker holds but does not work on: their end could not be recorded. */
	release(worker: string, runs: { id: string; epoch: number }[]): Promise<QueuedRun[]>;
	/** Leaves: its runs may be taken at once. */
	leave(worker: string): Promise<QueuedRun[]>;
	/** Queues what was orphaned, slept long enough or waits for ended children; ends what is overdue or crashed too often. */
	sweep(limits: {
		deadAfterMs: number;
		lostAfterMs: number;
		crashes: number;
	}): Promise<{ queue: QueuedRun[]; ended: QueuedRun[] }>;
	/** Takes due callbacks; nobody else gets them for `leaseMs`. */
	callbacksDue(leaseMs: number, limit: number): Promise<CallbackDue[]>;
	callbackTried(due: CallbackDue, outcome: CallbackOutcome): Promise<void>;
	/** Erases results older than 30 days and idempotency keys older than 7. Effects stay. */
	expire(): Promise<void>;
};
