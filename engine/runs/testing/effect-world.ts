/**
 * A world in which effects go wrong: processes die between any two moments, or are taken for dead and go on, answers
 * come late or never, requests land after they were cut. Chosen by a list of numbers; 0 and everything behind the end of
 * the list is harmless, so that each course ends.
 */
import { RetryableError, SophiaError, TerminalError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EffectAttempt, EffectOutcome, WriteGuard } from '../../ports/run-context.ts';
import type { EffectStore } from '../../ports/run-store.ts';
import { EFFECT_TIMES, runEffect } from '../effect.ts';
import { createInTurn } from '../in-turn.ts';
import { createEffectRecord } from './effect-record.ts';
import { createVirtualTime } from './virtual-time.ts';

export type Ended = {
	/** How often it happened in the other system. */
	landed: number;
	/** What the last attempt of each run came to. */
	outcomes: (EffectOutcome<number> | undefined)[];
	/** Errors that no attempt should end with. */
	errors: unknown[];
	/** Whether the other system ever refused, or could not tell. */
	refused: boolean;
	couldNotTell: boolean;
};

type Process = { alive: boolean };
type Run = { id: string; epoch: number; outcome: EffectOutcome<number> | undefined };

const KEY = 'the one message';
const LATENCIES_MS = [0, 3, 400, 6_000, 40_000];
/** A request that was cut lands within the time that is allowed for it, or never. */
const LANDINGS_MS = [0, 100, EFFECT_TIMES.graceMs];
const STALLS_MS = [0, 0, 120_000];
const NOTICED_DEAD_MS = 5_000;

/** Lets `runs` runs deliver the same effect, each in as many attempts as its crashes make necessary. */
export async function liveThrough(choices: readonly number[], runs: number): Promise<Ended> {
	const { after, clock, run: passTime } = createVirtualTime();
	const ended: Ended = { landed: 0, outcomes: [], errors: [], refused: false, couldNotTell: false };
	let used = 0;
	const choose = (options: number) => (choices[used++] ?? 0) % options;
	const latency = () => LATENCIES_MS[choose(LATENCIES_MS.length)] as number;
	const all = Array.from({ length: runs }, (_, index): Run => ({ id: `run ${index}`, epoch: 0, outcome: undefined }));

	/** Something outside is asked: it does its work even if nobody hears the answer any more. */
	function ask<Answer>(process: Process, run: Run, work: () => Answer): Promise<Answer> {
		return new Promise((resolve, reject) => {
			if (!process.alive) return;
			mishap(process, run);
			after(latency(), () => {
				let settle: () => void;
				try {
					const answer = work();
					settle = () => resolve(answer);
				} catch (error) {
					settle = () => reject(error);
				}
				after(latency(), () => {
					mishap(process, run);
					if (process.alive) settle();
				});
			});
		});
	}
	/** The process dies, or is taken for dead and lives on. */
	function mishap(process: Process, run: Run): void {
		const what = choose(12);
		if (!process.alive || (what !== 1 && what !== 2)) return;
		if (what === 1) process.alive = false;
		after(NOTICED_DEAD_MS, () => begin(run));
	}

	const record = createEffectRecord(clock, EFFECT_TIMES, ({ runId, epoch }) =>
		all.some((run) => run.id === runId && run.epoch === epoch),
	);
	/** The record over a network, seen by one process. */
	const storeOf = (process: Process, run: Run): EffectStore => ({
		intend: (attempt) => ask(process, run, () => record.intend(attempt)),
		retake: (attempt, _key, tries) => ask(process, run, () => record.retake(attempt, tries)),
		done: (attempt, _key, tries, receipt) => ask(process, run, () => record.settle(attempt, tries, 'done', receipt)),
		failed: (attempt, _key, tries) => ask(process, run, () => record.settle(attempt, tries, 'failed')),
		unconfirmed: (attempt, _key, tries) => ask(process, run, () => record.settle(attempt, tries, 'unconfirmed')),
	});

	const land = () => {
		ended.landed += 1;
		return ended.landed;
	};
	/** One request: the guard is asked at the moment when it leaves. */
	const write = (process: Process, run: Run, guard: WriteGuard) =>
		new Promise<number>((resolve, reject) => {
			let left = false;
			const stop = () => reject(new RetryableError('vendor-unavailable', 'stopped', { notDone: !left }));
			guard.signal.addEventListener('abort', () => process.alive && stop(), { once: true });
			after(latency(), () => {
				mishap(process, run);
				if (!process.alive) return;
				try {
					if (guard.signal.aborted) return stop();
					guard.assertOpen();
				} catch (error) {
					return reject(error);
				}
				left = true;
				const fate = choose(5);
				const landing = LANDINGS_MS[choose(LANDINGS_MS.length)] as number;
				if (fate <= 1) {
					after(landing, () => {
						const receipt = land();
						// Heard, or not.
						after(
							latency(),
							() => process.alive && (fate === 0 ? resolve(receipt) : reject(new Error('half an answer'))),
						);
					});
				} else if (fate === 2) {
					ended.refused = true;
					const terminal = choose(2) === 0;
					const refusal = terminal
						? new TerminalError('vendor-refused')
						: new RetryableError('vendor-rate-limited', '', { notDone: true });
					after(latency(), () => process.alive && reject(refusal));
				} else {
					if (fate === 3) after(landing, land);
					after(latency(), () => process.alive && reject(new RetryableError('vendor-unavailable', 'cut')));
				}
			});
		});
	const effectOf = (process: Process, run: Run): EffectAttempt<number> => ({
		kind: 'message',
		do: (guard) => write(process, run, guard),
		find: () =>
			ask(process, run, () => {
				const mood = choose(4);
				if (mood <= 1) return ended.landed > 0 ? { answer: 'present', receipt: ended.landed } : { answer: 'absent' };
				ended.couldNotTell = true;
				if (mood === 2) return { answer: 'cannot-tell', reason: 'rate limit' };
				throw new RetryableError('vendor-unavailable');
			}),
	});

	function begin(run: Run): void {
		run.epoch += 1;
		run.outcome = undefined;
		const process: Process = { alive: true };
		const attempt = { tenant: 'acme', runId: run.id, rootId: run.id, epoch: run.epoch };
		// Timers of a process that was stopped fire when it goes on.
		const stalling: Clock = { ...clock, sleep: (ms, signal) => clock.sleep(ms + (STALLS_MS[choose(3)] ?? 0), signal) };
		const tools = { store: storeOf(process, run), clock: stalling, times: EFFECT_TIMES, inTurn: createInTurn() };
		runEffect(tools, attempt, KEY, effectOf(process, run), new AbortController().signal).then(
			(outcome) => {
				if (run.epoch === attempt.epoch) run.outcome = outcome;
			},
			(error: unknown) => {
				const superseded = error instanceof SophiaError && error.code === 'run-superseded';
				if (!superseded || run.epoch === attempt.epoch) ended.errors.push(error);
			},
		);
	}

	for (const run of all) after(latency(), () => begin(run));
	await passTime();
	ended.outcomes = all.map(({ outcome }) => outcome);
	return ended;
}
