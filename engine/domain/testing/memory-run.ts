/** Runs in memory for tests: records like the real ones, and crashes where a test says. Not for production code. */
import { TerminalError, toErrorView } from '../../errors.ts';
import type { PersonAnswer, Question } from '../../ports/question.ts';
import type { ChildOutcome, EffectAttempt, EffectOutcome, RunContext } from '../../ports/run-context.ts';

/** Thrown at a chosen point; the run is replayed after it, as after the death of a worker. */
class Crash extends Error {}

/** Thrown where a real run gives its slot back. */
class Suspension extends Error {}

type Kind = (run: RunContext<never>) => Promise<unknown>;

type EffectRow = { runId: string; receipt?: unknown; done: boolean };

export type RunOptions = {
	kind: string;
	input?: unknown;
	delivery?: RunContext['delivery'];
	recipient?: string;
	resend?: string;
	connections?: RunContext['connections'];
	requestedAt: string;
	/** The run crashes when it passes this point (they are counted from 1), once. */
	crashAt?: number;
	/** Dollars; 1 unless a test says otherwise. */
	budgetUsd?: number;
	/** Aborts the run: no replay follows. */
	signal?: AbortSignal;
	/** What a person says to a question of that name. */
	answers?: (name: string, question: Question) => PersonAnswer;
};

export type RunEnd<Value> = {
	value: Value;
	error?: unknown;
	/** Steps by name, in the order in which they were recorded. */
	steps: string[];
	/** Every computation, also those that were lost in a crash. */
	computed: string[];
	sleeps: string[];
	/** What people were asked, in order. */
	asked: { name: string; question: Question }[];
	/** Dollars, of all attempts. */
	spentUsd: number;
	reports: Value[];
	/** How many points of a possible crash the run has passed. */
	points: number;
};

export type MemoryRuns = {
	start<Value>(options: RunOptions): Promise<RunEnd<Value>>;
	effects: Map<string, EffectRow>;
	/** Outcomes that a test dictates, by a part of the effect's key. */
	outcomes: Map<string, EffectOutcome<unknown>>;
};

export function memoryRuns(tenant: string, kinds: Record<string, Kind>): MemoryRuns {
	const effects = new Map<string, EffectRow>();
	const outcomes = new Map<string, EffectOutcome<unknown>>();
	let number = 0;

	async function start<Value>(options: RunOptions): Promise<RunEnd<Value>> {
		number += 1;
		const id = `run-${number}`;
		const steps = new Map<string, unknown>();
		const children = new Map<string, ChildOutcome[]>();
		const end: RunEnd<Value> = {
			value: undefined as Value,
			steps: [],
			computed: [],
			sleeps: [],
			asked: [],
			spentUsd: 0,
			reports: [],
			points: 0,
		};
		let crashed = false;
		const point = (): void => {
			end.points += 1;
			if (end.points !== options.crashAt || crashed) return;
			crashed = true;
			throw new Crash();
		};
		const attempt = (): RunContext<never> => {
			const names = new Set<string>();
			const before = [...steps.keys()];
			const signal = options.signal ?? new AbortController().signal;
			const use = (name: string): void => {
				if (names.has(name)) throw new TerminalError('step-name-used', name);
				names.add(name);
			};
			const record = (name: string, result: unknown): void => {
				const text = JSON.stringify(result ?? null);
				if (text.length > 1024 * 1024) throw new TerminalError('step-result-too-large', name);
				steps.set(name, JSON.parse(text));
				end.steps.push(name);
			};
			return {
				id,
				rootId: id,
				tenant,
				input: (options.input ?? {}) as never,
				connections: options.connections ?? { calls: 'gong-main', chat: 'slack-main', crm: 'hubspot-main' },
				delivery: options.delivery ?? 'preview',
				recipient: options.recipient,
				resend: options.resend,
				requestedAt: new Date(options.requestedAt),
				signal,
				async step<T>(name: string, compute: (signal: AbortSignal) => Promise<T>): Promise<T> {
					use(name);
					if (steps.has(name)) return steps.get(name) as T;
					point();
					const result = await compute(signal);
					end.computed.push(name);
					point();
					record(name, result);
					point();
					return steps.get(name) as T;
				},
				async children<Result>(kind: string, requests: { key: string; input: unknown }[]) {
					use(`children ${kind}`);
					const known = children.get(kind);
					if (known) return structuredClone(known) as ChildOutcome<Result>[];
					point();
					const ended: ChildOutcome[] = [];
					for (const { key, input } of requests) ended.push(await child(kind, key, input, options));
					children.set(kind, ended);
					throw new Suspension();
				},
				async effect<Receipt>(key: string, effect: EffectAttempt<Receipt>): Promise<EffectOutcome<Receipt>> {
					use(`effect ${key}`);
					const dictated = [...outcomes].find(([part]) => key.includes(part))?.[1];
					if (dictated) return dictated as EffectOutcome<Receipt>;
					return happen(key, effect);
				},
				async spend(name, estimateUsd, work) {
					use(name);
					if (steps.has(name)) return steps.get(name) as never;
					point();
					const taken = [estimateUsd].flat().findIndex((most) => end.spentUsd + most <= (options.budgetUsd ?? 1));
					if (taken < 0) throw new TerminalError('budget-exceeded');
					const { value, usedUsd } = await work(signal, taken);
					end.spentUsd += usedUsd;
					point();
					record(name, value);
					return steps.get(name) as never;
				},
				async ask(name, question) {
					use(name);
					if (steps.has(name)) return steps.get(name) as PersonAnswer;
					point();
					end.asked.push({ name, question });
					const answer = options.answers?.(name, question);
					if (!answer) throw new Error(`nobody answers ${name}`);
					record(name, answer);
					throw new Suspension();
				},
				recorded: (name) => steps.has(name),
				recordedBefore: () => before,
				async sleepUntil(name, until) {
					use(name);
					if (steps.has(name)) return;
					point();
					record(name, null);
					end.sleeps.push(until.toISOString());
					throw new Suspension();
				},
				async report(value) {
					point();
					end.reports.push(JSON.parse(JSON.stringify(value)));
				},
				progress: () => {},
			};
		};
		async function happen<Receipt>(key: string, effect: EffectAttempt<Receipt>): Promise<EffectOutcome<Receipt>> {
			const row = effects.get(key);
			if (row?.done) return { state: 'done', receipt: row.receipt as Receipt, here: row.runId === id };
			point();
			if (row) {
				const found = await effect.find(new Date(0), new AbortController().signal);
				if (found.answer === 'cannot-tell') return { state: 'unconfirmed', reason: found.reason };
				if (found.answer === 'present') {
					effects.set(key, { runId: id, done: true, receipt: found.receipt });
					return { state: 'done', receipt: found.receipt, here: true };
				}
			}
			effects.set(key, { runId: id, done: false });
			point();
			const receipt = await effect.do({ signal: new AbortController().signal, assertOpen: () => {} });
			point();
			effects.set(key, { runId: id, done: true, receipt });
			point();
			return { state: 'done', receipt, here: true };
		}
		for (;;) {
			try {
				end.value = JSON.parse(JSON.stringify(await kindOf(options.kind)(attempt())));
				return end;
			} catch (error) {
				if (error instanceof Crash || error instanceof Suspension) continue;
				end.error = error;
				return end;
			}
		}
	}

	async function child(kind: string, key: string, input: unknown, parent: RunOptions): Promise<ChildOutcome> {
		const ended = await start({ ...parent, kind, input: JSON.parse(JSON.stringify(input)), crashAt: undefined });
		if (ended.error) return { key, state: 'failed', error: toErrorView(ended.error) };
		return { key, state: 'succeeded', value: ended.value };
	}

	function kindOf(name: string): Kind {
		const kind = kinds[name];
		if (!kind) throw new Error(`no kind ${name}`);
		return kind;
	}

	return { start, effects, outcomes };
}
