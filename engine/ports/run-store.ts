/** Runs, steps, effects and budgets. Every write of an attempt is one statement conditional on its epoch. */
import type { DeliveryMode } from '../contract/coaching.ts';
import type { ErrorView, RunState } from '../contract/run.ts';

export type RunConnections = { calls: string; chat?: string; crm?: string };

export type NewRun = {
	id: string;
	kind: string;
	/** One element: the run works on it itself; more: each becomes a child. */
	inputs: { id: string; input: unknown }[];
	connections: RunConnections;
	delivery: DeliveryMode;
	recipient: string | undefined;
	resend: string | undefined;
	budgetNano: number;
	deadlineSeconds: number;
	callbackUrl: string | undefined;
	idempotency: { key: string; fingerprint: string } | undefined;
};

export type SubmittedRun = { id: string; state: RunState; createdAt: Date; /** False: the Idempotency-Key was known. */ created: boolean; queue: string[] };

/** An attempt: who writes, and its number. */
export type Attempt = { tenant: string; runId: string; epoch: number };

export type ClaimedRun = Attempt & {
	rootId: string;
	parentId: string | undefined;
	kind: string;
	input: unknown;
	/** True for a root with more than one input: its children do the work. */
	batch: boolean;
	connections: RunConnections;
	delivery: DeliveryMode;
	recipient: string | undefined;
	resend: string | undefined;
	requestedAt: Date;
	/** Left until the deadline. */
	deadlineMs: number;
	steps: Map<string, unknown>;
};

export type StoredRun = {
	id: string;
	tenant: string;
	kind: string;
	state: RunState;
	batch: boolean;
	value: unknown;
	error: ErrorView | undefined;
	createdAt: Date;
	endedAt: Date | undefined;
	collectedAt: Date | undefined;
	spentNano: number;
	unconfirmed: { key: string; kind: string; since: Date; reason: string | undefined }[];
	children: { index: number; state: RunState; value: unknown; error: ErrorView | undefined }[];
};
