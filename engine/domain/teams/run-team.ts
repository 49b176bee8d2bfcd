/** The run kind of teams: one task, worked on by a team, within its limits. */
import type { Team, TeamResult, TeamTaskInput } from '../../contract/team.ts';
import { SophiaError } from '../../errors.ts';
import type { RunContext } from '../../ports/run-context.ts';
import type { Toolbox } from '../../ports/tool.ts';
import { byTools } from './by-tools.ts';
import { reportsAsAnswer } from './fallback.ts';
import { narrowed } from './limits.ts';
import { createMeter } from './meter.ts';
import { nobodyFits } from './modes/route.ts';
import { given } from './prompt.ts';
import { resultOf } from './result.ts';
import { runMode } from './run-mode.ts';
import type { Place } from './step-names.ts';
import type { Report, TeamPorts, TeamRun, TeamSeat } from './team-run.ts';
import { treeOf, wantedOf } from './tree.ts';

/** Where the team works that the run is for. */
const ROOT: Place = '1';

const BEGUN = `${ROOT} begun`;

type Begun = { at: number; teams: Team[] };

/** Throws `team-unknown`; what goes wrong with members, tools, limits and models stands in the result. */
export async function runTeam(run: RunContext<TeamTaskInput>, ports: TeamPorts): Promise<TeamResult> {
	const { begun, recorded } = await begin(run, ports);
	const teams = new Map(begun.teams.map((team) => [team.name, team]));
	const root = begun.teams[0] as Team;
	const toolbox = await opened(run, ports, teams);
	const limits = narrowed(root.limits, run.input.limits);
	const meter = createMeter({ run, clock: ports.clock, limits, startedAt: begun.at, place: ROOT });
	const state: TeamRun = {
		...{ run, ports, toolbox, teams, meter, runMode, answered: false },
		passages: new Map(given(run.input).map((passage) => [passage.id, passage])),
		...{ works: [], costs: [], notDone: [], disagreements: [] },
	};
	const seat: TeamSeat = {
		...{ place: ROOT, teamPlace: ROOT, begunAt: begun.at, team: root, meter, leaders: 0, depth: 1 },
	};
	try {
		const result = await worked(state, seat);
		await recorded;
		return result;
	} finally {
		// A recording that failed is heard above, or does not matter any more.
		recorded.catch(() => {});
		meter.close();
		await toolbox.close();
	}
}

/** When it began and with which teams, the same on every replay. It is recorded while the work begins. */
async function begin(run: RunContext<TeamTaskInput>, { teams, clock }: TeamPorts) {
	if (run.recorded(BEGUN)) {
		const begun = await run.step(BEGUN, async (): Promise<Begun> => ({ at: 0, teams: [] }));
		return { begun, recorded: Promise.resolve(begun) };
	}
	const tree = await treeOf(teams, run.tenant, run.input.team);
	const begun: Begun = { at: clock.now().getTime(), teams: [...tree.values()] };
	return { begun, recorded: run.step(BEGUN, async () => begun) };
}

const NO_TOOLS: Toolbox = { tools: new Map(), missing: [], close: async () => {} };

async function opened(run: RunContext<TeamTaskInput>, { openToolbox }: TeamPorts, teams: ReadonlyMap<string, Team>) {
	const wanted = wantedOf(teams);
	return wanted.tools.length + wanted.services.length === 0 ? NO_TOOLS : openToolbox(run, wanted);
}

async function worked(state: TeamRun, seat: TeamSeat): Promise<TeamResult> {
	const { run, ports, meter } = state;
	const { task } = run.input;
	const seconds = () => Math.round(meter.elapsedMs() / 100) / 10;
	if (!ports.models) return floor(state, seat, 'Without a model:', seconds);
	try {
		const report = await runMode(state, seat, { task, others: [] });
		if (!state.answered && !state.stoppedBy) {
			const why = state.works.find(({ reason }) => reason)?.reason ?? '';
			if (why !== '') return await floor(state, seat, `No model has answered (${why})`, seconds);
		}
		return resultOf(state, seat.team, report, seconds());
	} catch (error) {
		const overdue = error instanceof SophiaError && error.code === 'run-timed-out' && run.signal.aborted;
		if (!overdue) throw error;
		return resultOf(state, seat.team, reached(state, seat, error.message), seconds());
	}
}

/** What there is when the run reaches its deadline: nothing more can be recorded. */
function reached({ works }: TeamRun, { team, place }: TeamSeat, reason: string): Report {
	const reports = works.map(({ report, ...work }) => ({ ...work, text: report }));
	return { place, member: team.name, text: reportsAsAnswer(reports), state: 'stopped', reason };
}

async function floor(state: TeamRun, seat: TeamSeat, why: string, seconds: () => number): Promise<TeamResult> {
	const { team } = seat;
	const report: Report = { place: seat.place, member: team.name, text: '', state: 'done' };
	const choices = team.members.map((member) =>
		'team' in member ? { name: member.team, role: state.teams.get(member.team)?.description ?? '' } : member,
	);
	const found =
		team.mode === 'route' && state.toolbox.tools.size === 0
			? { answer: `${why} ${nobodyFits(team.name, choices)}`, evidence: [] }
			: await byTools(state, seat, why);
	state.notDone.push({ what: 'What the members are instructed to do', why: 'It takes a model.', code: 'models-none' });
	const result = resultOf(state, team, report, seconds());
	return { ...result, ...found, analysis: 'extractive', complete: false };
}
