/** The durable verbs that the code of a run kind is given, bound to one attempt. */
import { RetryableError, TerminalError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import { toJsonText } from '../ports/json.ts';
import type { Log } from '../ports/log.ts';
import type { PersonAnswer, Question } from '../ports/question.ts';
import type { Queue } from '../ports/queue.ts';
import type { ChildOutcome, RunContext } from '../ports/run-context.ts';
import type { AttemptStore, BudgetStore, ClaimedRun, EffectStore, SuspendedUntil } from '../ports/run-store.ts';
import { type EffectTimes, runEffect } from './effect.ts';
import { createInTurn } from './in-turn.ts';
import { createRest } from './rest.ts';
import { hasEnded } from './results.ts';
import { createSpending } from './spending.ts';
import { either, Suspension } from './suspension.ts';

/** A step's result as JSON, bytes of UTF-8. */
const MAX_RESULT_BYTES = 1024 * 1024;

/** Progress is for eyes: no more often than this, ms. */
const PROGRESS_EVERY_MS = 500;

export type ContextTools = {
	attempts: AttemptStore;
	effects: EffectStore;
	budgets: BudgetStore;
	queue: Queue;
	clock: Clock;
	log: Log;
	newId: () => string;
	effectTimes: EffectTimes;
};

/** The attempt has given its slot back: whatever its code still does, nothing more is recorded by it. */
export type AttemptContext = RunContext & {
	suspension(): Suspension | undefined;
	/** Names of the spends that the budget refused. A replay asks for them again: those of the last attempt count. */
	refused(): string[];
};

export function createContext(tools: ContextTools, run: ClaimedRun, signal: AbortSignal): AttemptContext {
	const { attempts, clock, log, queue } = tools;
	const names = new Set<string>();
	const inTurn = createInTurn();
	const refused: string[] = [];
	const spending = createSpending(tools.budgets, run, signal, (name) => refused.push(name));
	const rest = createRest();
	let until: SuspendedUntil | undefined;
	let suspension: Suspension | undefined;
	let progressAt = Number.NEGATIVE_INFINITY;

	const use = (name: string) => {
		if (names.has(name)) throw new TerminalError('step-name-used', `The step "${name}" is there twice.`);
		names.add(name);
	};
	const held = (holds: boolean) => {
		if (!holds) throw new TerminalError('run-superseded');
	};
	/** When all parts of the attempt wait. One that goes on all the same finds that nothing more is begun. */
	const suspend = async (mine: SuspendedUntil): Promise<never> => {
		until = either(until, mine);
		await rest.untilRest(signal);
		suspension ??= new Suspension(until);
		throw suspension;
	};
	/** What is not recorded yet is not begun where the slot was given back. */
	const begin = <T>(work: () => Promise<T>): Promise<T> => {
		if (suspension) return Promise.reject(suspension);
		return rest.during(work);
	};
	const recorded = (name: string) => Object.hasOwn(run.steps, name);

	return {
		id: run.runId,
		rootId: run.rootId,
		tenant: run.tenant,
		input: run.input,
		connections: run.connections,
		delivery: run.delivery,
		recipient: run.recipient,
		resend: run.resend,
		requestedAt: run.requestedAt,
		signal,
		suspension: () => suspension,
		refused: () => refused,

		async step<T>(name: string, compute: (signal: AbortSignal) => Promise<T>): Promise<T> {
			use(name);
			if (recorded(name)) return run.steps[name] as T;
			return begin(async () => {
				signal.throwIfAborted();
				const result = toJson(name, await compute(signal));
				signal.throwIfAborted();
				held(await attempts.recordStep(run, name, result));
				return result as T;
			});
		},

		async children<Value>(kind: string, requests: { key: string; input: unknown }[]) {
			use(`children ${kind}`);
			if (requests.length === 0) return [];
			if (new Set(requests.map(({ key }) => key)).size < requests.length) {
				throw new TerminalError('step-name-used', `Two children of kind ${kind} have the same key.`);
			}
			const rows = await begin(async () => {
				const known = await attempts.children(run, kind);
				const there = new Set(known.map((row) => row.key));
				// By their keys: an earlier release may have asked for others.
				if (requests.every(({ key }) => there.has(key))) return known;
				signal.throwIfAborted();
				const children = requests.map((request) => ({ ...request, id: tools.newId() }));
				const added = await attempts.addChildren(run, kind, children);
				if (!added) throw new TerminalError('run-superseded');
				await queue.add(added);
				return attempts.children(run, kind);
			});
			if (rows.some(({ state }) => !hasEnded(state))) await suspend('children');
			const byKey = new Map(rows.map((row) => [row.key, row]));
			return requests.map(({ key }) => byKey.get(key) as ChildOutcome<Value>);
		},

		effect(key, effect) {
			use(`effect ${key}`);
			const { effects: store, effectTimes: times } = tools;
			return begin(() => runEffect({ store, clock, times, inTurn }, run, key, effect, signal));
		},

		async spend(name, estimateUsd, work) {
			use(name);
			if (recorded(name)) return run.steps[name] as never;
			signal.throwIfAborted();
			const estimates = typeof estimateUsd === 'number' ? [estimateUsd] : estimateUsd;
			return begin(() =>
				spending(
					name,
					estimates,
					(taken) => work(signal, taken),
					({ value }) => toJson(name, value),
				),
			) as never;
		},

		async ask(name, question) {
			use(name);
			if (recorded(name)) return run.steps[name] as PersonAnswer;
			const kept = toJson(name, question) as Question;
			const asked = await begin(() => attempts.ask(run, name, kept));
			if (!asked) throw new TerminalError('run-superseded');
			if (asked.state === 'answered') return asked.answer;
			if (asked.state === 'overdue') throw new TerminalError('approval-overdue');
			log.debug({ step: name }, 'a person is asked');
			return suspend({ answers: true });
		},

		recorded,
		recordedBefore: () => Object.keys(run.steps),

		async sleepUntil(name, until) {
			use(name);
			if (recorded(name)) return;
			const ms = until.getTime() - clock.now().getTime();
			if (ms > 0) await suspend({ ms });
			held(await begin(() => attempts.recordStep(run, name, null)));
		},

		async report(value) {
			held(await attempts.report(run, toJson('report', value)));
		},

		progress(text, done, total) {
			const now = clock.monotonicMs();
			if (now - progressAt < PROGRESS_EVERY_MS && done < total) return;
			progressAt = now;
			attempts.progress(run, text, done, total).catch((error: unknown) => {
				if (!(error instanceof RetryableError)) log.warn({ run: run.runId, err: error }, 'progress was not recorded');
			});
		},
	};
}

/** What a replay will see: the value as it comes back from JSON. */
function toJson(name: string, value: unknown): unknown {
	const text = toJsonText(value) ?? 'null';
	if (text.length > MAX_RESULT_BYTES || Buffer.byteLength(text) > MAX_RESULT_BYTES) {
		throw new TerminalError('step-result-too-large', `"${name}" returned more than 1 MiB.`);
	}
	return JSON.parse(text);
}
