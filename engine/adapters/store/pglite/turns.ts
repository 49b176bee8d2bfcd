/** Who may use the one connection: single statements together, one behind the other on the wire; a transaction alone. */
import { RetryableError } from '../../../errors.ts';

export type Turns = {
	/** Starts `work`, whose statements are sent at once, as soon as no transaction is open. */
	shared<T>(work: () => Promise<T>): Promise<T>;
	/** Starts `work` as soon as no transaction is open, and holds back all others until it has ended. */
	alone<T>(work: () => Promise<T>): Promise<T>;
};

/** Throws RetryableError `store-unavailable` when a turn does not come within `longestWaitMs`. */
export function createTurns(longestWaitMs: number): Turns {
	/** Ends with the transaction that is open. Those who wait for it look again, in the order in which they came. */
	let open: Promise<void> | undefined;

	async function ended(transaction: Promise<void>): Promise<void> {
		const { promise: late, reject } = Promise.withResolvers<never>();
		const message = 'The database is held by a transaction that does not end.';
		const giveUp = () => reject(new RetryableError('store-unavailable', message, { notDone: true }));
		const timer = setTimeout(giveUp, longestWaitMs);
		await Promise.race([transaction, late]).finally(() => clearTimeout(timer));
	}

	return {
		async shared(work) {
			// Nothing may be awaited between this look and the start of the work: a BEGIN could come between.
			while (open !== undefined) await ended(open);
			return work();
		},
		async alone(work) {
			while (open !== undefined) await ended(open);
			const { promise, resolve } = Promise.withResolvers<void>();
			open = promise;
			try {
				return await work();
			} finally {
				open = undefined;
				resolve();
			}
		},
	};
}
