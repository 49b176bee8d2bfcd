/** Has a team work in its mode. */
import { collaborate } from './modes/collaborate.ts';
import { coordinate } from './modes/coordinate.ts';
import { route } from './modes/route.ts';
import { tasks } from './modes/tasks.ts';
import type { RunMode } from './team-run.ts';
import { traceTeam } from './trace.ts';

const MODES: Record<string, RunMode> = { collaborate, coordinate, route, tasks };

/** The report is that of the team, under its own name. */
export const runMode: RunMode = async (team, at, job) => {
	const report = await (MODES[at.team.mode] as RunMode)(team, at, job);
	traceTeam(team, at, report);
	return { ...report, member: at.team.name };
};
