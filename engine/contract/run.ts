/** Requests for runs and their results. */
import { z } from 'zod';
import { CoachingDay, DeliveryMode } from './coaching.ts';

export const RunState = z.enum(['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled', 'timed-out']);
export type RunState = z.infer<typeof RunState>;

/** An absolute moment between the years 2000 and 2100, with its offset. */
const Instant = z.iso
	.datetime({ offset: true, error: 'must be a time with its zone, such as 2026-11-21T00:00:00Z' })
	.refine((text) => /^20\d\d-/.test(text), 'a date between the years 2000 and 2099');

export const CoachDayInput = z.strictObject({
	/** Half-open [from, to). Without it: from where the last completed window ended to the last local midnight. */
	window: z.strictObject({ from: Instant, to: Instant }).optional(),
});
export type CoachDayInput = z.infer<typeof CoachDayInput>;

export const CoachCallInput = z.strictObject({ callId: z.string().regex(/^[\w-]{1,64}$/, 'the id of a call') });
export type CoachCallInput = z.infer<typeof CoachCallInput>;

const ConnectionId = z.string().min(1).max(100);

const common = {
	connections: z.strictObject({ calls: ConnectionId, chat: ConnectionId.optional(), crm: ConnectionId.optional() }),
	delivery: DeliveryMode.default('preview'),
	/** E-mail address; chat messages of `only-me` go there. */
	recipient: z.email().max(320).optional(),
	/** Becomes part of the effect keys: a new label delivers again. */
	resend: z
		.string()
		.regex(/^[\w.-]{1,64}$/, 'letters, digits, dot, dash and underscore, at most 64')
		.optional(),
	/** Hard ceiling for the run with all its children, in dollars. */
	budgetUsd: z.number().min(0).max(1_000_000).default(1),
	deadlineSeconds: z.number().int().min(1).max(86_400).default(900),
	/** Where the engine says that the run has ended; it sends the run's id only. */
	callback: z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000) }).optional(),
};

export const RunRequest = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('coach-day'), inputs: z.array(CoachDayInput).min(1).max(1000), ...common }),
	z.strictObject({ kind: z.literal('coach-call'), inputs: z.array(CoachCallInput).min(1).max(1000), ...common }),
]);
export type RunRequest = z.infer<typeof RunRequest>;
export type RunRequestInput = z.input<typeof RunRequest>;

export const ErrorView = z.object({
	code: z.string(),
	message: z.string(),
	action: z.string(),
	details: z.record(z.string(), z.unknown()).optional(),
});
export type ErrorView = z.infer<typeof ErrorView>;

export const UnconfirmedEffect = z.object({
	key: z.string(),
	kind: z.string(),
	since: z.string(),
	reason: z.string().optional(),
});
export type UnconfirmedEffect = z.infer<typeof UnconfirmedEffect>;

export const InputResult = z.object({
	index: z.number().int(),
	state: RunState,
	/** A CoachingDay for the kinds of today; where it ended early what had been reached. */
	value: CoachingDay.or(z.record(z.string(), z.unknown())).optional(),
	error: ErrorView.optional(),
});
export type InputResult = z.infer<typeof InputResult>;

export const RunResult = z.object({
	id: z.string(),
	kind: z.string(),
	state: RunState,
	/** How the analysis was made; `extractive`: without a model. */
	analysis: z.enum(['extractive']),
	/** One for each input, in its order; present when the run has ended. */
	results: z.array(InputResult),
	/** Insights dropped because their quote did not stand in the transcript. */
	dropped: z.number().int(),
	/** Effects of which it is not known whether they happened. */
	unconfirmed: z.array(UnconfirmedEffect),
	spentUsd: z.number(),
	/** Whether somebody collected the result. */
	collected: z.boolean(),
	createdAt: z.string(),
	endedAt: z.string().optional(),
});
export type RunResult = z.infer<typeof RunResult>;

/** What POST /v1/runs answers for each run. */
export const RunAccepted = z.object({ id: z.string(), state: RunState, createdAt: z.string() });
export type RunAccepted = z.infer<typeof RunAccepted>;

export const RunEvent = z.discriminatedUnion('type', [
	z.object({ type: z.literal('state'), runId: z.string(), state: RunState, at: z.string() }),
	z.object({
		type: z.literal('progress'),
		runId: z.string(),
		text: z.string(),
		done: z.number(),
		total: z.number(),
		at: z.string(),
	}),
	z.object({ type: z.literal('step'), runId: z.string(), name: z.string(), at: z.string() }),
	z.object({ type: z.literal('spend'), runId: z.string(), spentUsd: z.number(), at: z.string() }),
]);
export type RunEvent = z.infer<typeof RunEvent>;
