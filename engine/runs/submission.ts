/** From a checked request to a row: ids, budget, and what an Idempotency-Key is compared by. */
import type { RunRequest } from '../contract/run.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { NewRun, RunConnections } from '../ports/run-store.ts';
import type { RunSubmission } from '../ports/runs.ts';

const NANO = 1e9;

export type SubmissionTools = { hash: Hasher; newId: () => string };

export function toNewRun({ hash, newId }: SubmissionTools, { idempotencyKey, request }: RunSubmission): NewRun {
	return {
		id: newId(),
		kind: request.kind,
		inputs: request.inputs.map((input) => ({ id: newId(), input })),
		connections: connectionsOf(request),
		delivery: request.delivery,
		recipient: request.recipient,
		resend: request.resend,
		budgetNano: Math.round(request.budgetUsd * NANO),
		deadlineSeconds: request.deadlineSeconds,
		callbackUrl: request.callback?.url,
		idempotency:
			idempotencyKey === undefined ? undefined : { key: idempotencyKey, fingerprint: fingerprint(hash, request) },
	};
}

/** Kind, inputs, connections and delivery: what makes two requests the same piece of work. */
function fingerprint(hash: Hasher, request: RunRequest): string {
	const { delivery, inputs, kind, recipient, resend } = request;
	return hash(stable({ kind, inputs, connections: connectionsOf(request), delivery, recipient, resend }));
}

/** The tier says nothing where no model is named. */
function connectionsOf({ connections: { models, ...services }, tier }: RunRequest): RunConnections {
	return { ...services, ...(models ? { models: { ids: models, tier } } : {}) };
}

/** JSON with its keys in order. */
function stable(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) => {
		if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
		return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}
