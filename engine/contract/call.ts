/** Calls as the engine sees them, whatever service they came from. */
import { z } from 'zod';
import { ModelUse } from './model.ts';

export const Affiliation = z.enum(['internal', 'external', 'unknown']);

export const Party = z.object({
	/** Id of the speaker in the transcript; a party that never spoke may have none. */
	speakerId: z.string().optional(),
	name: z.string(),
	email: z.string().optional(),
	affiliation: Affiliation,
	/** Id of the user in the call service; internal parties only. */
	userId: z.string().optional(),
});
export type Party = z.infer<typeof Party>;

export const CrmReference = z.object({
	type: z.enum(['contact', 'deal', 'company']),
	id: z.string(),
	name: z.string().optional(),
	/** Deals: the stage, as the call service names it. */
	stage: z.string().optional(),
});
export type CrmReference = z.infer<typeof CrmReference>;

export const Call = z.object({
	/** As the call service writes it; up to 20 digits, never a number. */
	id: z.string(),
	/** Address of the call in the call service. */
	url: z.string(),
	title: z.string(),
	/** ISO 8601 with offset. */
	started: z.string(),
	durationSeconds: z.number().nonnegative(),
	/** ISO 639-1 or 639-2 as the service gives it, in lower case; empty where unknown. */
	language: z.string(),
	private: z.boolean(),
	parties: z.array(Party),
	/** The call's owner. */
	rep: z.object({ id: z.string(), name: z.string(), email: z.string().optional() }),
	/** CRM records that the call service names. */
	crm: z.array(CrmReference),
	/**
	 * Left out where each sentence has a start and an end of its own. `starts`: the transcript says when turns begin, and
	 * their ends are estimated. `none`: it has no times, and every start and end is 0.
	 */
	times: z.enum(['starts', 'none']).optional(),
});
export type Call = z.infer<typeof Call>;

export const Sentence = z.object({
	/** Position in the transcript, from 0. */
	index: z.number().int(),
	speakerId: z.string(),
	startMs: z.number(),
	endMs: z.number(),
	text: z.string(),
});
export type Sentence = z.infer<typeof Sentence>;

export const Transcript = z.object({ callId: z.string(), sentences: z.array(Sentence).max(50_000) });
export type Transcript = z.infer<typeof Transcript>;

/** The proof of an insight: words that stand in the transcript, and where. */
export const Evidence = z.object({
	callId: z.string(),
	speakerId: z.string(),
	speaker: z.string(),
	startMs: z.number(),
	endMs: z.number(),
	quote: z.string().min(1),
});
export type Evidence = z.infer<typeof Evidence>;

/** What a risk is about: docs/insights.md says what shows it. */
export const RiskLabel = z.enum([
	'competitor',
	'price-pressure',
	'timing',
	'no-authority',
	'no-next-step',
	'contract',
	'security',
]);
export type RiskLabel = z.infer<typeof RiskLabel>;

export const InsightKind = z.enum([
	'topic',
	'question',
	'objection',
	'commitment',
	'decision',
	'risk',
	'next-step',
	'sentiment',
	'coachable-moment',
]);

/** A third of a call, by its time; without times by the words that were said. */
export const CallPhase = z.enum(['opening', 'middle', 'closing']);
export type CallPhase = z.infer<typeof CallPhase>;

/** How an objection was met: with reasons, with something given, with a question, with understanding alone, or put off. */
export const ReplyManner = z.enum(['explained', 'offered', 'asked', 'acknowledged', 'deferred']);
export type ReplyManner = z.infer<typeof ReplyManner>;

export const Insight = z.object({
	kind: InsightKind,
	/** One sentence for a person. */
	text: z.string(),
	/** Who it concerns: owner of a commitment, asker of a question. */
	party: z.string().optional(),
	affiliation: Affiliation.optional(),
	/** The words that say when a commitment falls due, as spoken. */
	due: z.string().optional(),
	/** The day that `due` means, ISO date in the tenant's zone; left out where the words name none ("soon"). */
	dueDate: z.string().optional(),
	/** Questions: whether an answer followed. */
	answered: z.boolean().optional(),
	/** Questions: who answered. */
	answeredBy: z.string().optional(),
	/** Objections: whether the other side took it up and replied to it. */
	met: z.boolean().optional(),
	/** Objections: how the reply met it, where a model says so; the last quote of `evidence` is that reply. */
	how: ReplyManner.optional(),
	/** Moods: where in the call the words were said. */
	phase: CallPhase.optional(),
	/** Topics: the time in which it was talked about, ms from the start of the call. */
	span: z.object({ startMs: z.number(), endMs: z.number() }).optional(),
	/** Finer class, e.g. `monologue`, `interrupted-customer`, `price`. */
	label: z.string().optional(),
	/** Who found it, where a model read the call, too; left out where none did. */
	foundBy: z.enum(['rules', 'model', 'both']).optional(),
	/** For coachable moments: whether it went well or is a habit to work on. */
	tone: z.enum(['well', 'habit']).optional(),
	/** Somebody who read it says that it is not right. Added where an analysis is shown; it is never kept with it. */
	disagreed: z.literal(true).optional(),
	evidence: z.array(Evidence).min(1),
});
export type Insight = z.infer<typeof Insight>;

/** What one party did with the time; formulas in domain/calls/talk.ts. */
export const PartyTalk = z.object({
	speakerId: z.string(),
	name: z.string(),
	affiliation: Affiliation,
	rep: z.boolean(),
	speechMs: z.number(),
	/** Speech over speech of everybody, 0 to 1. */
	talkRatio: z.number(),
	words: z.number().int(),
	/** Speaking rate; 0 where there are no times. */
	wordsPerMinute: z.number(),
	questions: z.number().int(),
	longestMonologueMs: z.number(),
});
export type PartyTalk = z.infer<typeof PartyTalk>;

export const TalkStatistics = z.object({
	/**
	 * `measured`: each sentence has a start and an end of its own. `starts`: the ends are estimated, so overlap, silence and
	 * speaking rates are 0 and patience is left out. `none`: everything in ms, every ratio and every rate is 0 and says
	 * nothing.
	 */
	times: z.enum(['measured', 'starts', 'none']),
	/** Speech of the rep over speech of everybody, 0 to 1; formula in domain/calls/talk.ts. */
	repTalkRatio: z.number(),
	/** Speech of internal parties over speech of everybody, 0 to 1. */
	internalTalkRatio: z.number(),
	longestMonologueMs: z.number(),
	longestMonologueSpeakerId: z.string().optional(),
	/** Speech by speaker, ms. */
	speechMs: z.record(z.string(), z.number()),
	/** Time in which at least two speak, back-channels left out. */
	overlapMs: z.number(),
	/** Time in which somebody only signals listening while another speaks. */
	backChannelOverlapMs: z.number(),
	/** Time between the first word and the last in which nobody speaks. */
	silenceMs: z.number(),
	questions: z.number().int(),
	/** Those who spoke, most first; at most 200. */
	parties: z.array(PartyTalk),
	/** Longest stretch of one customer. */
	longestStoryMs: z.number(),
	longestStorySpeakerId: z.string().optional(),
	/** Times per minute of the call at which the talk passes from one side to the other. */
	interactivity: z.number(),
	/** Median pause between a customer's last word and the rep's first, ms; left out where the rep never followed. */
	patienceMs: z.number().optional(),
	/** Questions of the rep per hour of the call. */
	questionRate: z.number(),
});
export type TalkStatistics = z.infer<typeof TalkStatistics>;

/** Figures that a call is compared by; of the rep where that can be told apart (longest monologue, questions, words). */
export const TalkFigure = z.enum([
	'repTalkRatio',
	'internalTalkRatio',
	'longestMonologueMs',
	'longestStoryMs',
	'interactivity',
	'patienceMs',
	'questionRate',
	'wordsPerMinute',
]);
export type TalkFigure = z.infer<typeof TalkFigure>;

/** How the customer took one phase of a call. */
export const PhaseSentiment = z.object({
	phase: CallPhase,
	/** `mixed`: some of the words are positive and others negative; what is neutral gives way to either. */
	label: z.enum(['positive', 'neutral', 'negative', 'mixed']),
	/** What customers said in it that shows their mood, in the order of the call. */
	evidence: z.array(Evidence).min(1),
});
export type PhaseSentiment = z.infer<typeof PhaseSentiment>;

/** What models added to an analysis, and what it cost. */
export const CallReading = z.object({
	/** What the call was about, each sentence with the words that carry it. */
	summary: z.array(z.object({ text: z.string(), evidence: Evidence })),
	/** The phases whose mood was shown, in their order; a phase that is not here showed none, which is not neutral. */
	sentiment: z.array(PhaseSentiment).optional(),
	models: z.array(ModelUse),
	/** Parts of the call whose answer had been paid for before. */
	known: z.number().int(),
	/** Parts that no model has read, with the reason: what stands there was found without. */
	unread: z.array(z.object({ part: z.number().int(), code: z.string(), message: z.string() })),
	/** Parts whose answer reached its greatest length and broke off: what of it was whole counts. Left out where none did. */
	cut: z.number().int().optional(),
	/** Whether a model of another tier than asked for was taken: the request was too large, or the budget too short. */
	moved: z.array(z.enum(['up', 'down'])),
});
export type CallReading = z.infer<typeof CallReading>;

/** `extractive`: without a model. `generative`: models have read the call, too, at least a part of it. */
export const AnalysisKind = z.enum(['extractive', 'generative']);
export type AnalysisKind = z.infer<typeof AnalysisKind>;

export const CallAnalysis = z.object({
	callId: z.string(),
	analysis: AnalysisKind,
	talk: TalkStatistics,
	insights: z.array(Insight),
	/** Insights whose quote did not stand in the transcript. */
	dropped: z.number().int(),
	sentences: z.number().int(),
	/** Left out where no model was asked. */
	reading: CallReading.optional(),
});
export type CallAnalysis = z.infer<typeof CallAnalysis>;
