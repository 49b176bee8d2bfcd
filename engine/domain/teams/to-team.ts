/** Makes a team of data that somebody wrote. */
import { z } from 'zod';
import { AgentMember, LARGEST_TEAM_BYTES, Team, TeamLimits, TeamMember } from '../../contract/team.ts';
import { TerminalError } from '../../errors.ts';
import { nearest } from '../../ports/nearest.ts';

export type TeamProblem = { path: string; message: string };

/**
 * `source`: what the data came from, for the message. Throws `team-not-valid` with the path of every wrong field
 * (`members[2].tools[0].name`; empty for the whole).
 */
export function toTeam(value: unknown, source: string): Team {
	const read = Team.safeParse(value);
	if (!read.success)
		throw notValid(
			source,
			read.error.issues.flatMap((issue) => problemsOf(issue, value)),
		);
	const bytes = new TextEncoder().encode(JSON.stringify(read.data)).length;
	if (bytes <= LARGEST_TEAM_BYTES) return read.data;
	throw notValid(source, [{ path: '', message: `has ${bytes} bytes of JSON, at most ${LARGEST_TEAM_BYTES} are kept` }]);
}

export function notValid(source: string, fields: TeamProblem[]): TerminalError {
	const named = fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
	return new TerminalError('team-not-valid', `The team ${source} is not valid: ${named.join('; ')}.`, {
		details: { fields },
	});
}

/** A member that is neither is held against what it rather is: one that names a team is a team. */
function problemsOf(issue: z.core.$ZodIssue, value: unknown): TeamProblem[] {
	const [list, at] = issue.path;
	if (issue.code !== 'invalid_union' || list !== 'members' || typeof at !== 'number') return [problemOf(issue, false)];
	const member = (value as { members: unknown[] }).members[at];
	const isTeam = typeof member === 'object' && member !== null && 'team' in member;
	const read = (isTeam ? TeamMember : AgentMember).safeParse(member);
	return (read.error?.issues ?? []).map((inner) =>
		problemOf({ ...inner, path: [...issue.path, ...inner.path] }, isTeam),
	);
}

function problemOf(issue: z.core.$ZodIssue, isTeam: boolean): TeamProblem {
	const path = z.core.toDotPath(issue.path);
	if (issue.code !== 'unrecognized_keys') return { path, message: issue.message };
	const known = fieldsAt(issue.path, isTeam);
	const said = issue.keys.map((key) => {
		const meant = nearest(key, known);
		return `there is no field "${key.slice(0, 80)}"${meant ? `; did you mean "${meant}"?` : ''}`;
	});
	return { path, message: said.join('; ') };
}

/** The fields that may stand there. */
function fieldsAt(path: PropertyKey[], isTeam: boolean): string[] {
	if (path[0] === 'limits') return Object.keys(TeamLimits.shape);
	if (path[0] !== 'members') return Object.keys(Team.shape);
	if (path.includes('tools')) return ['name', 'approval'];
	return Object.keys(isTeam ? TeamMember.shape : AgentMember.shape);
}
