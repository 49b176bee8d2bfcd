/** Attempts at runs as a store sees them, without queue and workers: a test decides who crashes when. */

import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createRunStores, type RunStores } from '../../../engine/adapters/store/shared/run-store.ts';
import type { ClaimedRun, NewRun } from '../../../engine/ports/run-store.ts';

export const TENANT = 'acme';

export type Claims = {
	stores: RunStores;
	/** The first attempt at a new run. */
	begin(options?: { budgetNano?: number }): Promise<ClaimedRun>;
	/** The next attempt at its run: the one given has died, or is taken for dead. */
	takeOver(attempt: ClaimedRun): Promise<ClaimedRun>;
};

export function newRun(): NewRun {
	return {
		id: crypto.randomUUID(),
		kind: 'any',
		inputs: [{ id: crypto.randomUUID(), input: {} }],
		connections: { calls: 'c' },
		delivery: 'send',
		recipient: undefined,
		resend: undefined,
		budgetNano: 0,
		deadlineSeconds: 600,
		callbackUrl: undefined,
		idempotency: undefined,
	};
}

const TEXTS = { crashed: {}, timedOut: { message: '', action: '' } };

export function claimsOn(database: Database, tenant = TENANT): Claims {
	const stores = createRunStores(database, TEXTS);
	const claim = async (runId: string): Promise<ClaimedRun> => {
		// One worker for each attempt: its death concerns no other.
		const claimed = await stores.attempts.claim({ tenant, runId, turn: 0 }, workerOf(runId));
		if (!claimed) throw new Error('There was nothing to claim.');
		return claimed;
	};
	return {
		stores,
		async begin({ budgetNano = 0 } = {}) {
			const run = { ...newRun(), budgetNano };
			await stores.runs.submit(tenant, [run]);
			return claim(run.id);
		},
		async takeOver({ runId }) {
			await stores.sweep.leave(workerOf(runId));
			return claim(runId);
		},
	};
}

const workerOf = (runId: string) => `worker of ${runId}`;
