/** What a run cost: every model call of its whole tree, and what became of it. No prompt, transcript or answer. */
import { z } from 'zod';
import { Gap } from './coaching.ts';
import { Tier } from './model.ts';
import { ErrorView, RunState, UnconfirmedEffect } from './run.ts';

/** Each token is counted once: those read from or written to the provider's cache are not among `input`. */
const TokensUsed = z.object({
	input: z.number().int(),
	cacheRead: z.number().int(),
	cacheWrite: z.number().int(),
	output: z.number().int(),
});

/** Something that a run did and that can cost: shown in the order of the tree, children after what their parent did itself. */
export const CostEntry = z.object({
	/** `other`: spending that asked no model. */
	kind: z.enum(['model-call', 'other']),
	/** Of the step, as it was recorded. */
	name: z.string(),
	/** Which try of that step it was, from 1 on. */
	attempt: z.number().int().optional(),
	/** The child run that did it; left out where the run did it itself. */
	child: z
		.object({
			id: z.string(),
			kind: z.string(),
			/** By kind: the id of a call; of the inputs of a batch their index. */
			key: z.string(),
			/** Of the call that it is about. */
			title: z.string().optional(),
		})
		.optional(),
	startedAt: z.string().optional(),
	endedAt: z.string().optional(),
	/** What the budget was charged; while it is under way, and where it was never settled, what was set aside. */
	costUsd: z.number(),
	/**
	 * `known`: answers that had been paid before. `left-out`: no model could be asked. `unsettled`: its attempt was cut off,
	 * and nobody knows what it cost.
	 */
	outcome: z.enum(['done', 'failed', 'known', 'left-out', 'under-way', 'unsettled']),
	/** How many answers were known. */
	count: z.number().int().optional(),
	/** `provider/name`, as in the catalog. */
	model: z.string().optional(),
	tier: Tier.optional(),
	/** Another tier than asked for: the request fits no model of that one, or the budget or its models fell short. */
	moved: z.enum(['up', 'down']).optional(),
	tokens: TokensUsed.optional(),
	/** By its code: what a provider said may repeat what it was asked. */
	error: ErrorView.optional(),
});
export type CostEntry = z.infer<typeof CostEntry>;

/** Tries of one model, those that failed among them. */
export const ModelCosts = z.object({
	model: z.string(),
	tries: z.number().int(),
	failed: z.number().int(),
	tokens: TokensUsed,
	costUsd: z.number(),
	/** Of `costUsd`: what the tries that failed were charged. */
	failedUsd: z.number(),
});
export type ModelCosts = z.infer<typeof ModelCosts>;

/** A tool that a member of a team used, or a question to a person that it waited for. */
export const TeamUse = z.object({
	/** `1-2-3`, as in the names of steps. */
	place: z.string(),
	member: z.string(),
	tool: z.string(),
	kind: z.enum(['use', 'wait']),
	state: z.enum(['done', 'failed', 'unconfirmed', 'open']),
	/** Of an error. */
	code: z.string().optional(),
	/** Of the inputs of a batch. */
	index: z.number().int(),
	startedAt: z.string(),
	/** Left out while a person is waited for. */
	endedAt: z.string().optional(),
});
export type TeamUse = z.infer<typeof TeamUse>;

const StateCount = z.object({ state: RunState, count: z.number().int() });

/** Lists are cut where they grow long, those that failed first among the inputs; `inAll` is how many there are. */
const listOf = <Item extends z.ZodType>(item: Item) => z.object({ inAll: z.number().int(), shown: z.array(item) });

export const RunCosts = z.object({
	id: z.string(),
	kind: z.string(),
	state: RunState,
	createdAt: z.string(),
	endedAt: z.string().optional(),
	/** What it is at, as it said last. */
	progress: z.object({ text: z.string(), done: z.number(), total: z.number() }).optional(),
	/** Settled; set aside and not settled, which counts as spent; and the ceiling. */
	budget: z.object({ spentUsd: z.number(), reservedUsd: z.number(), allowedUsd: z.number() }),
	inputs: listOf(z.object({ index: z.number().int(), state: RunState, error: ErrorView.optional() })),
	/** Child runs of the whole tree, the inputs of a batch among them. */
	children: z.array(StateCount),
	/** Over the whole tree, also what `entries` does not show; the dearest first. */
	models: z.array(ModelCosts),
	entries: listOf(CostEntry),
	unconfirmed: listOf(UnconfirmedEffect),
	gaps: listOf(Gap),
	/** Of teams: what their members used, and for whom they waited. */
	teamwork: z
		.object({
			uses: listOf(TeamUse),
			/** By input, the only one has 0: which limit ended the work early, and tools that nobody could be offered. */
			ended: z.array(
				z.object({
					index: z.number().int(),
					stoppedBy: z.string().optional(),
					missingTools: z.array(z.string()),
					/** How much of the work was not done; the result says what, and why. */
					notDone: z.number().int(),
					/** Tools that were asked for and not used: `shown` where the delivery is a preview. */
					notUsed: z.array(
						z.object({
							member: z.string(),
							tool: z.string(),
							state: z.enum(['refused', 'shown']),
							code: z.string().optional(),
							count: z.number().int(),
						}),
					),
				}),
			),
		})
		.optional(),
});
export type RunCosts = z.infer<typeof RunCosts>;
