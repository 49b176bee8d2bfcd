/** A world for tests of teams: runs in memory, a model that a test dictates, tools that count. Not for production code. */
import { readFileSync } from 'node:fs';
import type { Team, TeamResult, TeamSource, TeamTaskInput } from '../../engine/contract/team.ts';
import { Team as TeamSchema } from '../../engine/contract/team.ts';
import { toPrompt } from '../../engine/domain/models/prompt.ts';
import { runTeam } from '../../engine/domain/teams/run-team.ts';
import type { TeamPorts, TeamPrompts } from '../../engine/domain/teams/team-run.ts';
import { memoryRuns, type RunEnd, type RunOptions } from '../../engine/domain/testing/memory-run.ts';
import { scriptedModels } from '../../engine/domain/testing/scripted-models.ts';
import { TerminalError } from '../../engine/errors.ts';
import type { MemoryItem } from '../../engine/ports/memory.ts';
import type { GenerateRequest, Generation, Message } from '../../engine/ports/model.ts';
import type { RunContext } from '../../engine/ports/run-context.ts';
import type { MissingTool, ReadingTool, Tool, Wanted, WritingTool } from '../../engine/ports/tool.ts';
import type { Span } from '../../engine/ports/traces.ts';

/** What a model says: words, data of a schema, or calls of tools as `[name, arguments]`. */
export type Said = string | { data: unknown } | { calls: [name: string, args: unknown][]; text?: string } | Error;

/** Who is asked, by the system prompt; `turn`: how often a model has answered in this conversation. */
export type Asked = { member: string; turn: number; request: GenerateRequest; text: string };

export type WorldOptions = {
	teams: TeamSource[];
	brain?: (asked: Asked) => Said;
	tools?: Tool[];
	missing?: MissingTool[];
	ports?: Partial<TeamPorts>;
};

const PROMPTS = new URL('../../engine/domain/teams/prompts/', import.meta.url);
const NAMES = ['member', 'lead', 'merge', 'choose', 'review', 'plan', 'summarize'] as const;

export const teamPrompts = (): TeamPrompts =>
	Object.fromEntries(
		NAMES.map((name) => [name, toPrompt(readFileSync(new URL(`${name}.md`, PROMPTS), 'utf8'))]),
	) as TeamPrompts;

export function teamWorld({ teams, brain, tools = [], missing = [], ports: own = {} }: WorldOptions) {
	const known = new Map<string, Team>(teams.map((source) => [source.name, TeamSchema.parse(source)]));
	const asked: Asked[] = [];
	const answer = (request: GenerateRequest): Generation => {
		const one = askedOf(request);
		asked.push(one);
		return generationOf(brain?.(one) ?? 'Done.', asked.length);
	};
	const models = scriptedModels({
		...{ 'one/small': [answer], 'one/large': [answer], 'two/small': [answer], 'two/middle': [answer] },
	});
	const opened: Wanted[] = [];
	const closed: Wanted[] = [];
	const sessions = new Map<string, Message[]>();
	const memory: MemoryItem[] = [];
	const spans: Span[] = [];
	const ports: TeamPorts = {
		...{ models: brain ? models.ports : undefined, tier: undefined, prompts: teamPrompts(), clock: models.ports.clock },
		traces: { end: (span) => void spans.push(span) },
		teams: {
			async get(_tenant, name) {
				const team = known.get(name);
				if (!team) throw new TerminalError('team-unknown', `There is no team ${name}.`);
				return team;
			},
		},
		async openToolbox(_run, wanted) {
			opened.push(wanted);
			const offered = tools.filter(
				({ name, service }) =>
					wanted.tools.includes(name) || (service !== undefined && wanted.services.includes(service)),
			);
			return {
				tools: new Map(offered.map((tool) => [tool.name, tool])),
				missing: missing.filter(({ tool }) => wanted.tools.includes(tool)),
				close: async () => void closed.push(wanted),
			};
		},
		sessions: {
			read: async ({ user }) => sessions.get(user) ?? [],
			readMany: async () => new Map(),
			append: async ({ user }, _id, messages) => void sessions.set(user, [...(sessions.get(user) ?? []), ...messages]),
			erase: async ({ user }) => void sessions.delete(user),
		},
		memory: {
			recall: async (_tenant, collection, _query, most) =>
				memory.filter((item) => item.collection === collection).slice(0, most),
			keep: async (_tenant, item) => {
				if (!memory.some(({ id }) => id === item.id)) memory.push({ ...item, at: new Date(0) });
			},
		},
		...own,
	};
	const runs = memoryRuns('acme', {
		'run-team': (run: RunContext<never>) => runTeam(run as unknown as RunContext<TeamTaskInput>, ports),
	});
	type Input = Partial<TeamTaskInput> & { task?: string };
	const start = (input: Input = {}, options: Partial<RunOptions> = {}): Promise<RunEnd<TeamResult>> =>
		runs.start<TeamResult>({
			...{ kind: 'run-team', requestedAt: '2026-11-20T08:00:00Z', connections: {} },
			input: { team: teams[0]?.name, task: 'Find it out.', approval: 'as-declared', ...input },
			...options,
		});
	return { start, spans, asked, opened, closed, sessions, memory, models, ports, runs };
}

/** `You are Ann, ...` of the prompts. */
function askedOf(request: GenerateRequest): Asked {
	const [first] = request.messages;
	const system = first?.content ?? '';
	const member = /^You are ([\w-]+)/.exec(system)?.[1] ?? /of the team ([\w-]+)/.exec(system)?.[1] ?? '';
	const turn = request.messages.filter(({ role }) => role === 'assistant').length + 1;
	return { member, turn, request, text: request.messages.map(({ content }) => content).join('\n') };
}

function generationOf(said: Said, number: number): Generation {
	if (said instanceof Error) throw said;
	const usage = { inputTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 10, costUsd: 0.0001 };
	const base = { usage, model: 'as it calls itself', toolCalls: [], text: '' };
	if (typeof said === 'string') return { ...base, text: said };
	if ('data' in said) return { ...base, text: JSON.stringify(said.data), data: said.data };
	const toolCalls = said.calls.map(([name, args], at) => ({ id: `call-${number}-${at}`, name, arguments: args }));
	return { ...base, text: said.text ?? '', toolCalls };
}

const ANYTHING = { type: 'object', properties: {}, additionalProperties: true };

/** A reading tool that returns what the test says, and counts. */
export function toolOf(
	name: string,
	returns: (input: unknown, signal: AbortSignal) => unknown,
	over: Partial<ReadingTool> = {},
) {
	const used: unknown[] = [];
	const tool: ReadingTool = {
		...{ name, description: `Returns what ${name} knows.`, input: ANYTHING, approval: false, writes: false },
		async use(input, signal) {
			used.push(input);
			return returns(input, signal);
		},
		...over,
	};
	return { tool, used };
}

/** A tool that writes into a list. */
export function writingTool(name: string, over: Partial<WritingTool> = {}) {
	const written: { key: string; input: unknown }[] = [];
	const tool: WritingTool = {
		...{ name, description: `Writes by ${name}.`, input: ANYTHING, approval: false, writes: true, onlyMe: false },
		attempt: (input, key) => ({
			kind: 'note',
			async do() {
				written.push({ key, input });
				return { note: 'written' };
			},
			async find() {
				return written.some((one) => one.key === key)
					? { answer: 'present', receipt: { note: 'written' } }
					: { answer: 'absent' };
			},
		}),
		...over,
	};
	return { tool, written };
}

export const member = (name: string, over: Record<string, unknown> = {}) => ({
	...{ name, role: `the one who does what ${name} does`, instructions: `Do what ${name} does.` },
	...over,
});
