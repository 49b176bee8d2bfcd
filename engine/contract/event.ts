/** What happened, and who wants to be told of it. */
import { z } from 'zod';
import { Affiliation, Insight, RiskLabel, TalkStatistics } from './call.ts';
import { AskedKind, RunState } from './run.ts';

export const EventType = z.enum([
	'call.finished',
	'call.analyzed',
	'risk.appeared',
	'commitment.due',
	'budget.stopped',
	'approval.asked',
]);
export type EventType = z.infer<typeof EventType>;

/** Which events a subscription is told of. An empty list leaves nothing out. */
export const EventFilters = z.strictObject({
	types: z.array(EventType).min(1, 'name at least one').max(10),
	/** E-mail addresses of the calls' owners. An event whose rep is not known, or that is about no call, goes only to who asked for no rep. */
	reps: z.array(z.email().max(320)).max(200).default([]),
	/** Of `risk.appeared` alone. */
	labels: z.array(RiskLabel).max(50).default([]),
	/** Of `commitment.due` alone: whose promise it is. */
	owners: z.array(Affiliation).max(10).default([]),
	/** Of `budget.stopped` and `approval.asked` alone: which runs. Left out: all. */
	kinds: z.array(AskedKind).max(10).optional(),
});
export type EventFilters = z.infer<typeof EventFilters>;

const holdsNoLogin = (text: string) => {
	const url = URL.parse(text);
	return url === null || url.username + url.password + url.hash === '';
};

export const SubscriptionRequest = z.strictObject({
	/** Its origin must be one that the engine may call: see `CALLBACK_ORIGINS`. */
	url: z
		.url({ protocol: /^https?$/ })
		.max(2000)
		.refine(holdsNoLogin, 'must hold no login and no fragment'),
	filters: EventFilters,
});
export type SubscriptionRequest = z.infer<typeof SubscriptionRequest>;

/** `gone`: the address says that nobody is there any more. `failing`: nothing could be delivered for days. */
export const DisabledReason = z.enum(['gone', 'failing']);
export type DisabledReason = z.infer<typeof DisabledReason>;

export const Subscription = z.object({
	id: z.string(),
	url: z.string(),
	filters: EventFilters,
	state: z.enum(['active', 'disabled']),
	/** Why it is disabled. */
	reason: DisabledReason.optional(),
	/** Events that still have to be delivered. */
	pending: z.number().int(),
	createdAt: z.string(),
});
export type Subscription = z.infer<typeof Subscription>;

export const SubscriptionList = z.object({ subscriptions: z.array(Subscription) });

/** The only moment in which the secret can be read. */
export const SubscriptionCreated = Subscription.extend({
	/** `whsec_…`, as Standard Webhooks writes it. One that was given before no longer counts. */
	secret: z.string(),
});
export type SubscriptionCreated = z.infer<typeof SubscriptionCreated>;

/** The call that an event is about, as far as it is known at that moment. */
export const EventCall = z.object({
	id: z.string(),
	/** Id of the calls connection, or `upload`. */
	connection: z.string(),
	url: z.string(),
	title: z.string(),
	started: z.string(),
	durationSeconds: z.number(),
	rep: z.object({ id: z.string(), name: z.string(), email: z.string().optional() }),
	/** Address of the call's page in the engine; only where `PUBLIC_URL` is set. */
	page: z.string().optional(),
});
export type EventCall = z.infer<typeof EventCall>;

/** What a budget kept a run from doing; nothing of what was said, and nobody's name. */
export const BudgetStop = z.object({
	run: z.object({
		id: z.string(),
		kind: z.string(),
		state: RunState,
		/** Address of the page that shows what it cost; only where `PUBLIC_URL` is set. */
		page: z.string().optional(),
	}),
	budgetUsd: z.number(),
	/** With what was set aside and never settled, which counts as spent. */
	spentUsd: z.number(),
	/** What was not done, in plain words, e.g. `3 parts of 2 calls were read by no model`. */
	undone: z.array(z.string()),
	/** All of it in one or two sentences. */
	summary: z.string(),
});
export type BudgetStop = z.infer<typeof BudgetStop>;

/** That a run waits for a person; what the tool would be called with is told by the interface and shown on the page. */
export const ApprovalAsk = z.object({
	run: z.object({
		id: z.string(),
		kind: z.string(),
		/** Address of its page; only where `PUBLIC_URL` is set. */
		page: z.string().optional(),
	}),
	question: z.object({
		/** For `POST /v1/runs/:id/questions/:question/answer`. */
		id: z.string(),
		/** What is to be decided, in one sentence. */
		title: z.string(),
		tool: z.string(),
		/** Who wants to use it. */
		member: z.string(),
		/** Address of the page on which a person answers: whoever has it may. Only where `PUBLIC_URL` is set. */
		page: z.string().optional(),
	}),
});
export type ApprovalAsk = z.infer<typeof ApprovalAsk>;

const eventOf = <Type extends EventType, Data extends z.ZodObject>(type: Type, data: Data) =>
	z.object({
		/** The same for the same thing that happened, however often it is told: also the header `webhook-id`. */
		id: z.string(),
		type: z.literal(type),
		/** When it happened, ISO 8601. */
		timestamp: z.string(),
		data,
	});

/** The body of a delivery, in the form of Standard Webhooks. */
export const SophiaEvent = z.discriminatedUnion('type', [
	/** The call service says that a call is over; nothing was read yet. */
	eventOf('call.finished', z.object({ call: EventCall })),
	eventOf(
		'call.analyzed',
		z.object({
			call: EventCall,
			talk: TalkStatistics.pick({
				times: true,
				repTalkRatio: true,
				longestMonologueMs: true,
				interactivity: true,
				questionRate: true,
				questions: true,
			}),
			/** How many of each kind of insight, e.g. `{ risk: 2 }`. */
			counts: z.record(z.string(), z.number().int()),
			/** Next steps, commitments, risks, objections and decisions, as they were said; at most 50. */
			insights: z.array(Insight),
		}),
	),
	eventOf('risk.appeared', z.object({ call: EventCall, risk: Insight })),
	/** Once, in the first hour of the day that the words mean, in the tenant's zone. */
	eventOf('commitment.due', z.object({ call: EventCall, commitment: Insight })),
	/** Once for a run with all its children, when it has ended, where its budget kept something from being done. */
	eventOf('budget.stopped', BudgetStop),
	/** Once for each question that a run asks a person. */
	eventOf('approval.asked', ApprovalAsk),
]);
export type SophiaEvent = z.infer<typeof SophiaEvent>;
/** One that is about a call. */
export type CallEvent = Exclude<SophiaEvent, { type: 'budget.stopped' | 'approval.asked' }>;
