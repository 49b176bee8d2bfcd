/** What the morning run makes: messages to reps, notes to the CRM, and the account of the day. */
import { z } from 'zod';
import { CrmReference, Evidence } from './call.ts';
import { ModelUse } from './model.ts';
import { PlaybookResult } from './playbook.ts';

export const DeliveryMode = z.enum(['preview', 'only-me', 'send']);
export type DeliveryMode = z.infer<typeof DeliveryMode>;

export const Window = z.object({ from: z.string(), to: z.string() });
/** Half-open span of time [from, to), ISO 8601. */
export type Window = z.infer<typeof Window>;

/**
 * What became of one message or note. `previewed`: shown only. `already-sent`: an earlier run delivered it.
 * `gap`: there was nobody, or no record, to deliver it to. `waiting`: held back (quiet hours).
 */
export const DeliveryState = z.enum(['previewed', 'sent', 'already-sent', 'unconfirmed', 'failed', 'gap', 'waiting']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** Who found the words around the quotes. The quotes, times, links, owners and days are placed by rules either way. */
export const WrittenBy = z.enum(['rules', 'model']);
export type WrittenBy = z.infer<typeof WrittenBy>;

/** What messages and notes have where the run names models. */
const written = {
	writtenBy: WrittenBy.optional(),
	/** The text as rules wrote it, beside one that a model has written; only in `preview`. */
	compared: z.string().optional(),
};

/** One point of a coaching message: what was seen, its proof, and where to hear it. */
export const CoachingPoint = z.object({
	title: z.string(),
	text: z.string(),
	evidence: Evidence,
	callTitle: z.string(),
	/** Address of the call in the call service. */
	url: z.string(),
	/** Address of the quote on the call's page in the engine; only where `PUBLIC_URL` is set. */
	page: z.string().optional(),
	/** Address of the page on which the rep says that this is not right; only where `PUBLIC_URL` is set. */
	disagree: z.string().optional(),
});
export type CoachingPoint = z.infer<typeof CoachingPoint>;

export const CoachingMessage = z.object({
	rep: z.object({ id: z.string(), name: z.string(), email: z.string().optional() }),
	/** ISO dates of the window's first and last day, in the tenant's zone, for the heading. */
	heading: z.string(),
	calls: z.number().int(),
	well: CoachingPoint.optional(),
	habit: CoachingPoint.optional(),
	/** Plain text of the whole, for previews and notifications. */
	text: z.string(),
	...written,
});
export type CoachingMessage = z.infer<typeof CoachingMessage>;

export const NoteLine = z.object({
	text: z.string(),
	owner: z.string().optional(),
	due: z.string().optional(),
	/** The day that `due` means, ISO date in the tenant's zone. */
	dueDate: z.string().optional(),
	evidence: Evidence,
});
export type NoteLine = z.infer<typeof NoteLine>;

export const CallNote = z.object({
	callId: z.string(),
	title: z.string(),
	url: z.string(),
	started: z.string(),
	/** By a model, at most two sentences, each with a quote of the note that carries it. */
	summary: z.array(z.object({ text: z.string(), evidence: Evidence })).optional(),
	commitments: z.array(NoteLine),
	openQuestions: z.array(NoteLine),
	nextStep: NoteLine.optional(),
	/** Left out where there are none, as are the two that follow. */
	objections: z.array(NoteLine).optional(),
	risks: z.array(NoteLine).optional(),
	/** Who decides, on what budget, until when, by what. */
	decisions: z.array(NoteLine).optional(),
	/** Address of the call's page in the engine, without coaching; only where `PUBLIC_URL` is set. */
	page: z.string().optional(),
	text: z.string(),
	...written,
});
export type CallNote = z.infer<typeof CallNote>;

export const SkipReason = z.enum([
	'private',
	'internal-only',
	'opted-out',
	'language',
	'no-transcript-yet',
	'transcript-never-came',
	'already-coached',
	'empty-transcript',
	'failed',
]);
export type SkipReason = z.infer<typeof SkipReason>;

const ErrorView = z.object({
	code: z.string(),
	message: z.string(),
	action: z.string(),
	details: z.record(z.string(), z.unknown()).optional(),
});

export const DeliveredMessage = z.object({
	message: CoachingMessage,
	to: z.object({ email: z.string().optional(), name: z.string().optional(), address: z.string().optional() }),
	state: DeliveryState,
	/** Why, for `gap`, `failed`, `unconfirmed` and `waiting`. */
	reason: z.string().optional(),
	error: ErrorView.optional(),
	/** Set for a message about a call that came in after its window. */
	lateCallId: z.string().optional(),
});
export type DeliveredMessage = z.infer<typeof DeliveredMessage>;

export const DeliveredNote = z.object({
	note: CallNote,
	to: z.array(CrmReference),
	state: DeliveryState,
	reason: z.string().optional(),
	error: ErrorView.optional(),
});
export type DeliveredNote = z.infer<typeof DeliveredNote>;

export const Gap = z.object({
	kind: z.enum([
		'rep-without-chat-user',
		'call-without-record',
		'call-failed',
		'call-without-transcript',
		'calls-left-out',
		'company-unread',
		'emails-unread',
		'emails-left-out',
	]),
	subject: z.string(),
	text: z.string(),
});
export type Gap = z.infer<typeof Gap>;

/** What models wrote of a day. */
export const DayWriting = z.object({
	/** Messages and notes in words of a model. */
	written: z.number().int(),
	/** Those whose words rules found, because: `number`, `name`, `too-long` … (docs/models.md), or the code of an error. */
	kept: z.array(z.object({ reason: z.string(), count: z.number().int() })),
	/** Single texts of notes left out because no quote carried them. */
	dropped: z.number().int(),
	/** Of the messages and notes, those for which an earlier run had paid. */
	known: z.number().int(),
	/** What was used of each model for it, this run. */
	models: z.array(ModelUse),
});
export type DayWriting = z.infer<typeof DayWriting>;

export const CoachingDay = z.object({
	window: Window.extend({
		zone: z.string(),
		/** True when the request named the window; such a window never moves the mark. */
		explicit: z.boolean(),
		/** True when this run completed the window. */
		completed: z.boolean(),
	}),
	delivery: DeliveryMode,
	calls: z.object({
		listed: z.number().int(),
		analyzed: z.number().int(),
		sentences: z.number().int(),
		skipped: z.array(z.object({ reason: SkipReason, count: z.number().int(), callIds: z.array(z.string()) })),
		carriedOver: z.array(z.object({ callId: z.string(), title: z.string(), since: z.string() })),
	}),
	messages: z.array(DeliveredMessage),
	notes: z.array(DeliveredNote),
	gaps: z.array(Gap),
	/** How calls did against their playbooks; left out where none was held against one. */
	playbooks: z.array(PlaybookResult.extend({ callId: z.string() })).optional(),
	/** Only where the run names models. */
	writing: DayWriting.optional(),
	/** `generative`: models have read at least one of the calls, or written a text; left out where none did. */
	analysis: z.literal('generative').optional(),
	/** Insights dropped because their quote did not stand in the transcript. */
	dropped: z.number().int(),
	/** Plain words for a manager. */
	summary: z.string(),
});
export type CoachingDay = z.infer<typeof CoachingDay>;
