/** What a team may still use: its own limits, and those of the teams around it. What would go over one is not begun. */
import type { TeamLimits } from '../../contract/team.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { limitReached } from './limits.ts';
import { createPurse, type Purse, type Spend } from './purse.ts';
import { recordedCost } from './recorded-cost.ts';
import { askedName, isAsked, isAt, isModelCall, outcomeName, type Place, toolCallOf } from './step-names.ts';

export type Meter = {
	readonly limits: TeamLimits;
	readonly used: Readonly<Record<Counted, number>>;
	/** Aborts when the time is over, or the run ends. */
	readonly signal: AbortSignal;
	/** Milliseconds since the work began; none of those in which a person was asked. */
	elapsedMs(): number;
	/** Spends as the run does, and counts model calls. `keep`: so many are left for those who lead. */
	spender(keep: number): Pick<RunContext, 'spend' | 'signal'>;
	/** Throws `team-limit` where one more would go over. `name`: of its step. */
	toolCall(name: string): void;
	/** Throws `team-limit` where the time is over. */
	time(): void;
	/** A person was asked from then to then, ms since 1970. `asked`: the step under which it was recorded. */
	waited(asked: string, from: number, to: number): void;
	/** Of a team at that place within this one: what it uses counts for both. `startedAt`: ms since 1970. */
	within(place: Place, limits: TeamLimits, startedAt: number): Meter;
	close(): void;
};

type Counted = 'modelCalls' | 'toolCalls';

export type MeterOptions = {
	run: Pick<RunContext, 'spend' | 'signal' | 'recorded' | 'recordedBefore'>;
	clock: Clock;
	limits: TeamLimits;
	/** When the work began, ms since 1970; the same on every replay. */
	startedAt: number;
	place: Place;
};

/** Of one team. The dollars of the run itself are held by its store, through crashes. */
type Account = {
	limits: TeamLimits;
	used: Record<Counted, number>;
	purse: Purse;
	time: Time;
};

/** `open`: questions that an earlier attempt asked, and of which this one has not yet heard: until then no time passes. */
type Shared = Pick<MeterOptions, 'run' | 'clock'> & { waits: Wait[]; open: Set<string> };
type Wait = { from: number; to: number };

export function createMeter({ run, clock, limits, startedAt, place }: MeterOptions): Meter {
	const shared: Shared = { run, clock, waits: [], open: new Set(run.recordedBefore().filter(isAsked)) };
	return meterOf(shared, [accountOf(shared, place, limits, startedAt, undefined)]);
}

function accountOf(shared: Shared, place: Place, limits: TeamLimits, startedAt: number, outer: Account | undefined) {
	// What was recorded is never refused: it counts before anything new is begun.
	const before = shared.run.recordedBefore().filter((name) => isAt(place, name));
	return {
		limits,
		used: {
			modelCalls: before.filter(isModelCall).length,
			toolCalls: new Set(before.flatMap((name) => toolCallOf(name) ?? [])).size,
		},
		purse: createPurse(limits.budgetUsd),
		time: timeOf(shared, limits.seconds, startedAt, outer?.time.signal ?? shared.run.signal),
	};
}

/** `accounts`: of the teams around it, the outermost first, and its own. */
function meterOf(shared: Shared, accounts: readonly [...Account[], Account]): Meter {
	const { run } = shared;
	const own = accounts.at(-1) as Account;
	const take = (name: Counted, keep: number) => {
		for (const { limits, used } of accounts) {
			if (used[name] + keep >= limits[name]) throw limitReached(name, limits[name]);
		}
		for (const { used } of accounts) used[name] += 1;
	};
	const purses = accounts.map(({ purse }) => purse);
	const meter: Meter = {
		limits: own.limits,
		used: own.used,
		signal: own.time.signal,
		elapsedMs: own.time.elapsedMs,
		spender: (keep) => ({
			signal: own.time.signal,
			async spend(name, estimateUsd, work) {
				if (run.recorded(name)) {
					const value = await run.spend(name, estimateUsd, work);
					for (const purse of purses) purse.add(recordedCost(value));
					return value;
				}
				meter.time();
				take('modelCalls', keep);
				let begun = false;
				const inTime: typeof work = (_, taken) => {
					begun = true;
					return work(own.time.signal, taken);
				};
				const bare: Spend = (...spent) => run.spend(...spent);
				try {
					return await purses.reduce<Spend>((through, purse) => purse.spend(through), bare)(name, estimateUsd, inTime);
				} finally {
					// What dollars did not allow was no call.
					if (!begun) for (const { used } of accounts) used.modelCalls -= 1;
				}
			},
		}),
		toolCall(name) {
			if ([name, askedName(name), outcomeName(name)].some((one) => run.recorded(one))) return;
			meter.time();
			take('toolCalls', 0);
		},
		time() {
			run.signal.throwIfAborted();
			for (const { limits, time } of accounts) if (time.isOver()) throw limitReached('seconds', limits.seconds);
		},
		waited(asked, from, to) {
			shared.waits.push({ from, to });
			shared.open.delete(asked);
			for (const { time } of accounts) time.again();
		},
		within: (place, limits, startedAt) =>
			meterOf(shared, [...accounts, accountOf(shared, place, limits, startedAt, own)]),
		close: own.time.close,
	};
	return meter;
}

type Time = { signal: AbortSignal; elapsedMs(): number; isOver(): boolean; again(): void; close(): void };

function timeOf({ clock, waits, open }: Shared, seconds: number, startedAt: number, outer: AbortSignal): Time {
	const over = new AbortController();
	const elapsedMs = () => {
		const now = clock.now().getTime();
		return now - startedAt - overlap(waits, startedAt, now);
	};
	let callOff = () => {};
	const again = () => {
		callOff();
		const leftMs = seconds * 1_000 - elapsedMs();
		if (leftMs > 0 && open.size === 0)
			callOff = clock.after(leftMs, () => over.abort(limitReached('seconds', seconds)));
	};
	again();
	return {
		signal: AbortSignal.any([outer, over.signal]),
		elapsedMs,
		isOver: () => over.signal.aborted || (open.size === 0 && elapsedMs() >= seconds * 1_000),
		again,
		close: () => callOff(),
	};
}

/** How long people were asked between two moments: two questions at once are one wait. */
function overlap(waits: readonly Wait[], from: number, to: number): number {
	let [sum, until] = [0, from];
	for (const wait of waits.toSorted((one, other) => one.from - other.from)) {
		const [begin, end] = [Math.max(wait.from, until), Math.min(wait.to, to)];
		if (end > begin) sum += end - begin;
		until = Math.max(until, end);
	}
	return sum;
}
