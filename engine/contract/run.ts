/** Requests for runs and their results. */
import { z } from 'zod';
import { Email } from './analysis.ts';
import { AnalysisKind } from './call.ts';
import { CoachingDay, DeliveryMode } from './coaching.ts';
import { ModelUse, Tier } from './model.ts';
import { PlaybookName } from './playbook.ts';
import { TeamTaskInput } from './team.ts';

export const RunState = z.enum(['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled', 'timed-out']);
export type RunState = z.infer<typeof RunState>;

/** An absolute moment between the years 2000 and 2100, with its offset. */
export const Instant = z.iso
	.datetime({ offset: true, error: 'must be a time with its zone, such as 2026-11-21T00:00:00Z' })
	.refine((text) => /^20\d\d-/.test(text), 'a date between the years 2000 and 2099');

export const CoachDayInput = z.strictObject({
	/** Half-open [from, to). Without it: from where the last completed window ended to the last local midnight. */
	window: z.strictObject({ from: Instant, to: Instant }).optional(),
	/** Without it each call is held against the one that fits the stage of its deal. */
	playbook: PlaybookName.optional(),
});
export type CoachDayInput = z.infer<typeof CoachDayInput>;

export const CoachCallInput = z.strictObject({
	callId: z.string().regex(/^[\w-]{1,64}$/, 'the id of a call'),
	/** Without it the one that fits the stage of the call's deal. */
	playbook: PlaybookName.optional(),
});
export type CoachCallInput = z.infer<typeof CoachCallInput>;

const CallId = CoachCallInput.shape.callId;
const AskedWindow = z.strictObject({ from: Instant, to: Instant });

export const AnalyzeWindowInput = z.strictObject({
	/** Half-open [from, to); at most 31 days. Without it: yesterday in the tenant's zone. */
	window: AskedWindow.optional(),
	/** Without it the one that fits the stage of the call's deal. */
	playbook: PlaybookName.optional(),
});
export type AnalyzeWindowInput = z.infer<typeof AnalyzeWindowInput>;

/** A call of the connection, or one that was uploaded (POST /v1/transcripts), whose id begins with `upload-`. */
export const AnalyzeCallInput = z.strictObject({ callId: CallId, playbook: PlaybookName.optional() });
export type AnalyzeCallInput = z.infer<typeof AnalyzeCallInput>;

/** By domains of e-mail addresses, or a company of the CRM, whose domain is looked up. At least one. */
export const AskedAccount = z
	.strictObject({
		name: z.string().min(1).max(300).optional(),
		domains: z
			.array(
				z
					.string()
					.regex(/^[a-z0-9.-]+\.[a-z]{2,}$/i, 'a domain such as acme.com')
					.max(253),
			)
			.max(20)
			.default([]),
		companyId: z
			.string()
			.regex(/^\d{1,20}$/, 'the id of a company')
			.optional(),
	})
	.refine(({ domains, companyId }) => domains.length > 0 || companyId !== undefined, {
		error: 'give domains, such as acme.com, or companyId',
		path: ['domains'],
	});
export type AskedAccount = z.infer<typeof AskedAccount>;

/** One call; or all calls and e-mails of an account; or the calls of a window. */
export const AskInput = z.strictObject({
	question: z.string().trim().min(3).max(1_000),
	/** Not together with `account` or `window`. */
	callId: CallId.optional(),
	account: AskedAccount.optional(),
	/** At most 31 days, of an account 366. Without it: yesterday in the tenant's zone, of an account the last 90 days. */
	window: AskedWindow.optional(),
});
export type AskInput = z.infer<typeof AskInput>;

export const AnalyzeCustomerInput = z.strictObject({
	account: AskedAccount,
	/** At most 366 days. Without it: the last 90 days. */
	window: AskedWindow.optional(),
	/** E-mails that the CRM does not have; those of the CRM connection are read too. */
	emails: z.array(Email).max(1_000).default([]),
});
export type AnalyzeCustomerInput = z.infer<typeof AnalyzeCustomerInput>;

const ConnectionId = z.string().min(1).max(100);

const Connections = z.strictObject({
	calls: ConnectionId,
	chat: ConnectionId.optional(),
	crm: ConnectionId.optional(),
	/** Those that may be asked; without any no model reads what was said. */
	models: z.array(ConnectionId).min(1).max(5).optional(),
});

const common = {
	connections: Connections,
	delivery: DeliveryMode.default('preview'),
	/** E-mail address; chat messages of `only-me` go there. */
	recipient: z.email().max(320).optional(),
	/** Becomes part of the effect keys: a new label delivers again. */
	resend: z
		.string()
		.regex(/^[\w.-]{1,64}$/, 'letters, digits, dot, dash and underscore, at most 64')
		.optional(),
	/** How much a model call may think, and cost; `auto`: by how hard the work is. */
	tier: Tier.or(z.literal('auto')).default('auto'),
	/** Hard ceiling for the run with all its children, in dollars. */
	budgetUsd: z.number().min(0).max(1_000_000).default(1),
	deadlineSeconds: z.number().int().min(1).max(86_400).default(900),
	/** Where the engine says that the run has ended; it sends the run's id only. */
	callback: z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000) }).optional(),
};

const inputsOf = <Input extends z.ZodType>(input: Input) => z.array(input).min(1).max(1000);
/** Uploaded calls need no service. */
const reading = { ...common, connections: Connections.partial({ calls: true }) };

export const RunRequest = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('coach-day'), inputs: inputsOf(CoachDayInput), ...common }),
	z.strictObject({ kind: z.literal('coach-call'), inputs: inputsOf(CoachCallInput), ...common }),
	z.strictObject({ kind: z.literal('analyze-window'), inputs: inputsOf(AnalyzeWindowInput), ...common }),
	z.strictObject({ kind: z.literal('analyze-call'), inputs: inputsOf(AnalyzeCallInput), ...reading }),
	z.strictObject({ kind: z.literal('ask'), inputs: inputsOf(AskInput), ...reading }),
	z.strictObject({ kind: z.literal('analyze-customer'), inputs: inputsOf(AnalyzeCustomerInput), ...reading }),
	z.strictObject({ kind: z.literal('run-team'), inputs: inputsOf(TeamTaskInput), ...reading }),
]);
export type RunRequest = z.infer<typeof RunRequest>;
export type RunRequestInput = z.input<typeof RunRequest>;

/** The kinds that can be asked for. */
export const AskedKind = z.enum(RunRequest.options.map(({ shape }) => shape.kind.value));
export type AskedKind = z.infer<typeof AskedKind>;

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
	/** By kind: CoachingDay, AnalyzedWindow, AnalyzedCallResult, Answer, CustomerView or TeamResult; where it ended early what had been reached. */
	value: CoachingDay.or(z.record(z.string(), z.unknown())).optional(),
	error: ErrorView.optional(),
});
export type InputResult = z.infer<typeof InputResult>;

export const RunResult = z.object({
	id: z.string(),
	kind: z.string(),
	state: RunState,
	/** How the analysis was made; `extractive`: without a model; `generative`: models have read at least one call. */
	analysis: AnalysisKind,
	/** One for each input, in its order; present when the run has ended. */
	results: z.array(InputResult),
	/** Insights dropped because their quote did not stand in the transcript. */
	dropped: z.number().int(),
	/** Effects of which it is not known whether they happened. */
	unconfirmed: z.array(UnconfirmedEffect),
	spentUsd: z.number(),
	/** What was used of each model by the run with all its children, tries that failed among them; there when it has ended, and where one was asked. */
	models: z.array(ModelUse).optional(),
	/** Address of the page that shows what the run cost and how it went; only where the engine has a public address. */
	page: z.string().optional(),
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
