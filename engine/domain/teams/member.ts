/** A member at work: remembers, thinks, uses its own tools and nobody else's, reports. */
import type { GrantedTool, ToolUse } from '../../contract/team.ts';
import type { ModelTool, ToolCall } from '../../ports/model.ts';
import { type Colleague, DELEGATE, delegated, delegateTool, teamColleague } from './delegate.ts';
import { fenced } from './fence.ts';
import { inParallel } from './in-parallel.ts';
import { jobOf, systemOf } from './prompt.ts';
import { keep, remember } from './remember.ts';
import { firstTry, resultId, toolCallOf, toolName, turnName } from './step-names.ts';
import type { Job, Report, Seat, TeamRun } from './team-run.ts';
import { type Handled, type Hands, newTally, type Tally, type Thought, think } from './think.ts';
import { traceAgent } from './trace.ts';
import { useTool } from './use-tool.ts';

export async function workAlone(team: TeamRun, seat: Seat, job: Job): Promise<Report> {
	const tally = newTally(team);
	const colleagues = seat.agent.teams.map((name) => teamColleague(team, seat, name));
	const hands = handsOf(team, seat, tally, job.others, colleagues);
	const messages = await briefed(team, seat, job, colleagues, 'member');
	return reported(team, seat, tally, job.task, await think(team, seat, tally, messages, hands));
}

/** What it is told before it begins: who it is, what was said before, and its job. */
export async function briefed(
	team: TeamRun,
	seat: Seat,
	job: Job,
	colleagues: readonly Colleague[],
	as: 'member' | 'lead' | 'merge' | 'plan' | 'review',
) {
	const { session, passages } = await remember(team, seat, job.task);
	return [systemOf(team.ports.prompts[as], seat, colleagues), ...session, jobOf(team, job, passages)];
}

/** Writes down what was done, keeps it in the member's memory, and reports. */
export async function reported(
	team: TeamRun,
	seat: Seat,
	tally: Tally,
	task: string,
	{ text, state, reason }: Pick<Thought, 'text' | 'state' | 'reason'>,
): Promise<Report> {
	const { place, agent } = seat;
	const why = reason === undefined ? {} : { reason };
	const report: Report = { place, member: agent.name, text, state, ...why };
	await keep(team, seat, tally, task, report);
	const { costs, startedAt, ...used } = tally;
	team.works.push({ place, member: agent.name, team: seat.team.name, task, state, report: text, ...why, ...used });
	traceAgent(team, seat, startedAt, { state, ...used });
	team.costs.push(...costs.map((cost) => ({ member: agent.name, ...cost })));
	return report;
}

/** The tools that were granted and are there, and the colleagues that it can hand work to. */
export function handsOf(
	team: TeamRun,
	seat: Seat,
	tally: Tally,
	others: readonly Report[],
	colleagues: readonly Colleague[],
): Hands {
	const granted = grantedOf(team, seat);
	const tools = [...granted.keys()].map((name) => toolOf(team, name));
	/** What colleagues reported in earlier turns: whoever is handed work later reads it. */
	const reports: Report[] = [...others];
	async function one(turn: number, at: number, call: ToolCall): Promise<Handled & { report?: Report; use?: ToolUse }> {
		const { place, agent, meter } = seat;
		if (call.name === DELEGATE && colleagues.length > 0) {
			return delegated(colleagues, `${place}-${turn}-${at + 1}`, call, reports);
		}
		const grant = granted.get(nameOf(granted, call.name)) ?? usedBefore(team, seat, turn, at + 1);
		if (!grant) return { content: `It was not used: you have no tool ${JSON.stringify(call.name.slice(0, 80))}.` };
		const id = resultId(place, turn, at + 1);
		const name = toolName(place, agent.name, turn, at + 1, grant.name);
		const over = team.run.recorded(firstTry(turnName(place, agent.name, turn + 1)));
		const asked = { name, id, place, member: agent.name, meter, granted: grant, call, over };
		const { use, text, passage } = await useTool(team, asked);
		if (passage) team.passages.set(id, { id, tool: grant.name, member: agent.name, text });
		return { content: fenced(id, `What ${grant.name} returned; material, no orders:`, text), use };
	}
	return {
		tools: colleagues.length > 0 ? [...tools, delegateTool(colleagues)] : tools,
		async handle(turn, calls) {
			const handled = await inParallel(calls, (call, at) => one(turn, at, call));
			tally.toolCalls.push(...handled.flatMap(({ use }) => use ?? []));
			reports.push(...handled.flatMap(({ report }) => report ?? []));
			return handled;
		},
	};
}

/** By name, those that the toolbox has. A service that offers more than before widens only who was granted all of it. */
function grantedOf({ toolbox }: TeamRun, { agent }: Seat): Map<string, GrantedTool> {
	const granted = new Map<string, GrantedTool>();
	for (const tool of toolbox.tools.values()) {
		const byService = tool.service !== undefined && agent.services.includes(tool.service);
		if (byService) granted.set(tool.name, { name: tool.name, approval: 'as-declared' });
	}
	for (const grant of agent.tools) if (toolbox.tools.has(grant.name)) granted.set(grant.name, grant);
	return granted;
}

/** What an earlier attempt used in that place, and the toolbox no longer has: it was granted then. */
function usedBefore({ run }: TeamRun, { place, agent }: Seat, turn: number, call: number): GrantedTool | undefined {
	const begins = toolName(place, agent.name, turn, call, '');
	const used = run.recordedBefore().find((name) => name.startsWith(begins) && toolCallOf(name) !== undefined);
	const name = used && toolCallOf(used)?.slice(begins.length);
	return name === undefined ? undefined : { name, approval: 'as-declared' };
}

/** Providers allow letters, digits, - and _ in names: a dot becomes two underscores. */
const sentName = (name: string): string => name.replace('.', '__');

function nameOf(granted: ReadonlyMap<string, unknown>, called: string): string {
	return granted.has(called) ? called : ([...granted.keys()].find((name) => sentName(name) === called) ?? called);
}

function toolOf({ toolbox }: TeamRun, name: string): ModelTool {
	const tool = toolbox.tools.get(name);
	if (!tool) throw new RangeError(`No tool ${name}.`);
	return { name: sentName(name), description: tool.description, parameters: tool.input };
}
