/** Teams of agents as plain data: who works in one, how, with what, and within which limits. */
import { z } from 'zod';
import { Tier } from './model.ts';

/** All of a team as JSON. */
export const LARGEST_TEAM_BYTES = 64 * 1024;

/** What a team is told of the case, characters of JSON. */
export const LARGEST_CONTEXT = 100 * 1024;

export const TeamName = z
	.string()
	.regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/, 'the name of a team, such as ResearchTeam: letters, digits, - and _');

export const MemberName = z
	.string()
	.regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/, 'the name of a member, such as WebResearcher: letters, digits, - and _');

/** `web-search` is a tool of the engine, `github.search_issues` one of the service github. */
export const ToolName = z
	.string()
	.regex(
		/^[a-z0-9][\w-]{0,62}(?:\.[\w-]{1,64})?$/i,
		'the name of a tool, such as sql-analyzer, or of a tool of a service, such as github.search_issues',
	);

export const ServiceName = z
	.string()
	.regex(/^[a-z][a-z0-9-]{0,30}$/, 'the name of a service, such as github: lower-case letters, digits and dashes');

/** `redis`: session memory; `postgresql`: long-term memory without a collection; any other name is a collection of it. */
export const MemoryName = z
	.string()
	.regex(/^[a-z][a-z0-9_]{0,62}$/, 'redis, postgresql, or the name of a collection: lower-case letters, digits and _');

const text = (most: number) => z.string().trim().min(1).max(most);

/** A tool by its name, or with whether a person has to approve each use of it. */
export const GrantedTool = z.preprocess(
	(value) => (typeof value === 'string' ? { name: value } : value),
	z.strictObject({ name: ToolName, approval: z.enum(['required', 'as-declared']).default('as-declared') }),
);
export type GrantedTool = z.output<typeof GrantedTool>;

const words = z.array(text(80)).max(60).default([]);

/** Somebody who works by a model, with these tools and this memory, and no others. */
export const AgentMember = z.strictObject({
	name: MemberName,
	/** In a few words; the leader chooses by it. */
	role: text(300),
	instructions: text(8_000),
	tier: Tier.default('medium'),
	tools: z.array(GrantedTool).max(40).default([]),
	/** All tools of these services. */
	services: z.array(ServiceName).max(20).default([]),
	/** Teams to which it can hand work. */
	teams: z.array(TeamName).max(20).default([]),
	memory: MemoryName.optional(),
	/** Of a team with mode route: a request that has any of these words is this member's. `*` ends a word any way. */
	when: words,
});
export type AgentMember = z.output<typeof AgentMember>;

/** A team that works as one member. */
export const TeamMember = z.strictObject({
	team: TeamName,
	/** Instead of the description of the team. */
	role: text(300).optional(),
	when: words,
});
export type TeamMember = z.output<typeof TeamMember>;

/** All hard: what would go over one is not begun. */
export const TeamLimits = z.strictObject({
	/** Dollars, of the run that the team works in. */
	budgetUsd: z.number().min(0).max(1_000).default(1),
	modelCalls: z.number().int().min(1).max(1_000).default(40),
	toolCalls: z.number().int().min(0).max(2_000).default(80),
	/** Wall clock; the time in which a person is asked does not count. */
	seconds: z.number().int().min(1).max(86_400).default(300),
	/** Of teams within teams; 1: the team itself only. */
	depth: z.number().int().min(1).max(6).default(3),
});
export type TeamLimits = z.output<typeof TeamLimits>;

export const TeamMode = z.enum(['route', 'coordinate', 'collaborate', 'tasks']);
export type TeamMode = z.infer<typeof TeamMode>;

export const Team = z.strictObject({
	name: TeamName,
	description: text(600),
	/**
	 * route: one member does it. coordinate: a leader delegates and composes. collaborate: all work on the same request,
	 * then one merges. tasks: a leader works a list of tasks until it is done.
	 */
	mode: TeamMode,
	/** What holds for all members. */
	instructions: text(8_000).optional(),
	/** Of the model that leads, chooses or merges where no member does. */
	tier: Tier.default('medium'),
	members: z
		.array(z.union([AgentMember, TeamMember]))
		.min(1)
		.max(20),
	/** The member that leads, or merges; without it the team itself does. */
	leader: MemberName.optional(),
	/** The member that checks the answer against the request and its evidence; it may send it back once. */
	reviewer: MemberName.optional(),
	limits: TeamLimits.prefault({}),
});
export type Team = z.output<typeof Team>;
export type TeamSource = z.input<typeof Team>;

/** What a team is asked. */
export const TeamTaskInput = z.strictObject({
	team: TeamName,
	task: z.string().trim().min(1).max(20_000),
	/** What the team should know of the case; JSON of at most 100 KiB. */
	context: z
		.unknown()
		.refine((value) => (JSON.stringify(value) ?? '').length <= LARGEST_CONTEXT, 'at most 100 KiB of JSON')
		.optional(),
	/** Whose conversation this goes on with: session memory is kept under it for 24 h. Without it no session is remembered. */
	sessionId: z
		.string()
		.regex(/^[\w.@:-]{1,128}$/, 'letters, digits and . @ : _ -, at most 128')
		.optional(),
	/** Tighter than those of the team; wider ones do not count. */
	limits: TeamLimits.partial().optional(),
	/** `writes`: a person approves every use of a tool that writes, not only where the tool or the team asks for it. */
	approval: z.enum(['as-declared', 'writes']).default('as-declared'),
});
export type TeamTaskInput = z.output<typeof TeamTaskInput>;

/** What a claim stands on: words of something that a tool returned. */
export const TeamEvidence = z.object({
	claim: z.string(),
	/** Word for word in the result. */
	quote: z.string(),
	/** Of the result, as in `members[].toolCalls[].id`. */
	result: z.string(),
	tool: z.string(),
	member: z.string(),
});
export type TeamEvidence = z.infer<typeof TeamEvidence>;

/**
 * `done`; `failed`: it answered with an error; `refused`: no such tool, arguments that do not fit, a limit, or a person
 * who said no; `shown`: would have written, but the delivery is a preview.
 */
export const ToolUse = z.object({
	id: z.string(),
	tool: z.string(),
	state: z.enum(['done', 'failed', 'refused', 'shown', 'unconfirmed']),
	/** The beginning of what it was asked and of what it answered, as JSON. */
	asked: z.string(),
	answered: z.string(),
	code: z.string().optional(),
	/** When it was used, ISO 8601, and for how long; of what was used at all. */
	at: z.string().optional(),
	ms: z.number().optional(),
});
export type ToolUse = z.infer<typeof ToolUse>;

export const MemberWork = z.object({
	/** Where in the tree: `1.2` is the second piece of work of `1`. */
	place: z.string(),
	member: z.string(),
	team: z.string(),
	task: z.string(),
	/** `stopped`: by a limit. */
	state: z.enum(['done', 'stopped', 'failed']),
	report: z.string(),
	/** Why it stopped or failed. */
	reason: z.string().optional(),
	modelCalls: z.number().int(),
	/** `provider/name` of the catalog. */
	models: z.array(z.string()),
	toolCalls: z.array(ToolUse),
	costUsd: z.number(),
});
export type MemberWork = z.infer<typeof MemberWork>;

export const NotDone = z.object({ what: z.string(), why: z.string(), code: z.string().optional() });
export type NotDone = z.infer<typeof NotDone>;

/** What a team gives back. */
export const TeamResult = z.object({
	team: z.string(),
	mode: TeamMode,
	/** `extractive`: without a model, only by what tools return. */
	analysis: z.enum(['extractive', 'generative']),
	/** For people. Sentences whose proof does not stand in what it names are not in it. */
	answer: z.string(),
	/** Whether all was done that was asked, as far as the team can tell; else `notDone` says what is missing. */
	complete: z.boolean(),
	evidence: z.array(TeamEvidence),
	/** Sentences of the answer that name no proof. */
	unproven: z.array(z.string()),
	/** Sentences left out because their proof does not stand. */
	dropped: z.number().int(),
	disagreements: z.array(
		z.object({ about: z.string(), positions: z.array(z.object({ member: z.string(), says: z.string() })) }),
	),
	members: z.array(MemberWork),
	notDone: z.array(NotDone),
	/** Tools of members that nobody could be offered, and why. */
	missingTools: z.array(z.object({ tool: z.string(), reason: z.string() })),
	/** By member and model; the sum is what was settled for the team. */
	costs: z.array(z.object({ member: z.string(), model: z.string(), calls: z.number().int(), costUsd: z.number() })),
	costUsd: z.number(),
	used: z.object({ modelCalls: z.number().int(), toolCalls: z.number().int(), seconds: z.number() }),
	/** Which limit ended the work early. */
	stoppedBy: z.enum(['budgetUsd', 'modelCalls', 'toolCalls', 'seconds', 'depth']).optional(),
});
export type TeamResult = z.infer<typeof TeamResult>;

/** A team as a list shows it. */
export const TeamSummary = z.object({
	name: z.string(),
	description: z.string(),
	mode: TeamMode,
	members: z.array(z.string()),
	/** Whether it is one of the tenant's own. */
	own: z.boolean(),
});
export type TeamSummary = z.infer<typeof TeamSummary>;
export const TeamList = z.object({ teams: z.array(TeamSummary) });
