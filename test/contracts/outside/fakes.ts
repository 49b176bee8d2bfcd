/** Stand-ins for what adapters of outside services are given, and looks at what they throw. */
import { inspect } from 'node:util';
import { systemClock } from '../../../engine/adapters/clock/system.ts';
import { SophiaError } from '../../../engine/errors.ts';
import type { Clock } from '../../../engine/ports/clock.ts';
import type { RateLimit } from '../../../engine/ports/rate-limit.ts';
import type { WriteGuard } from '../../../engine/ports/run-context.ts';
import type { Sandbox } from '../../servers/sandbox.ts';

export type RecordedRateLimit = RateLimit & { taken: { name: string; perSecond: number }[]; pauses: number[] };

/** Lets everybody pass at once and remembers who asked. */
export function recordedRateLimit(): RecordedRateLimit {
	const taken: RecordedRateLimit['taken'] = [];
	const pauses: number[] = [];
	return {
		taken,
		pauses,
		async take(name, perSecond, signal) {
			signal.throwIfAborted();
			taken.push({ name, perSecond });
		},
		async pause(_name, ms) {
			pauses.push(ms);
		},
	};
}

export const clock: Clock = systemClock;

/** For requests that nobody stops. */
export const unstopped: AbortSignal = new AbortController().signal;

export function openGuard(): WriteGuard {
	return { signal: unstopped, assertOpen() {} };
}

/** A guard whose time was over when it was asked; `asked` counts. */
export function closedGuard(): WriteGuard & { asked: number } {
	return {
		signal: unstopped,
		asked: 0,
		assertOpen() {
			this.asked += 1;
			throw new Error('the time is over');
		},
	};
}

/** Asks again and again, each time as soon as the last answer is there. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
	while (!(await condition())) await clock.sleep(5);
}

/** Waits until the sandbox has got a request for that operation. */
export function arrived(sandbox: Sandbox, operation: string): Promise<void> {
	return until(async () => (await sandbox.requests()).some((request) => request.operation === operation));
}

/** What the promise rejected with; fails when it did not. */
export async function errorOf(promise: Promise<unknown>): Promise<SophiaError> {
	const outcome = await promise.then(
		(value) => new Error(`it resolved with ${inspect(value)}`),
		(error: unknown) => error,
	);
	if (outcome instanceof SophiaError) return outcome;
	throw outcome;
}

/** Everything an error holds, hidden fields and causes included: where a secret would be found. */
export function everythingIn(error: unknown): string {
	return inspect(error, { depth: 20, showHidden: true, maxStringLength: null, breakLength: 200 });
}
