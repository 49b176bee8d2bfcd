/** What was asked of teams and what came of it: one entry for each task. */
import { z } from 'zod';
import { ErrorView, RunState } from './run.ts';

export const InteractionFeedback = z.strictObject({
	rating: z.enum(['good', 'bad']),
	comment: z.string().trim().min(1).max(2_000).optional(),
});
export type InteractionFeedback = z.infer<typeof InteractionFeedback>;

export const Interaction = z.object({
	/** Of the run; of one with several inputs, each has its own. */
	id: z.string(),
	/** The run as it was asked for. */
	runId: z.string(),
	team: z.string(),
	task: z.string(),
	sessionId: z.string().optional(),
	state: RunState,
	/** Whether the team has done all that was asked, as far as it can tell. */
	complete: z.boolean().optional(),
	/** The beginning of it. */
	answer: z.string().optional(),
	error: ErrorView.optional(),
	/** When it was asked, ISO 8601. */
	at: z.string(),
	/** From then to its end, with the time in which people were asked. */
	latencyMs: z.number().int().optional(),
	tokens: z.object({ input: z.number().int(), output: z.number().int() }),
	modelCalls: z.number().int(),
	costUsd: z.number(),
	feedback: InteractionFeedback.extend({ at: z.string() }).optional(),
});
export type Interaction = z.infer<typeof Interaction>;

/** Newest first. */
export const InteractionList = z.object({
	interactions: z.array(Interaction),
	/** What `after` takes for the entries that follow; left out on the last page. */
	next: z.string().optional(),
});
export type InteractionList = z.infer<typeof InteractionList>;
