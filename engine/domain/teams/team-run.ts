/** What a team works with: its ports, and what all its members share while it runs. */

import type { Tier } from '../../contract/model.ts';
import type { AgentMember, MemberWork, NotDone, Team, TeamResult, TeamTaskInput } from '../../contract/team.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Memory } from '../../ports/memory.ts';
import type { RunContext } from '../../ports/run-context.ts';
import type { SessionMemory } from '../../ports/session-memory.ts';
import type { Teams } from '../../ports/teams.ts';
import type { OpenToolbox, Toolbox } from '../../ports/tool.ts';
import type { Traces } from '../../ports/traces.ts';
import type { ModelPorts } from '../models/generate.ts';
import type { Prompt } from '../models/prompt.ts';
import type { LimitName } from './limits.ts';
import type { Meter } from './meter.ts';
import type { Place } from './step-names.ts';

export type TeamPrompts = Record<'member' | 'lead' | 'merge' | 'choose' | 'review' | 'plan' | 'summarize', Prompt>;

export type TeamPorts = {
	/** Undefined where the run names no model: then the team does what its tools can do without one. */
	models: ModelPorts | undefined;
	/** Of all members, where the run asks for one. */
	tier: Tier | undefined;
	prompts: TeamPrompts;
	teams: Pick<Teams, 'get'>;
	openToolbox: OpenToolbox;
	sessions: SessionMemory;
	memory: Pick<Memory, 'recall' | 'keep'>;
	clock: Clock;
	traces: Traces;
};

/** Something that may be quoted: what a tool returned, the request or its context; or what is remembered, which proves nothing. */
export type Passage = { id: string; tool: string; member: string; text: string };

/** All that happened so far, shared by everybody who works in the run. */
export type TeamRun = {
	run: RunContext<TeamTaskInput>;
	ports: TeamPorts;
	toolbox: Toolbox;
	/** The teams of the tree, by name. */
	teams: ReadonlyMap<string, Team>;
	meter: Meter;
	passages: Map<string, Passage>;
	works: MemberWork[];
	costs: TeamResult['costs'];
	notDone: NotDone[];
	disagreements: TeamResult['disagreements'];
	/** Whether a model has answered at least once. */
	answered: boolean;
	/** The limit that was reached first. */
	stoppedBy?: LimitName;
	/** Has a team work in its mode. Here, since a team can be a member of a team. */
	runMode: RunMode;
};

export type RunMode = (team: TeamRun, at: TeamSeat, job: Job) => Promise<Report>;

/** Where somebody works in the tree of teams. */
export type TeamSeat = {
	place: Place;
	team: Team;
	/** Where the team works, and where the one does that it works for. */
	teamPlace: Place;
	outerPlace?: Place;
	/** When the team began, ms since 1970; the same on every replay. */
	begunAt: number;
	meter: Meter;
	/** How many lead above: each of them is left a model call to compose with. */
	leaders: number;
	/** 1: the team that the run is for. */
	depth: number;
};

export type Seat = TeamSeat & { agent: AgentMember };

/** `others`: reports that are there already. */
export type Job = { task: string; others: readonly Report[] };

export type Report = {
	place: Place;
	member: string;
	text: string;
	/** `stopped`: by a limit. */
	state: MemberWork['state'];
	/** Why it stopped or failed. */
	reason?: string;
};
