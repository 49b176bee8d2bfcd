/** One attempt at a run: claims it, runs its kind, records how it ended. */
import { RetryableError, SophiaError, TerminalError, toErrorView } from '../errors.ts';
import { toJsonText } from '../ports/json.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { QueuedRun } from '../ports/queue.ts';
import type { RunContext, RunKind } from '../ports/run-context.ts';
import type { RunSignals } from '../ports/run-signals.ts';
import type { ClaimedRun, RunEnding } from '../ports/run-store.ts';
import { type AttemptContext, type ContextTools, createContext } from './context.ts';
import { hasEnded } from './results.ts';
import { Suspension } from './suspension.ts';

export type AttemptTools = ContextTools & {
	kinds: ReadonlyMap<string, RunKind<never, unknown>>;
	signals: RunSignals;
	metrics: Metrics;
	/** Name of this process among the workers. */
	worker: string;
};

/** The attempts that this process is at, by run id. */
export type ActiveAttempts = Map<string, { epoch: number; stop: (reason: unknown) => void }>;

/** Reason of an abort when the process stops: the run is left for another worker. */
export const STOPPING = new RetryableError('run-superseded', 'This process stops; another one goes on.');

/** A first retry after this time, then twice as long each time, ms. */
const RETRY_MS = 1_000;
const MAX_RETRY_MS = 30_000;

/** The attempt ends itself this long before the sweeper would, ms. */
const DEADLINE_MARGIN_MS = 500;

/** `stopping`: aborts when the process is to stop. */
export async function runAttempt(
	tools: AttemptTools,
	active: ActiveAttempts,
	queued: QueuedRun,
	stopping: AbortSignal,
): Promise<void> {
	const run = await tools.attempts.claim(queued, tools.worker);
	if (!run) return;
	const log = tools.log.child({
		run: run.runId,
		root: run.rootId,
		tenant: run.tenant,
		epoch: run.epoch,
		kind: run.kind,
	});
	const controller = new AbortController();
	// An attempt that lost this run unnoticed may still be at it here.
	active.get(run.runId)?.stop(new TerminalError('run-superseded'));
	active.set(run.runId, { epoch: run.epoch, stop: (reason) => controller.abort(reason) });
	if (stopping.aborted) controller.abort(STOPPING);
	const overdue = setTimeout(
		() => controller.abort(new TerminalError('run-timed-out')),
		Math.max(0, run.leftMs - DEADLINE_MARGIN_MS),
	);
	const startedAt = tools.clock.monotonicMs();
	log.debug({}, 'taken');
	try {
		const next = await work({ ...tools, log }, run, controller.signal);
		if (next === 'left') return;
		if (next.type === 'suspend') await suspend({ ...tools, log }, run, next);
		else await finish({ ...tools, log }, run, next.ending);
	} catch (error) {
		// The store does not take the ending: the run stays ours until the sweeper sees that nobody works on it.
		log.warn({ err: toErrorView(error) }, 'the end of an attempt could not be recorded');
	} finally {
		clearTimeout(overdue);
		if (active.get(run.runId)?.epoch === run.epoch) active.delete(run.runId);
		tools.metrics.observe('attempt_seconds', (tools.clock.monotonicMs() - startedAt) / 1000, { kind: run.kind });
	}
}

type Suspend = { type: 'suspend'; until: Suspension['until']; retryOf?: ReturnType<typeof toErrorView> };
type Next = Suspend | { type: 'finish'; ending: RunEnding } | 'left';

async function work(tools: AttemptTools, run: ClaimedRun, signal: AbortSignal): Promise<Next> {
	const context = createContext(tools, run, signal);
	const next = await advance(tools, run, context);
	if (next === 'left' || next.type === 'suspend' || context.refused().length === 0) return next;
	return { ...next, ending: { ...next.ending, refused: context.refused() } };
}

async function advance(tools: AttemptTools, run: ClaimedRun, context: AttemptContext): Promise<Next> {
	const { signal } = context;
	try {
		const value = run.batch ? await gather(tools, run) : await kindOf(tools, run)(context);
		// What JSON has no words for fails here; the store would refuse it at every attempt.
		toJsonText(value);
		// Code that caught the suspension has not ended all the same.
		const suspension = context.suspension();
		if (suspension) return { type: 'suspend', until: suspension.until };
		// Code that caught the abort has not done its work: what it returns is at most what it reached.
		if (signal.aborted) return afterError(tools, run, signal.reason, value);
		return { type: 'finish', ending: { state: 'succeeded', value } };
	} catch (thrown) {
		const suspension = context.suspension() ?? (thrown instanceof Suspension ? thrown : undefined);
		if (suspension && !signal.aborted) return { type: 'suspend', until: suspension.until };
		return afterError(tools, run, signal.aborted ? signal.reason : thrown);
	}
}

function afterError({ log }: AttemptTools, run: ClaimedRun, error: unknown, value?: unknown): Next {
	if (error === STOPPING) return 'left';
	if (error instanceof SophiaError && (error.code === 'run-superseded' || error.code === 'run-cancelled'))
		return 'left';
	if (error instanceof SophiaError && error.code === 'run-timed-out') {
		return { type: 'finish', ending: { state: 'timed-out', value, error: toErrorView(error) } };
	}
	if (error instanceof RetryableError) {
		const wait = Math.max(error.retryAfterMs ?? 0, Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** run.retries));
		if (wait < run.leftMs - DEADLINE_MARGIN_MS) {
			log.warn({ err: toErrorView(error), waitMs: wait, retries: run.retries }, 'the run is tried again');
			return { type: 'suspend', until: { ms: wait }, retryOf: toErrorView(error) };
		}
	}
	if (error instanceof SophiaError) log.warn({ err: toErrorView(error) }, 'the run failed');
	else log.error({ err: error }, 'the run failed for a reason that was not foreseen');
	return { type: 'finish', ending: { state: 'failed', error: toErrorView(error, 'run-failed') } };
}

function kindOf({ kinds }: AttemptTools, run: ClaimedRun): (context: RunContext) => Promise<unknown> {
	const kind = kinds.get(run.kind);
	// A run begun by a release that knew more kinds.
	if (!kind) throw new TerminalError('run-outdated', `This release does not know the kind "${run.kind}".`);
	return kind as unknown as (context: RunContext) => Promise<unknown>;
}

/** A root with several inputs: its value is theirs; it fails when all of them did. */
async function gather({ attempts }: AttemptTools, run: ClaimedRun): Promise<undefined> {
	const inputs = await attempts.children(run, undefined);
	if (inputs.some(({ state }) => !hasEnded(state))) throw new Suspension('children');
	if (inputs.some(({ state }) => state === 'succeeded')) return undefined;
	if (inputs.some(({ state }) => state === 'timed-out')) throw new TerminalError('run-timed-out');
	const first = inputs.find(({ error }) => error)?.error;
	throw new TerminalError('children-failed', undefined, first ? { details: { first } } : {});
}

async function suspend(
	{ attempts, log, queue }: AttemptTools,
	run: ClaimedRun,
	{ until, retryOf }: Suspend,
): Promise<void> {
	if (!(await attempts.suspend(run, until, retryOf))) return;
	log.debug({ until }, 'given back');
	// They may all have ended, or somebody may have answered, before this run was waiting for them.
	const forAnswers = until !== 'children' && 'answers' in until;
	const forChildren = until === 'children' || (forAnswers && until.children === true);
	const woken =
		(forAnswers ? await attempts.wakeAnswered(run.tenant, run.runId) : undefined) ??
		(forChildren ? await attempts.wakeParent(run.tenant, run.runId) : undefined);
	if (woken) await queue.add([woken]);
}

async function finish(tools: AttemptTools, run: ClaimedRun, ending: RunEnding): Promise<void> {
	const { attempts, clock, log, metrics, queue, signals } = tools;
	const finished = await attempts.finish(run, ending);
	if (!finished) return;
	metrics.count('runs_ended', { kind: run.kind, state: ending.state });
	log.debug(
		{ state: ending.state, seconds: (clock.now().getTime() - run.requestedAt.getTime()) / 1000 },
		'the run has ended',
	);
	if (finished.isRoot) {
		signals.publish({ type: 'ended', tenant: run.tenant, runId: run.runId, callback: finished.hasCallback });
	}
	if (finished.parentId === undefined) return;
	const woken = await attempts.wakeParent(run.tenant, finished.parentId);
	if (woken) await queue.add([woken]);
}
