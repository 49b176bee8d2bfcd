/** Asks a model, and the next one where it fails: each try within the run's budget, and none of them paid twice. */
import type { Tier } from '../../contract/model.ts';
import { RetryableError, TerminalError } from '../../errors.ts';
import type { Breakers } from '../../ports/breakers.ts';
import type { Clock } from '../../ports/clock.ts';
import type { GenerateRequest, Generation, Model, Usage } from '../../ports/model.ts';
import type { RunContext } from '../../ports/run-context.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { type Catalog, noneReached } from './catalog.ts';
import { type Failure, failureOf } from './failure.ts';
import { inputTokensOf } from './input-tokens.ts';
import { type Choice, movedBetween, route } from './route.ts';

export type ModelPorts = {
	catalog: Catalog;
	/** Providers to which the run has a connection. */
	providers: ReadonlySet<string>;
	/** Opens a model of the catalog over the run's connection. */
	open(id: string): Promise<Model>;
	breakers: Breakers;
	/** Of a model, the name under which its breaker is kept: it carries the connection. */
	breakerOf(id: string): string;
	tokens: Tokens;
	clock: Clock;
	/**
	 * Until when a provider wishes that a model is left alone, ms since 1970, by the names of breakers: heard by one request, obeyed
	 * by all of this process.
	 */
	leftAlone: Map<string, number>;
};

export type Asked = Omit<GenerateRequest, 'signal'> & {
	/** Unique within the run. */
	name: string;
	tier: Tier;
	/** Throws where the answer does not fit; what it returns is recorded. */
	check?: (generation: Generation) => unknown;
};

export type Answered = Pick<Generation, 'text' | 'toolCalls' | 'data'> & {
	/** `provider/name` of the catalog. */
	model: string;
	tier: Tier;
	/** `costUsd` is what the budget was charged. */
	usage: Usage & { costUsd: number };
	/** The tier asked for could not take it, so one above or below did. */
	moved?: 'up' | 'down';
};

/**
 * Until when a model that failed is left alone, ms since 1970; without it for the rest of the request. `costUsd`: what
 * the budget was charged all the same.
 */
type Failed = Omit<Failure['failed'], 'asideMs'> & { asideUntil?: number; costUsd?: number };

/** What a try is recorded as. `asked`: the tier that was wished for, where it is another. */
type Tried = { model: string; tier: Tier; asked?: Tier } & ({ generation: Paid } | { failed: Failed });
type Paid = Omit<Generation, 'usage'> & Pick<Answered, 'usage'>;

/** Codes that `generate` throws where it is for models or money that there is no answer; any other is a fault, or the end of the run. */
export const NO_MODEL: ReadonlySet<string> = new Set([
	...['budget-exceeded', 'models-none', 'models-failed', 'models-unavailable', 'model-request-too-large'],
]);

/** With three models of which each fails three times in ten, one request in 15,000 fails all of them. */
const MOST_TRIES = 8;

/** So often a request looks at breakers that are open: that is no try, for nothing was asked. */
const MOST_LOOKS = 16;

const TIMEOUT_MS = 30_000;

/** So soon a model whose breaker is open is looked at again. */
const LEFT_ALONE_MS = 5_000;

/** Longer waits give the worker's slot back: the run is tried again. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Throws `models-none` where the run reaches no model, `model-request-too-large` where the request fits none under its
 * ceiling, `budget-exceeded` where not even the cheapest fits into what is left, `models-failed` with the last reason
 * where each failed for good, and `models-unavailable`, which is worth trying again.
 */
export async function generate(
	run: Pick<RunContext, 'spend' | 'signal'>,
	ports: ModelPorts,
	{ name, tier, check, ...request }: Asked,
): Promise<Answered> {
	const { breakerOf, catalog, clock, leftAlone, providers, tokens } = ports;
	const { choices, none } = route(catalog, {
		...{ tier, providers, maxOutputTokens: request.maxOutputTokens },
		keeps: request.messages.some((message) => 'keep' in message && message.keep),
		inputTokensOf: (tokenizer) => inputTokensOf(request, tokens, tokenizer),
	});
	if (none === 'no-provider') throw new TerminalError('models-none', noneReached(catalog, tier, providers));
	if (none === 'too-large') throw new TerminalError('model-request-too-large');
	/** Until when a model is left alone by this request, ms since 1970. */
	const aside = new Map<string, number>();
	const untilOf = (id: string) => Math.max(aside.get(id) ?? 0, leftAlone.get(breakerOf(id)) ?? 0);
	let last: Failed | undefined;
	/** Requests of this attempt at the run: those that an earlier one recorded cost no time and no try. */
	let made = 0;
	let looked = 0;
	for (let attempt = 1; made < MOST_TRIES && looked < MOST_LOOKS; attempt += 1) {
		const ready = await readyOf(choices, untilOf, clock, run.signal, last);
		const mostUsd = ready.map((choice) => choice.mostUsd);
		const tried = await run.spend(`${name}: model call ${attempt}`, mostUsd, async (signal, taken) => {
			const choice = ready[taken] as Choice;
			const { usedUsd, ...outcome } = await tryOnce(ports, choice, { ...request, signal }, check);
			const failed = 'failed' in outcome ? outcome.failed : undefined;
			if (failed?.code === BREAKER_OPEN) looked += 1;
			else made += 1;
			if (failed?.code === 'vendor-rate-limited') leaveAlone(leftAlone, breakerOf(choice.id), failed.asideUntil, clock);
			return { usedUsd, value: { model: choice.id, tier: choice.tier, ...asked(tier, choice), ...outcome } as Tried };
		});
		if ('generation' in tried) {
			const { text, toolCalls, data, usage } = tried.generation;
			const moved = movedBetween(tier, tried.tier);
			return { text, toolCalls, data, usage, model: tried.model, tier: tried.tier, ...(moved ? { moved } : {}) };
		}
		last = tried.failed;
		aside.set(tried.model, last.asideUntil ?? Number.POSITIVE_INFINITY);
	}
	throw unavailable(last);
}

const asked = (tier: Tier, choice: Choice) => (choice.tier === tier ? {} : { asked: tier });

const BREAKER_OPEN = 'model-left-alone';

/** Names that are kept; those whose time is over go first. */
const MOST_LEFT_ALONE = 1_000;

function leaveAlone(leftAlone: Map<string, number>, name: string, until: number | undefined, clock: Clock): void {
	if (until === undefined) return;
	const now = clock.now().getTime();
	if (leftAlone.size >= MOST_LEFT_ALONE) {
		for (const [other, over] of leftAlone) if (over <= now) leftAlone.delete(other);
	}
	if (leftAlone.size < MOST_LEFT_ALONE) leftAlone.set(name, until);
}

/** For a model of the tier that was asked for so long is waited; then one of a lower tier has to do. */
const WORTH_WAITING_MS = 10_000;

/**
 * The models that may be asked now, waiting where each is left alone for a while. Those of lower tiers are there for short
 * budgets; where the others are left alone for longer, they are asked for their own sake.
 */
async function readyOf(
	choices: Choice[],
	untilOf: (id: string) => number,
	clock: Clock,
	signal: AbortSignal,
	last: Failed | undefined,
): Promise<Choice[]> {
	for (;;) {
		const now = clock.now().getTime();
		const ready = choices.filter(({ id }) => untilOf(id) <= now);
		const untilFirst = (among: Choice[]) => Math.min(...among.map(({ id }) => untilOf(id))) - now;
		const best = choices.filter(({ tier }) => tier === choices[0]?.tier);
		const soon = untilFirst(best);
		if (soon <= 0 || (ready.length > 0 && soon > WORTH_WAITING_MS)) return ready;
		const wait = ready.length > 0 ? soon : untilFirst(choices);
		if (wait === Number.POSITIVE_INFINITY) {
			throw new TerminalError('models-failed', last && `Every model failed; the last: ${last.message}`, {
				details: { last: last?.code },
			});
		}
		if (wait > LONGEST_WAIT_MS) throw unavailable(last, wait);
		await clock.sleep(wait, signal);
	}
}

/** What fails before any request leaves costs nothing. */
async function prepared<Value>(prepare: () => Promise<Value>): Promise<Value | { failed: Failure['failed'] }> {
	try {
		return await prepare();
	} catch (error) {
		return { failed: failureOf(error).failed };
	}
}

/** As it is recorded: a replay must not wait for what is over. */
function later({ asideMs, ...failed }: Failure['failed'], clock: Clock): Failed {
	return { ...failed, ...(asideMs === undefined ? {} : { asideUntil: clock.now().getTime() + asideMs }) };
}

type Outcome = { usedUsd: number } & ({ generation: Paid } | { failed: Failed });

/** One request to one model; what it settles is what the provider says it cost, and all that was reserved where it does not say. */
async function tryOnce(
	{ breakers, breakerOf, clock, open }: ModelPorts,
	{ id, mostUsd }: Choice,
	request: GenerateRequest,
	check: Asked['check'],
): Promise<Outcome> {
	const opened = await prepared(async () => ({
		model: await open(id),
		breaker: breakerOf(id),
		entered: await breakers.enter(breakerOf(id), request.signal),
	}));
	request.signal.throwIfAborted();
	if ('failed' in opened) return { usedUsd: 0, failed: later(opened.failed, clock) };
	const { model, breaker, entered } = opened;
	if (entered === 'open') {
		const message = `${id} failed too often and is left alone for a while.`;
		return { usedUsd: 0, failed: later({ code: BREAKER_OPEN, message, asideMs: LEFT_ALONE_MS }, clock) };
	}
	const limited = withDeadline(request.signal, TIMEOUT_MS, clock);
	try {
		const generation = await model.generate({ ...request, signal: limited.signal });
		await breakers.record(breaker, entered, 'success');
		return settled(generation, mostUsd, clock, check);
	} catch (error) {
		request.signal.throwIfAborted();
		const { failed, outcome, billedUsd } = failureOf(limited.expired() ? timedOut(id) : error);
		await breakers.record(breaker, entered, outcome);
		const usedUsd = billedUsd === 'unknown' ? mostUsd : Math.min(billedUsd, mostUsd);
		return { usedUsd, failed: { ...later(failed, clock), ...(usedUsd > 0 ? { costUsd: usedUsd } : {}) } };
	} finally {
		limited.clear();
	}
}

/** What is more than a request of that size can cost is no bill but a fault: it counts as all that was reserved. */
function settled(generation: Generation, mostUsd: number, clock: Clock, check: Asked['check']): Outcome {
	const { costUsd } = generation.usage;
	const usedUsd = costUsd !== undefined && costUsd >= 0 && costUsd <= mostUsd ? costUsd : mostUsd;
	const usage = { ...generation.usage, costUsd: usedUsd };
	try {
		return { usedUsd, generation: { ...generation, usage, data: check ? check(generation) : generation.data } };
	} catch (error) {
		return { usedUsd, failed: { ...later(failureOf(error).failed, clock), costUsd: usedUsd } };
	}
}

const timedOut = (id: string) =>
	new RetryableError('model-timed-out', `${id} did not answer in ${TIMEOUT_MS / 1_000} s.`);

const unavailable = (last: Failed | undefined, retryAfterMs?: number) =>
	new RetryableError('models-unavailable', last && `No model answers at present; the last: ${last.message}`, {
		details: { last: last?.code },
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
	});

/** A signal that also aborts after that time. */
function withDeadline(signal: AbortSignal, ms: number, clock: Clock) {
	const request = new AbortController();
	let expired = false;
	const stop = () => request.abort(signal.reason);
	if (signal.aborted) stop();
	signal.addEventListener('abort', stop, { once: true });
	const callOff = clock.after(ms, () => {
		expired = true;
		request.abort(new Error('timed out'));
	});
	return {
		signal: request.signal,
		expired: () => expired,
		clear: () => {
			signal.removeEventListener('abort', stop);
			callOff();
		},
	};
}
