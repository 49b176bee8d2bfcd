/** What a team does where no model answers: what its reading tools return to the task itself, and nothing else. */
import type { AgentMember, GrantedTool, TeamEvidence, TeamResult } from '../../contract/team.ts';
import type { JsonSchema } from '../../ports/model.ts';
import type { Tool } from '../../ports/tool.ts';
import { faultsOf } from './check-json.ts';
import { inParallel } from './in-parallel.ts';
import { resultId, toolName } from './step-names.ts';
import type { TeamRun, TeamSeat } from './team-run.ts';
import { newTally } from './think.ts';
import { useTool } from './use-tool.ts';

/** Of one tool, characters. */
const MOST_SHOWN = 3_000;

/** Of all tools together. */
const MOST_TOOLS = 12;

const TURN = 1;

export type Found = Pick<TeamResult, 'answer' | 'evidence'>;

type Planned = { agent: AgentMember; granted: GrantedTool; input: unknown };

/** `why`: no model was named, or none answered. */
export async function byTools(team: TeamRun, at: TeamSeat, why: string): Promise<Found> {
	const place = `${at.place}-0`;
	const planned = plannedOf(team);
	const used = await inParallel(planned, async ({ agent, granted, input }, index) => {
		const name = toolName(place, agent.name, TURN, index + 1, granted.name);
		const id = resultId(place, TURN, index + 1);
		const call = { id, name: granted.name, arguments: input };
		const one = await useTool(team, { name, id, place, member: agent.name, meter: at.meter, granted, call });
		return { agent, one };
	});
	for (const [agent, uses] of Map.groupBy(used, (one) => one.agent)) noteUses(team, at, agent, uses);
	const evidence: TeamEvidence[] = [];
	const sections = used.flatMap(({ agent, one: { use, text, passage } }) => {
		if (!passage) return [];
		const quote = beginning(text);
		const number = evidence.push({
			...{ claim: `What ${use.tool} returned.`, quote, result: use.id, tool: use.tool, member: agent.name },
		});
		const cut = quote.length < text.length ? `\n(${use.tool} returned more: this is where it begins.)` : '';
		return [`${use.tool} [${number}]:\n${quote}${cut}`];
	});
	const rest = 'What follows is what the tools of the team return to the task itself; nobody has drawn conclusions.';
	if (sections.length > 0) return { answer: [`${why} ${rest}`, ...sections].join('\n\n'), evidence };
	return { answer: `${why} None of the team's tools can do anything with the task itself.`, evidence };
}

/** Whole lines, where there are any. */
function beginning(text: string): string {
	if (text.length <= MOST_SHOWN) return text;
	const shown = text.slice(0, MOST_SHOWN).toWellFormed();
	const end = shown.lastIndexOf('\n');
	return end > 0 ? shown.slice(0, end) : shown;
}

function noteUses(
	team: TeamRun,
	at: TeamSeat,
	agent: AgentMember,
	uses: { one: Awaited<ReturnType<typeof useTool>> }[],
) {
	const { costs: _, startedAt: __, ...tally } = newTally(team);
	team.works.push({
		...{ place: `${at.place}-0`, member: agent.name, team: at.team.name, task: team.run.input.task, ...tally },
		...{ state: 'done', report: '', toolCalls: uses.map(({ one }) => one.use) },
	});
}

/** Each tool once, in the order of the teams. */
function plannedOf({ teams, toolbox, run: { input } }: TeamRun): Planned[] {
	const planned = new Map<string, Planned>();
	for (const { members } of teams.values()) {
		for (const agent of members) {
			if ('team' in agent) continue;
			for (const granted of agent.tools) {
				const tool = toolbox.tools.get(granted.name);
				const arguments_ = tool && !planned.has(granted.name) ? inputOf(tool, input) : undefined;
				if (arguments_ !== undefined) planned.set(granted.name, { agent, granted, input: arguments_ });
			}
		}
	}
	return [...planned.values()].slice(0, MOST_TOOLS);
}

const QUESTIONS: ReadonlySet<string> = new Set(['query', 'question', 'task', 'text', 'search', 'q']);
const DOMAIN = /(?<![\w@.-])(?:[\w.+-]+@)?((?:[a-z0-9-]+\.)+[a-z]{2,24})(?![\w-])/i;

/** What a tool can be asked without thinking: nothing at all, the task as a question, or the domain that it names. */
function inputOf(tool: Tool, { task, context }: { task: string; context?: unknown }): unknown {
	if (tool.writes || tool.approval) return undefined;
	const { properties = {}, required = [] } = tool.input as { properties?: JsonSchema; required?: string[] };
	const domain = DOMAIN.exec(`${task} ${JSON.stringify(context ?? '')}`)?.[1]?.toLowerCase();
	const input: Record<string, unknown> = {};
	for (const name of Object.keys(properties)) {
		if (QUESTIONS.has(name)) input[name] = task;
		else if (name === 'domain' && domain) input[name] = domain;
		else if (name === 'domains' && domain) input[name] = [domain];
	}
	const asked = Object.keys(input).length > 0 || required.length === 0;
	return asked && faultsOf(tool.input, input).length === 0 ? input : undefined;
}
