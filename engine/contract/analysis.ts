/** Results of call intelligence: analyzed calls, answers, the view of a customer. */
import { z } from 'zod';
import { Affiliation, Call, CallAnalysis, CallPhase, Evidence, Insight, TalkFigure } from './call.ts';
import { Gap, SkipReason, Window } from './coaching.ts';
import { ModelUse } from './model.ts';
import { PlaybookResult } from './playbook.ts';

export { PlaybookFinding, PlaybookResult } from './playbook.ts';

/** One figure of a rep's call against the same rep's calls of the weeks before. */
export const TrendFigure = z.object({
	figure: TalkFigure,
	now: z.number(),
	/** Median of the calls before. */
	before: z.number(),
	/** Of the calls before, those that have the figure: at least five. */
	calls: z.number().int(),
	direction: z.enum(['up', 'down', 'steady']),
	/** Whether that is the better way for this figure; left out where neither is. */
	better: z.boolean().optional(),
});
export type TrendFigure = z.infer<typeof TrendFigure>;

export const Trend = z.object({
	/** Calls of the same rep that it rests on; under five there are no figures. */
	calls: z.number().int(),
	/** Where the weeks before begin; they end where the call began. ISO 8601. */
	from: z.string(),
	figures: z.array(TrendFigure),
});
export type Trend = z.infer<typeof Trend>;

/** A call with what was found in it. */
export const AnalyzedCallResult = z.object({
	call: Call.pick({
		id: true,
		url: true,
		title: true,
		started: true,
		durationSeconds: true,
		parties: true,
		rep: true,
		crm: true,
		times: true,
	}),
	analysis: CallAnalysis,
	playbook: PlaybookResult.optional(),
	trend: Trend.optional(),
	/** Address of the call's page in the engine; only where `PUBLIC_URL` is set. */
	page: z.string().optional(),
});
export type AnalyzedCallResult = z.infer<typeof AnalyzedCallResult>;

/** Value of `analyze-window`. */
export const AnalyzedWindow = z.object({
	window: Window.extend({ zone: z.string() }),
	calls: z.array(AnalyzedCallResult),
	listed: z.number().int(),
	skipped: z.array(z.object({ reason: SkipReason, count: z.number().int(), callIds: z.array(z.string()) })),
	gaps: z.array(Gap),
	/** `generative`: models have read at least one of the calls; left out where none did. */
	analysis: z.literal('generative').optional(),
	dropped: z.number().int(),
	summary: z.string(),
});
export type AnalyzedWindow = z.infer<typeof AnalyzedWindow>;

export const Email = z.strictObject({
	id: z.string().min(1).max(200),
	/** ISO 8601 with offset. */
	sent: z.iso.datetime({ offset: true }),
	subject: z.string().max(1_000).default(''),
	from: z.email().max(320),
	fromName: z.string().max(300).optional(),
	to: z.array(z.email().max(320)).max(200).default([]),
	/** Plain text. */
	text: z.string().max(200_000),
});
export type Email = z.infer<typeof Email>;

/** The proof of what stands in an e-mail: words of its text. */
export const EmailEvidence = z.object({
	emailId: z.string(),
	sent: z.string(),
	from: z.string(),
	subject: z.string(),
	quote: z.string().min(1),
});
export type EmailEvidence = z.infer<typeof EmailEvidence>;

/** Who a customer is: its name, and what it was found by. */
export const CustomerAccount = z.object({
	name: z.string(),
	domains: z.array(z.string()),
	companyId: z.string().optional(),
});
export type CustomerAccount = z.infer<typeof CustomerAccount>;

/** One passage of a call that answers a question: consecutive sentences, each quoted. */
export const AnswerPassage = z.object({
	/** Higher is better; comparable within one answer only. */
	score: z.number(),
	callTitle: z.string(),
	url: z.string(),
	started: z.string(),
	/** One for each turn of the passage, in order. */
	evidence: z.array(Evidence).min(1),
});
export type AnswerPassage = z.infer<typeof AnswerPassage>;

/** Words of e-mails that answer a question: one after another in e-mails that answer each other. */
export const EmailPassage = z.object({
	/** Higher is better; comparable among the e-mails of one answer only. */
	score: z.number(),
	evidence: z.array(EmailEvidence).min(1),
});
export type EmailPassage = z.infer<typeof EmailPassage>;

/** An answer in words, by a model. */
export const WrittenAnswer = z.object({
	/** Each with the words that carry it; none: the passages do not answer the question. */
	sentences: z.array(z.object({ text: z.string(), evidence: Evidence.or(EmailEvidence) })),
	/** Sentences left out because no quote carried them. */
	dropped: z.number().int(),
	models: z.array(ModelUse),
	/** Why no model has answered. */
	failed: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type WrittenAnswer = z.infer<typeof WrittenAnswer>;

/** Value of `ask`. */
export const Answer = z.object({
	question: z.string(),
	/** Only where an account was asked, as `window`, `emails` and `emailPassages`. */
	account: CustomerAccount.optional(),
	window: Window.extend({ zone: z.string() }).optional(),
	/** False: no passage answers it; then there are none. */
	said: z.boolean(),
	/** Best first. */
	passages: z.array(AnswerPassage),
	/** `generative`: a model has written the answer; left out where none did. */
	analysis: z.literal('generative').optional(),
	/** Only where the run names models. */
	written: WrittenAnswer.optional(),
	/** Best first, at most four. */
	emailPassages: z.array(EmailPassage).optional(),
	/** How many calls were looked through. */
	calls: z.number().int(),
	/** How many e-mails were looked through. */
	emails: z.number().int().optional(),
	skipped: z.array(z.object({ reason: SkipReason, count: z.number().int(), callIds: z.array(z.string()) })),
	gaps: z.array(Gap),
	/** Passages left out because a quote did not stand in the transcript. */
	dropped: z.number().int(),
	/** "Not said." or how many passages of how many calls, in plain words. */
	summary: z.string(),
});
export type Answer = z.infer<typeof Answer>;

/** Something that was said to, by or about a customer, on a call or in an e-mail. */
export const CustomerItem = Insight.omit({ evidence: true }).extend({
	/** When it was said, ISO 8601. */
	at: z.string(),
	source: z.enum(['call', 'email']),
	evidence: z.array(Evidence.or(EmailEvidence)).min(1),
});
export type CustomerItem = z.infer<typeof CustomerItem>;

/** One week of the course of a customer. */
export const CustomerWeek = z.object({
	/** ISO date of its Monday in the tenant's zone. */
	week: z.string(),
	calls: z.number().int(),
	emails: z.number().int(),
	/** How many of each kind of insight, e.g. `{ risk: 2 }`. */
	counts: z.record(z.string(), z.number().int()),
	topics: z.array(z.string()),
});
export type CustomerWeek = z.infer<typeof CustomerWeek>;

/** How the customer took one call, as models read it: no mood without the words that show it. */
export const SentimentPoint = z.object({
	callId: z.string(),
	title: z.string(),
	/** When the call began, ISO 8601. */
	at: z.string(),
	/** `unread`: no model has read the call; `part`: not all of it. */
	read: z.enum(['whole', 'part', 'unread']),
	/** Of all its moods, `mixed` where some are positive and others negative; left out where none was shown: that is not neutral. */
	label: z.enum(['positive', 'neutral', 'negative', 'mixed']).optional(),
	/** In the order in which they were said. */
	moods: z.array(
		z.object({
			label: z.enum(['positive', 'neutral', 'negative']),
			/** Left out where nobody can tell. */
			phase: CallPhase.optional(),
			/** When the words were said, ISO 8601. */
			at: z.string(),
			evidence: z.array(Evidence).min(1),
		}),
	),
});
export type SentimentPoint = z.infer<typeof SentimentPoint>;

/** Value of `analyze-customer`. */
export const CustomerView = z.object({
	account: CustomerAccount,
	window: Window.extend({ zone: z.string() }),
	people: z.array(z.object({ name: z.string(), email: z.string().optional(), affiliation: Affiliation })),
	calls: z.array(z.object({ id: z.string(), title: z.string(), started: z.string(), url: z.string() })),
	emails: z.array(z.object({ id: z.string(), sent: z.string(), subject: z.string(), from: z.string() })),
	topics: z.array(CustomerItem),
	commitments: z.array(CustomerItem),
	risks: z.array(CustomerItem),
	openQuestions: z.array(CustomerItem),
	objections: z.array(CustomerItem),
	decisions: z.array(CustomerItem),
	course: z.array(CustomerWeek),
	/** One point for each call, oldest first; left out where no model was asked. */
	sentiment: z.array(SentimentPoint).optional(),
	/** What models cost for this view; left out where none was asked. */
	models: z.array(ModelUse).optional(),
	skipped: z.array(z.object({ reason: SkipReason, count: z.number().int(), callIds: z.array(z.string()) })),
	gaps: z.array(Gap),
	/** `generative`: models have read at least one of the calls; left out where none did. */
	analysis: z.literal('generative').optional(),
	dropped: z.number().int(),
	summary: z.string(),
});
export type CustomerView = z.infer<typeof CustomerView>;
