/** The protocol of effects on every store: what is written at most once, and what is asked before it is repeated. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { systemClock } from '../../../engine/adapters/clock/system.ts';
import { RetryableError, TerminalError } from '../../../engine/errors.ts';
import type { Clock } from '../../../engine/ports/clock.ts';
import type { EffectAttempt, EffectOutcome, Found, WriteGuard } from '../../../engine/ports/run-context.ts';
import type { ClaimedRun } from '../../../engine/ports/run-store.ts';
import { runEffect } from '../../../engine/runs/effect.ts';
import { createInTurn } from '../../../engine/runs/in-turn.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { type Claims, claimsOn, TENANT } from './claimed.ts';

/** Short, for tests that wait until a write is over; a slow machine only waits longer. */
const TIMES = { deadlineMs: 300, graceMs: 200 };
/** For tests in which a write must not be over before it is made. */
const LONG_TIMES = { deadlineMs: 60_000, graceMs: 0 };

/** Pauses of seconds, between questions and after refusals, pass quickly. */
const clock: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms >= 1_000 ? ms / 50 : ms, signal) };

type Receipt = { id: number };

/** Another system: what landed in it, and how often it was asked. */
class Elsewhere {
	landed: Receipt[] = [];
	tried = 0;
	asked = 0;

	land(): Receipt {
		const receipt = { id: this.landed.length + 1 };
		this.landed.push(receipt);
		return receipt;
	}

	/** An effect there. `write` is given the number of the try; `find` reads what landed where nothing else is said. */
	effect(
		write: (number: number, guard: WriteGuard) => Promise<Receipt> = async () => this.land(),
		find: () => Promise<Found<Receipt>> = async () => this.look(),
	): EffectAttempt<Receipt> {
		return {
			kind: 'message',
			do: (guard) => {
				this.tried += 1;
				return write(this.tried, guard);
			},
			find: () => {
				this.asked += 1;
				return find();
			},
		};
	}

	look(): Found<Receipt> {
		const [receipt] = this.landed;
		return receipt ? { answer: 'present', receipt } : { answer: 'absent' };
	}
}

for (const adapter of STORES) {
	need(...adapter.needs)(`effects on ${adapter.name}`, () => {
		let store: OpenStore;
		let claims: Claims;
		let elsewhere: Elsewhere;
		let key: string;

		beforeAll(async () => {
			store = await adapter.open();
			claims = claimsOn(store.database);
		});
		afterAll(() => store?.close());
		beforeEach(() => {
			elsewhere = new Elsewhere();
			key = crypto.randomUUID();
		});

		const unstopped = new AbortController().signal;
		const run = (attempt: ClaimedRun, effect: EffectAttempt<Receipt>, { signal = unstopped, times = TIMES } = {}) =>
			runEffect({ store: claims.stores.effects, clock, times, inTurn: createInTurn() }, attempt, key, effect, signal);
		const unconfirmedOf = async ({ runId }: ClaimedRun) =>
			(await claims.stores.runs.read(TENANT, runId))?.unconfirmed.map((one) => one.key);

		it('writes once where two runs want the same at the same time', async () => {
			verifies('effects.one-writer');
			const runs = await Promise.all([claims.begin(), claims.begin()]);
			const go = Promise.withResolvers<void>();
			const begun = Promise.withResolvers<void>();
			const effect = elsewhere.effect(async () => {
				begun.resolve();
				await go.promise;
				return elsewhere.land();
			});
			const outcomes = runs.map((attempt) => run(attempt, effect, { times: LONG_TIMES }));
			await begun.promise;
			go.resolve();
			const settled = await Promise.all(outcomes);
			expect(elsewhere).toMatchObject({ tried: 1, landed: [{ id: 1 }] });
			expect(settled.map(({ state }) => state)).toEqual(['done', 'done']);
			expect(settled.filter((outcome) => outcome.state === 'done' && outcome.here)).toHaveLength(1);
		});

		it('gives a run that comes later the receipt of the one that wrote', async () => {
			await run(await claims.begin(), elsewhere.effect());
			expect(await run(await claims.begin(), elsewhere.effect())).toEqual({
				state: 'done',
				receipt: { id: 1 },
				here: false,
			});
			expect(elsewhere).toMatchObject({ tried: 1, asked: 0 });
		});

		it('lets another run try what surely failed', async () => {
			const refused = elsewhere.effect(() => Promise.reject(new TerminalError('vendor-refused', 'no such channel')));
			const first = await run(await claims.begin(), refused);
			expect(first).toMatchObject({ state: 'failed', error: { code: 'vendor-refused', message: 'no such channel' } });
			expect(await run(await claims.begin(), elsewhere.effect())).toMatchObject({ state: 'done', here: true });
			expect(elsewhere).toMatchObject({ tried: 2, asked: 0, landed: [{ id: 1 }] });
		});

		it('waits for no refusal that lasts an hour: a later run may do it', async () => {
			const tired = () =>
				new RetryableError('vendor-rate-limited', 'daily limit', { notDone: true, retryAfterMs: 3_600_000 });
			const outcome = await run(
				await claims.begin(),
				elsewhere.effect(() => Promise.reject(tired())),
			);
			expect(outcome).toMatchObject({ state: 'failed', error: { code: 'vendor-rate-limited' } });
			const later = await run(await claims.begin(), elsewhere.effect());
			expect(later).toMatchObject({ state: 'done', here: true });
		});

		it('tries again what was surely refused for now, and gives up in the end', async () => {
			const busy = () => new RetryableError('vendor-rate-limited', undefined, { notDone: true, retryAfterMs: 1 });
			const twice = elsewhere.effect(async (number) => {
				if (number < 3) throw busy();
				return elsewhere.land();
			});
			expect(await run(await claims.begin(), twice)).toMatchObject({ state: 'done' });
			expect(elsewhere).toMatchObject({ tried: 3, asked: 0 });

			key = crypto.randomUUID();
			const always = elsewhere.effect(() => Promise.reject(busy()));
			expect(await run(await claims.begin(), always)).toMatchObject({ state: 'failed' });
			expect(elsewhere).toMatchObject({ asked: 0, landed: [{ id: 1 }] });
		});

		it.each([
			['an error nobody knows', () => new TypeError('what?')],
			['a cut connection', () => new RetryableError('vendor-unavailable', 'cut')],
		])('asks before it repeats a write that ended with %s', async (_, failure) => {
			verifies('effects.waits-before-asking');
			const begunAt = Date.now();
			let askedAt = 0;
			const landsUnheard = elsewhere.effect(
				async () => {
					elsewhere.land();
					throw failure();
				},
				async () => {
					askedAt = Date.now();
					return elsewhere.look();
				},
			);
			expect(await run(await claims.begin(), landsUnheard)).toEqual({ state: 'done', receipt: { id: 1 }, here: true });
			expect(elsewhere).toMatchObject({ tried: 1, asked: 1 });
			// Not before the request could no longer land.
			expect(askedAt - begunAt).toBeGreaterThanOrEqual(TIMES.deadlineMs + TIMES.graceMs);

			key = crypto.randomUUID();
			elsewhere = new Elsewhere();
			const lost = elsewhere.effect(async (number) => {
				if (number === 1) throw failure();
				return elsewhere.land();
			});
			expect(await run(await claims.begin(), lost)).toMatchObject({ state: 'done', here: true });
			expect(elsewhere).toMatchObject({ tried: 2, asked: 1, landed: [{ id: 1 }] });
		});

		it.each([
			['says so', async (): Promise<Found<Receipt>> => ({ answer: 'cannot-tell', reason: 'rate limit' })],
			['does not answer', () => Promise.reject(new RetryableError('vendor-unavailable', 'rate limit'))],
			['breaks', () => Promise.reject(new TypeError('of undefined'))],
		])('repeats nothing while the other system cannot tell (%s), and settles it later', async (_, find) => {
			verifies('effects.cannot-tell', 'effects.unconfirmed');
			const unheard = async (): Promise<never> => {
				elsewhere.land();
				throw new Error('cut');
			};
			const first = await claims.begin();
			expect(await run(first, elsewhere.effect(unheard, find))).toMatchObject({ state: 'unconfirmed' });
			expect(elsewhere.asked).toBeGreaterThan(1);
			expect(await unconfirmedOf(first)).toEqual([key]);
			const second = await claims.begin();
			expect(await run(second, elsewhere.effect(unheard, find))).toMatchObject({ state: 'unconfirmed' });
			expect(elsewhere).toMatchObject({ tried: 1, landed: [{ id: 1 }] });
			// Each run that could not know says so.
			expect(await unconfirmedOf(second)).toEqual([key]);

			expect(await run(await claims.begin(), elsewhere.effect())).toEqual({
				state: 'done',
				receipt: { id: 1 },
				here: false,
			});
			expect(elsewhere.tried).toBe(1);
			expect(await unconfirmedOf(first)).toEqual([]);
		});

		it('delivers later what stayed unconfirmed and turns out to be absent', async () => {
			const cannotTell = async (): Promise<Found<Receipt>> => ({ answer: 'cannot-tell', reason: 'scope' });
			const cut = () => Promise.reject(new Error('cut'));
			await run(await claims.begin(), elsewhere.effect(cut, cannotTell));
			expect(await run(await claims.begin(), elsewhere.effect())).toMatchObject({ state: 'done', here: true });
			expect(elsewhere).toMatchObject({ tried: 2, landed: [{ id: 1 }] });
		});

		it('closes the guard when the time that was announced is over', async () => {
			verifies('effects.guard-at-the-last-moment');
			const slow = elsewhere.effect(async (number, guard) => {
				if (number === 1) await new Promise((resolve) => guard.signal.addEventListener('abort', resolve));
				if (number === 1) guard.assertOpen();
				return elsewhere.land();
			});
			expect(await run(await claims.begin(), slow)).toMatchObject({ state: 'done', receipt: { id: 1 } });
			expect(elsewhere).toMatchObject({ tried: 2, landed: [{ id: 1 }] });
		});

		it('records the receipt of an attempt that was taken for dead', async () => {
			const first = await claims.begin();
			const begun = Promise.withResolvers<void>();
			const go = Promise.withResolvers<void>();
			const late = elsewhere.effect(async () => {
				begun.resolve();
				await go.promise;
				return elsewhere.land();
			});
			const slow = run(first, late, { times: LONG_TIMES });
			await begun.promise;
			const second = await claims.takeOver(first);
			const waiting = run(
				second,
				elsewhere.effect(undefined, () => Promise.reject(new Error('not to be asked'))),
			);
			go.resolve();
			expect(await slow).toMatchObject({ state: 'done', receipt: { id: 1 } });
			expect(await waiting).toEqual({ state: 'done', receipt: { id: 1 }, here: true });
			expect(elsewhere).toMatchObject({ tried: 1, landed: [{ id: 1 }] });
		});

		it('keeps a writer that comes back too late from writing and from recording', async () => {
			verifies('effects.stopped-worker');
			const first = await claims.begin();
			const begun = Promise.withResolvers<void>();
			const go = Promise.withResolvers<void>();
			const stopped = run(
				first,
				elsewhere.effect(async (_, guard) => {
					begun.resolve();
					await go.promise;
					guard.assertOpen();
					return elsewhere.land();
				}),
			);
			await begun.promise;
			const second = await claims.takeOver(first);
			expect(await run(second, elsewhere.effect())).toEqual({ state: 'done', receipt: { id: 1 }, here: true });
			go.resolve();
			await expect(stopped).rejects.toMatchObject({ code: 'run-superseded' });
			expect(elsewhere.landed).toHaveLength(1);
			expect(await outcomeOf(second)).toMatchObject({ state: 'done', receipt: { id: 1 } });
		});

		it('writes nothing for an attempt that has lost its run, or was stopped', async () => {
			const first = await claims.begin();
			const second = await claims.takeOver(first);
			await expect(run(first, elsewhere.effect())).rejects.toMatchObject({ code: 'run-superseded' });
			await expect(run(second, elsewhere.effect(), { signal: AbortSignal.abort('stop') })).rejects.toBe('stop');
			expect(elsewhere).toMatchObject({ tried: 0, asked: 0 });
		});

		async function outcomeOf(attempt: ClaimedRun): Promise<EffectOutcome<Receipt>> {
			return run(
				attempt,
				elsewhere.effect(() => Promise.reject(new Error('not to be done'))),
			);
		}
	});
}
